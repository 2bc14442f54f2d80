// What surrounds a database: the SQLite library and the clock.
// SPDX-License-Identifier: MIT
#include <fmt/chrono.h>
#include <sqlite3.h>

#include <ctime>
#include <system_error>

#include "db/database.hpp"

namespace litdex::db {

void prepare_for_bulk_work() {
  sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void keep_temporary_files_beside(const std::filesystem::path& database) {
  std::error_code unknown;
  const std::filesystem::path file = std::filesystem::absolute(database, unknown);
  const std::filesystem::path folder = std::filesystem::weakly_canonical(file, unknown).parent_path();
  if (unknown) return;
  sqlite3_free(sqlite3_temp_directory);
  sqlite3_temp_directory = sqlite3_mprintf("%s", folder.c_str());
}

std::filesystem::path spill_folder(SQLite::Database& database) {
  const std::filesystem::path file = sqlite3_db_filename(database.getHandle(), "main");  // absolute, or empty
  return file.empty() ? std::filesystem::temp_directory_path() : file.parent_path();
}

std::string sqlite_version() { return sqlite3_libversion(); }

bool has_fts5() {
  // Trying it is the one way that every build of SQLite answers.
  SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE);
  return memory.tryExec("CREATE VIRTUAL TABLE probe USING fts5 (text)") == SQLITE_OK;
}

std::string utc_now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

}  // namespace litdex::db
