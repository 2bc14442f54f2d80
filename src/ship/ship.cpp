// SPDX-License-Identifier: MIT
#include "ship/ship.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <cerrno>
#include <fstream>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "db/about.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "db/header.hpp"
#include "db/location.hpp"
#include "index/index.hpp"
#include "ship/copy_tables.hpp"

namespace litdex::ship {
namespace {

namespace fs = std::filesystem;

constexpr auto k_build_suffix = "shipping";
constexpr auto k_packed_suffix = "packed";
constexpr auto k_hash_suffix = "writing";

/// What is shipped must be whole: half a dump would be different halves on different machines.
void require_complete(SQLite::Database& source) {
  SQLite::Statement unfinished(source, "SELECT name FROM dumps WHERE complete = 0 ORDER BY dump_id LIMIT 1");
  if (!unfinished.executeStep()) return;
  throw base::Error(
      base::ExitCode::bad_data,
      fmt::format("the import of {} was not finished", base::printable(unfinished.getColumn(0).getString())),
      "run the same import again, then ship");
}

/// What has the name already is replaced only when asked, and only where it is a file.
void require_free(const fs::path& path, Overwrite overwrite) {
  std::error_code ignored;
  const fs::file_status status = fs::symlink_status(path, ignored);
  if (!fs::exists(status)) return;
  const std::string name = base::printable(path.string());
  if (!fs::is_regular_file(status) && !fs::is_symlink(status)) {
    throw base::Error(base::ExitCode::cannot_create, fmt::format("{} exists and is no file", name),
                      "choose another name");
  }
  if (overwrite == Overwrite::yes) return;
  throw base::Error(base::ExitCode::cannot_create, fmt::format("{} exists", name),
                    "choose another name, or --force to replace it");
}

/// Every name that shipping to `target` writes or replaces must be another file than the source.
void require_other_file(const fs::path& source, const fs::path& target) {
  const fs::path hash = base::sha256_file_of(target);
  std::error_code error;
  if (fs::equivalent(source, target, error)) {
    throw base::Error(base::ExitCode::usage, "a database cannot be shipped over itself", "choose another name");
  }
  for (const fs::path& written :
       {hash, base::scratch_path(target, k_packed_suffix), base::scratch_path(target, k_build_suffix),
        base::scratch_path(hash, k_hash_suffix)}) {
    if (!fs::equivalent(source, written, error)) continue;
    throw base::Error(base::ExitCode::usage,
                      fmt::format("shipping to {} would write over the database itself, which is {}",
                                  base::printable(target.string()), base::printable(written.string())),
                      "choose another name");
  }
}

void require_target(const fs::path& source, const fs::path& target, Overwrite overwrite) {
  db::literal_path(target);
  require_other_file(source, target);
  require_free(target, overwrite);
  require_free(base::sha256_file_of(target), overwrite);
  db::require_no_leftovers(target);
}

void write_about(SQLite::Database& shipped, const std::string& content_hash) {
  db::write_fact(shipped, "content_hash", content_hash);
  db::write_fact(shipped, "litdex_version", std::string(base::version()));
  db::write_fact(shipped, "sqlite_version", db::sqlite_version());
  shipped.exec("UPDATE schema_migrations SET applied_at = NULL, tool_version = NULL");
}

/// Fills the database at `path` with the rows of `source` in canonical order, without their index, and says in `report`
/// what it holds.
void build_copy(const fs::path& source_path, const fs::path& path, ShipReport& report) {
  SQLite::Database source = db::open_database(source_path, db::Access::read);
  SQLite::Transaction snapshot(source);
  require_complete(source);
  report.content_hash = db::content_hash(source);

  SQLite::Database shipped = db::create_database(path);
  SQLite::Transaction transaction(shipped, SQLite::TransactionBehavior::IMMEDIATE);
  copy_tables(source, shipped);
  write_about(shipped, report.content_hash);
  transaction.commit();
  report.papers = shipped.execAndGet("SELECT count(*) FROM papers").getInt64();
  if (db::content_hash(shipped) != report.content_hash) {
    throw base::Error(base::ExitCode::bug, "the shipped copy says something else than the database",
                      "please report this; the database itself is unchanged");
  }
}

/// The journal that VACUUM keeps of what it writes to `packed`: there is none before and none after. One that a killed
/// run has left goes; of anybody else's nothing is touched.
class PackingJournal {
 public:
  explicit PackingJournal(const fs::path& packed) : m_path(packed.native() + "-journal") {
    base::remove_leftover(m_path, db::begins_as_journal);
    db::require_no_leftovers(packed);
  }
  ~PackingJournal() {
    std::error_code ignored;
    fs::remove(m_path, ignored);
  }
  PackingJournal(const PackingJournal&) = delete;
  PackingJournal& operator=(const PackingJournal&) = delete;

 private:
  fs::path m_path;
};

/// Writes the database at `path` compactly to the empty file `packed`.
void pack(const fs::path& path, const fs::path& packed) {
  const PackingJournal journal(packed);
  SQLite::Database database = db::open_database(path, db::Access::scratch);
  SQLite::Statement vacuum(database, "VACUUM INTO ?");
  vacuum.bind(1, packed.string());
  vacuum.exec();
}

/// The hash of the file that is being replaced, for good, before it says something wrong.
void remove_hash(const fs::path& target) {
  const fs::path path = base::sha256_file_of(target);
  std::error_code error;
  const bool was_there = fs::remove(path, error);
  if (error) throw base::system_error("replace", path.string(), error.value());
  if (was_there) base::sync_name(path);
}

/// Puts the file's hash beside it, where sha256sum and litdex check look for it.
void write_hash(const fs::path& target, const std::string& sha256) {
  base::ScratchFile scratch(base::sha256_file_of(target), k_hash_suffix, base::begins_as_checksum);
  std::ofstream file(scratch.path());
  file << base::checksum_line(sha256, target.filename().string());
  file.close();
  if (!file) throw base::system_error("write", scratch.path().string(), EIO);
  scratch.publish(base::IfTaken::refuse);
}

}  // namespace

ShipReport ship(const fs::path& source, const fs::path& target, Overwrite overwrite, index::Builder builder) {
  require_target(source, target, overwrite);
  ShipReport report;
  base::ScratchFile packed(target, k_packed_suffix, db::begins_as_litdex);
  {
    const base::ScratchFile build(target, k_build_suffix, db::begins_as_litdex);
    build_copy(source, build.path(), report);
    report.index = index::build_scratch(build.path(), builder);
    pack(build.path(), packed.path());
  }
  {
    SQLite::Database shipped = db::open_database(packed.path(), db::Access::write);
    index::verify(shipped, packed.path().native());
  }
  report.bytes = fs::file_size(packed.path());
  report.sha256 = base::sha256_of_file(packed.path());
  require_target(source, target, overwrite);  // once more: the work took its time
  remove_hash(target);
  packed.publish(overwrite == Overwrite::yes ? base::IfTaken::replace : base::IfTaken::refuse);
  write_hash(target, report.sha256);
  return report;
}

}  // namespace litdex::ship
