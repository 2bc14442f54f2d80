// SPDX-License-Identifier: MIT
#include "load/target.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "db/copy.hpp"
#include "db/database.hpp"
#include "db/header.hpp"
#include "db/location.hpp"

namespace litdex::load {
namespace {

namespace fs = std::filesystem;

constexpr auto k_scratch_suffix = "importing";

/// Beyond the part 1 / k_copy_divisor of the bytes that are there, copying the file and indexing all anew takes less
/// time than batches in place (docs/performance.md, "More into a database").
constexpr std::uint64_t k_copy_divisor = 5;

/// What a write-ahead log holds beyond what could be put into the file before a person is told: several times what it
/// holds when nobody keeps it.
constexpr std::int64_t k_noted_log_bytes = 16 << 20;

/// A name that cannot be looked up, being too long or in a folder that cannot be read, is refused when it is opened.
bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

std::int64_t log_bytes(const fs::path& path) {
  std::error_code is_absent;
  const std::uintmax_t bytes = fs::file_size(fs::canonical(path, is_absent).native() + "-wal", is_absent);
  return is_absent ? 0 : static_cast<std::int64_t>(bytes);
}

/// The bytes of the write-ahead log that a reader keeps from being put into the file.
std::int64_t pinned_bytes(SQLite::Database& database) {
  int frames = 0;
  int done = 0;
  sqlite3_wal_checkpoint_v2(database.getHandle(), "main", SQLITE_CHECKPOINT_PASSIVE, &frames, &done);
  return (std::int64_t{frames} - done) * database.execAndGet("PRAGMA page_size").getInt64();
}

}  // namespace

fs::path scratch_of(const fs::path& database_path) {
  std::error_code is_absent;
  const fs::path real = fs::canonical(database_path, is_absent);
  return base::scratch_path(is_absent ? database_path : real, k_scratch_suffix);
}

Target::Target(fs::path path, const base::LockWait& wait, Notice notice, index::Builder builder)
    : m_path(std::move(path)), m_notice(std::move(notice)), m_builder(builder) {
  if (!is_there(m_path)) begin_new(wait);
  m_is_new = m_scratch.has_value();
  if (!m_is_new) m_writer.emplace(m_path, wait);
}

void Target::begin_new(const base::LockWait& wait) {
  db::require_no_leftovers(m_path);
  m_scratch.emplace(m_path, k_scratch_suffix, db::begins_as_litdex, wait);
  if (is_there(m_path)) {
    m_scratch.reset();  // another run has made it before this one had the lock
  } else {
    m_database.emplace(db::create_database(m_scratch->path()));
    m_first_load.emplace(*m_database);
    m_early_rows = index::begin_early(*m_database, m_builder);
  }
}

Target::~Target() {
  if (!m_writer || m_scratch) return;
  try {
    db::leave_write_ahead_mode(m_writer->database());
  } catch (const SQLite::Exception&) {
    // What was committed is safe in the write-ahead log; the next run puts it into the file.
  }
}

void Target::begin_writing(std::uint64_t incoming_bytes) {
  if (m_scratch) return;
  const auto known_bytes = database().execAndGet("SELECT coalesce(sum(size), 0) FROM dumps").getInt64();
  const bool is_much = incoming_bytes > static_cast<std::uint64_t>(known_bytes) / k_copy_divisor;
  if (is_much && copy_to_scratch()) return;
  db::enter_write_ahead_mode(database());
}

/// False where others have a write-ahead log open: it would be taken for that of the file that takes the name.
bool Target::copy_to_scratch() {
  if (!db::leave_write_ahead_mode(database())) return false;
  m_standstill.emplace(database(), SQLite::TransactionBehavior::IMMEDIATE);
  m_scratch.emplace(fs::canonical(m_path), k_scratch_suffix, db::begins_as_litdex);
  {
    SQLite::Database source = db::open_database(m_path, db::Access::read);
    db::copy_database(source, m_scratch->path());
  }
  m_database.emplace(db::open_database(m_scratch->path(), db::Access::scratch));
  return true;
}

void Target::commit(SQLite::Transaction& batch) {
  if (m_scratch) {
    m_scratch->require_in_place();
    batch.commit();
    return m_scratch->begin_write_back();
  }
  db::require_in_place(database());
  batch.commit();
  m_has_written = true;
  note_pinned_log();
}

void Target::note_pinned_log() {
  if (m_has_noted_log || !m_notice || log_bytes(m_path) < k_noted_log_bytes) return;
  if (pinned_bytes(database()) < k_noted_log_bytes) return;
  m_has_noted_log = true;
  m_notice(
      fmt::format("another program has been reading {0} since before it was written: {0}-wal holds {1} bytes, and "
                  "grows until that program has read to its end",
                  base::printable(m_path.string()), base::with_commas(static_cast<std::uint64_t>(log_bytes(m_path)))));
}

void Target::finish(bool has_changed_text) {
  if (m_scratch) return publish(has_changed_text);
  if (!db::leave_write_ahead_mode(database()) && m_has_written && m_notice) {
    m_notice(
        fmt::format("another program has {0} open: what was written is safe, and a part of it stays in {0}-wal "
                    "until the next import; copy both files or neither",
                    base::printable(m_path.string())));
  }
  m_writer.reset();
}

void Target::build_index(index::EarlyIndex early) {
  const index::BuildReport report = index::build_scratch(m_scratch->path(), m_builder, std::move(early));
  if (m_notice && !report.note.empty()) m_notice(report.note);
}

void Target::publish(bool has_changed_text) {
  m_scratch->require_in_place();
  index::EarlyIndex early;
  if (m_early_rows) early = m_early_rows->finish();  // laid out while the other indexes are built
  m_early_rows.reset();
  if (m_first_load) m_first_load->finish();
  m_first_load.reset();
  m_scratch->begin_write_back();
  m_database.reset();
  if (m_is_new || has_changed_text) build_index(std::move(early));
  if (m_is_new) {
    db::require_no_leftovers(m_path);
    m_scratch->publish(base::IfTaken::refuse);
    return;
  }
  db::require_in_place(m_writer->database());
  m_scratch->publish(base::IfTaken::replace);
  m_standstill.reset();
  m_writer.reset();
}

}  // namespace litdex::load
