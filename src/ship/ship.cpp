// SPDX-License-Identifier: MIT
#include "ship/ship.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "db/canonical.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "index/index.hpp"
#include "ship/copy_tables.hpp"

namespace litdex::ship {
namespace {

namespace fs = std::filesystem;

constexpr auto k_build_suffix = "shipping";
constexpr auto k_packed_suffix = "packed";

/// What is shipped must be whole: half a dump would be different halves on different machines.
void require_complete(SQLite::Database& source) {
  SQLite::Statement unfinished(source, "SELECT name FROM dumps WHERE complete = 0 ORDER BY dump_id LIMIT 1");
  if (!unfinished.executeStep()) return;
  throw base::Error(
      base::ExitCode::bad_data,
      fmt::format("the import of {} was not finished", base::printable(unfinished.getColumn(0).getString())),
      "run the same import again, then ship");
}

void require_absent(const fs::path& target, Overwrite overwrite) {
  if (overwrite == Overwrite::yes || !fs::exists(fs::symlink_status(target))) return;
  throw base::Error(base::ExitCode::cannot_create, fmt::format("{} exists", base::printable(target.string())),
                    "choose another name, or --force to replace it");
}

void require_other_file(const fs::path& source, const fs::path& target) {
  std::error_code error;
  if (!fs::equivalent(source, target, error)) return;
  throw base::Error(base::ExitCode::usage, "a database cannot be shipped over itself", "choose another name");
}

void write_about(SQLite::Database& shipped, const std::string& content_hash) {
  SQLite::Statement insert(shipped, "INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)");
  const std::array<std::pair<std::string, std::string>, 3> facts = {{
      {"content_hash", content_hash},
      {"litdex_version", std::string(base::version())},
      {"sqlite_version", db::sqlite_version()},
  }};
  for (const auto& [key, value] : facts) {
    insert.bind(1, key);
    insert.bind(2, value);
    insert.exec();
    insert.reset();
  }
  shipped.exec("UPDATE schema_migrations SET applied_at = NULL, tool_version = NULL");
}

/// Fills the database at `path` with the rows of `source` in canonical order and returns the content hash of both.
std::string build_copy(const fs::path& source_path, const fs::path& path, std::int64_t& papers) {
  SQLite::Database source = db::open_database(source_path, db::Access::read);
  SQLite::Transaction snapshot(source);
  require_complete(source);
  std::string content_hash = db::content_hash(source);

  SQLite::Database shipped = db::create_database(path);
  SQLite::Transaction transaction(shipped, SQLite::TransactionBehavior::IMMEDIATE);
  copy_tables(source, shipped);
  write_about(shipped, content_hash);
  index::build(shipped);
  transaction.commit();
  papers = shipped.execAndGet("SELECT count(*) FROM papers").getInt64();
  if (db::content_hash(shipped) != content_hash) {
    throw base::Error(base::ExitCode::bug, "the shipped copy says something else than the database",
                      "please report this; the database itself is unchanged");
  }
  return content_hash;
}

/// Writes the database at `path` compactly to the empty file `packed`.
void pack(const fs::path& path, const fs::path& packed) {
  SQLite::Database database = db::open_database(path, db::Access::scratch);
  SQLite::Statement vacuum(database, "VACUUM INTO ?");
  vacuum.bind(1, packed.string());
  vacuum.exec();
}

/// Puts the file's hash beside it, where sha256sum and litdex check look for it.
void write_hash(const fs::path& target, const std::string& sha256) {
  base::ScratchFile scratch(base::sha256_file_of(target), k_build_suffix);
  std::ofstream file(scratch.path());
  file << sha256 << "  " << target.filename().string() << '\n';
  file.close();
  if (!file) throw base::system_error("write", scratch.path().string(), EIO);
  scratch.publish();
}

}  // namespace

ShipReport ship(const fs::path& source, const fs::path& target, Overwrite overwrite) {
  require_other_file(source, target);
  require_absent(target, overwrite);
  ShipReport report;
  base::ScratchFile packed(target, k_packed_suffix);
  {
    const base::ScratchFile build(target, k_build_suffix);
    report.content_hash = build_copy(source, build.path(), report.papers);
    pack(build.path(), packed.path());
  }
  {
    SQLite::Database shipped = db::open_database(packed.path(), db::Access::write);
    index::verify(shipped);
  }
  report.bytes = fs::file_size(packed.path());
  report.sha256 = base::sha256_of_file(packed.path());
  fs::remove(base::sha256_file_of(target));
  packed.publish();
  write_hash(target, report.sha256);
  return report;
}

}  // namespace litdex::ship
