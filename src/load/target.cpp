// SPDX-License-Identifier: MIT
#include "load/target.hpp"

#include <SQLiteCpp/Exception.h>

#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/database.hpp"
#include "db/header.hpp"
#include "db/location.hpp"
#include "index/index.hpp"

namespace litdex::load {
namespace {

namespace fs = std::filesystem;

constexpr auto k_scratch_suffix = "importing";

/// A name that cannot be looked up, being too long or in a folder that cannot be read, is refused when it is opened.
bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

}  // namespace

fs::path scratch_of(const fs::path& database_path) {
  std::error_code is_absent;
  const fs::path real = fs::canonical(database_path, is_absent);
  return base::scratch_path(is_absent ? database_path : real, k_scratch_suffix);
}

Target::Target(fs::path path) : m_path(std::move(path)), m_is_new(!is_there(m_path)) {
  if (m_is_new) {
    db::require_no_leftovers(m_path);
    m_scratch.emplace(m_path, k_scratch_suffix, db::begins_as_litdex);
    m_database.emplace(db::create_database(m_scratch->path()));
  } else {
    // Opened once to see that it is a database, and again under the lock: it may have been replaced in between.
    db::open_database(m_path, db::Access::write);
    m_lock.emplace(fs::canonical(m_path), base::FileLock::IfAbsent::fail);
    m_database.emplace(db::open_database(m_path, db::Access::write));
  }
}

Target::~Target() {
  if (!m_database || m_scratch) return;
  try {
    finish_in_place();
  } catch (const SQLite::Exception&) {
    // What was committed is safe in the write-ahead log; the next run puts it into the file.
  }
}

void Target::begin_writing(std::optional<std::uint64_t> incoming_bytes) {
  if (m_scratch) return;
  const auto known_bytes = m_database->execAndGet("SELECT coalesce(sum(size), 0) FROM dumps").getInt64();
  if (incoming_bytes && *incoming_bytes > static_cast<std::uint64_t>(known_bytes) / 2) {
    copy_to_scratch();
  } else {
    m_database->exec("PRAGMA journal_mode = WAL");
  }
}

void Target::copy_to_scratch() {
  finish_in_place();
  m_database.reset();
  const fs::path target = fs::canonical(m_path);
  m_scratch.emplace(target, k_scratch_suffix, db::begins_as_litdex);
  std::error_code error;
  fs::copy_file(target, m_scratch->path(), fs::copy_options::overwrite_existing, error);
  if (error) throw base::system_error("copy the database to", m_scratch->path().string(), error.value());
  m_database.emplace(db::open_database(m_scratch->path(), db::Access::scratch));
}

void Target::finish() {
  if (!m_scratch) {
    finish_in_place();
    m_database.reset();
    return;
  }
  index::build(*m_database);
  m_database.reset();
  m_scratch->publish();
}

void Target::finish_in_place() {
  m_database->exec("PRAGMA wal_checkpoint(TRUNCATE)");
  m_database->exec("PRAGMA journal_mode = DELETE");
}

}  // namespace litdex::load
