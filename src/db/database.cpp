// Opening a litdex database safely.
// SPDX-License-Identifier: MIT
#include "db/database.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/connection.hpp"
#include "db/failure.hpp"
#include "db/header.hpp"
#include "db/location.hpp"
#include "db/migration.hpp"
#include "db/pending.hpp"
#include "db/schema.hpp"

namespace litdex::db {
namespace {

using base::Error;
using base::ExitCode;

SQLite::Database connect(const std::filesystem::path& real, Access access) {
  return {real.native(), access == Access::read ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE};
}

void require_known_version(std::string_view path, int version) {
  const int latest = available_migrations().back().version;
  if (version > latest) {
    throw Error(ExitCode::not_litdex,
                fmt::format("{} was made by a newer litdex: its schema is version {}, this program knows up to {}",
                            path, version, latest),
                "use the litdex that made it, or a newer one; any SQL client can read it");
  }
}

/// Refuses what is no litdex database by its header alone, before anything in the file is run or locked.
void require_litdex(std::string_view path, const FileHeader& header) {
  if (header.file_bytes == 0) {
    throw Error(ExitCode::not_litdex, fmt::format("{} is empty, not a database", path),
                "remove it and make a database with: litdex import DUMP");
  }
  if (!header.has_magic) {
    throw Error(ExitCode::not_litdex, fmt::format("{} is not an SQLite database", path),
                "name the file of a litdex database; a dump is read with: litdex import DUMP");
  }
  if (!header.is_complete) {
    throw Error(ExitCode::bad_data, fmt::format("{} is cut off after {} bytes", path, header.file_bytes),
                "get the file again, or import its dumps into a new one");
  }
  if (header.application_id != k_application_id) {
    throw Error(
        ExitCode::not_litdex,
        fmt::format("{} is an SQLite database of another program (application_id {})", path, header.application_id),
        "name the file of a litdex database; litdex writes into no other");
  }
  require_known_version(path, header.user_version);
}

/// Reads the schema, which finds a file that is cut off or locked, and checks the version once more: what stands in a
/// write-ahead log is newer than the header.
void require_readable(std::string_view path, SQLite::Database& database) {
  database.execAndGet("SELECT count(*) FROM sqlite_master");
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  require_known_version(path, version);
  if (version < 1) {
    throw Error(ExitCode::not_litdex, fmt::format("{} is marked as a litdex database and has no schema", path),
                "remove it and make a database with: litdex import DUMP");
  }
}

/// Refuses to write into a database that is not exactly what the migrations of this program build.
void require_writable(std::string_view path, SQLite::Database& database) {
  try {
    require_current(database, available_migrations());
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("{}: {}", path, error.message()), error.hint());
  }
  const std::vector<SchemaDrift> drifts = schema_drift(database);
  if (drifts.empty()) return;
  throw Error(ExitCode::not_litdex, fmt::format("{}: {}", path, drifts.front().message()),
              "another program changed the schema; undo that, or import the dumps into a new file; litdex check lists "
              "every difference");
}

/// A write-ahead log or a journal is left where an import was killed; reading then needs to write beside the file.
Error read_error(const SQLite::Exception& exception, const std::filesystem::path& real, std::string_view path) {
  std::error_code ignored;
  const int primary = exception.getErrorCode() & 0xff;
  const bool cannot_write = primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY;
  for (const char* suffix : {"-wal", "-journal"}) {
    if (cannot_write && std::filesystem::exists(real.native() + suffix, ignored)) {
      return {ExitCode::io, fmt::format("{} was left in the middle of an import and cannot be written", path),
              fmt::format("copy it together with its {} file to a directory that can be written", suffix)};
    }
  }
  return database_error(exception, path);
}

SQLite::Database open_checked(const std::filesystem::path& typed, Access access,
                              void (*check)(std::string_view, SQLite::Database&)) {
  const std::string path = base::printable(typed.native());
  const std::filesystem::path real = existing_file(typed, access == Access::read ? Need::reading : Need::writing);
  try {
    SQLite::Database database = connect(real, access);
    require_litdex(path, read_header(database));
    harden(database, access);
    require_readable(path, database);
    if (check != nullptr) check(path, database);
    return database;
  } catch (const SQLite::Exception& exception) {
    throw read_error(exception, real, path);
  }
}

}  // namespace

SQLite::Database open_database(const std::filesystem::path& path, Access access) {
  return open_checked(path, access, access == Access::read ? nullptr : require_writable);
}

SQLite::Database open_for_migration(const std::filesystem::path& path) {
  return open_checked(path, Access::write, nullptr);
}

}  // namespace litdex::db
