// Opening a litdex database safely.
// SPDX-License-Identifier: MIT
#include "db/database.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "base/command_line.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "db/connection.hpp"
#include "db/failure.hpp"
#include "db/header.hpp"
#include "db/hints.hpp"
#include "db/location.hpp"
#include "db/migration.hpp"
#include "db/pending.hpp"
#include "db/schema.hpp"

namespace litdex::db {
namespace {

using base::Error;
using base::ExitCode;

/// A file that is opened: as it was typed, and where it is.
struct Opened {
  std::filesystem::path typed;
  std::filesystem::path real;
  Access access;
  std::string path = base::printable(typed.native());  ///< for messages
};

/// `real` has no links in it; one that takes its place meanwhile is not followed.
SQLite::Database connect(const std::filesystem::path& real, Access access) {
  const int mode = access == Access::read ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE;
  return {real.native(), mode | SQLite::OPEN_NOFOLLOW};
}

void require_known_version(std::string_view path, int version, std::span<const Migration> available) {
  const int latest = available.back().version;
  if (version > latest) {
    throw Error(ExitCode::not_litdex,
                fmt::format("{} was made by a newer litdex: its schema is version {}, this program knows up to {}",
                            path, version, latest),
                k_hint_newer);
  }
}

/// Refuses what is no litdex database by its header alone, before anything in the file is run or locked.
void require_litdex(const Opened& file, const FileHeader& header) {
  const std::string& path = file.path;
  const std::string import_command = "litdex import DUMP" + base::database_option(file.typed.native());
  if (header.file_bytes == 0) {
    throw Error(ExitCode::not_litdex, fmt::format("{} is empty, not a database", path),
                "remove it and make a database with: " + import_command);
  }
  if (!header.has_magic) {
    throw Error(ExitCode::not_litdex, fmt::format("{} is not an SQLite database", path),
                "name the file of a litdex database; a dump is read with: litdex import DUMP");
  }
  if (!header.is_complete) {
    throw Error(ExitCode::bad_data, fmt::format("{} is cut off after {} bytes", path, header.file_bytes),
                k_hint_damaged);
  }
  if (header.application_id != k_application_id) {
    throw Error(
        ExitCode::not_litdex,
        fmt::format("{} is an SQLite database of another program (application_id {})", path, header.application_id),
        k_hint_foreign);
  }
}

/// SQLite reads a write-ahead log also where the header says that there is none: one that an earlier file of the same
/// name has left would be mixed into this one.
void require_own_log(std::string_view path, bool had_log, const FileHeader& header, const std::filesystem::path& real) {
  // Looked for before and after the header was read, because another program may be switching modes.
  if (!had_log || header.is_wal || !has_write_ahead_log(real)) return;
  throw Error(
      ExitCode::bad_data, fmt::format("{0}-wal belongs to another file that was called {0}", path),
      fmt::format("if {0} was copied here, remove {0}-wal; it holds what was last written to the other file", path));
}

/// Reads the schema, which finds a file that is cut off or locked, and checks the version once more: what stands in a
/// write-ahead log is newer than the header.
void require_readable(const Opened& file, SQLite::Database& database, std::span<const Migration> available) {
  database.execAndGet("SELECT count(*) FROM sqlite_master");
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  require_known_version(file.path, version, available);
  if (version < 1) {
    throw Error(ExitCode::not_litdex, fmt::format("{} is marked as a litdex database and has no schema", file.path),
                "remove it and make a database with: litdex import DUMP" + base::database_option(file.typed.native()));
  }
}

/// What else must hold, by what is going to be done; nullptr for reading.
using Requirement = void (*)(const Opened& file, SQLite::Database& database, std::span<const Migration> available);

void require_own_schema(SQLite::Database& database, std::span<const Migration> available) {
  const std::vector<SchemaDrift> drifts = schema_drift(database, available);
  if (drifts.empty()) return;
  throw Error(ExitCode::not_litdex, drift_summary(drifts),
              "another program changed the schema; undo that, or import the dumps into a new file");
}

/// Only what is exactly as the migrations build it may be written.
void require_writable(const Opened& file, SQLite::Database& database, std::span<const Migration> available) {
  require_current(database, file.typed.native(), available);
  require_own_schema(database, available);
}

/// Only what is exactly as the applied steps built it may get further ones.
void require_upgradable(const Opened& /*file*/, SQLite::Database& database, std::span<const Migration> available) {
  pending_migrations(database, available);
  require_own_schema(database, available);
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
  // SQLite calls this one malformed too; the file is sound, and what somebody added to it is in the way.
  if (std::string_view(exception.what()).find("unsafe use of") != std::string_view::npos) {
    return {ExitCode::bad_data, fmt::format("{} holds what may not be run: {}", path, exception.what()),
            "another program added what stands in parentheses: drop it with any SQL client"};
  }
  return database_error(exception, path);
}

void require(const Opened& file, Requirement requirement, SQLite::Database& database,
             std::span<const Migration> available) {
  if (requirement == nullptr) return;
  try {
    requirement(file, database, available);
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("{}: {}", file.path, error.message()), error.hint());
  }
}

SQLite::Database connect_checked(const Opened& file, std::span<const Migration> available) {
  const bool had_log = has_write_ahead_log(file.real);
  SQLite::Database database = connect(file.real, file.access);
  const FileHeader header = read_header(database);
  require_litdex(file, header);
  // With a journal there, the header may be that of a step that was cut off; SQLite takes it back before it reads.
  if (!has_journal(file.real)) require_known_version(file.path, header.user_version, available);
  require_own_log(file.path, had_log, header, file.real);
  harden(database, file.access);
  require_readable(file, database, available);
  return database;
}

/// Whether a killed program has left a journal that a connection for reading may not roll back.
bool needs_rollback(const SQLite::Exception& exception) {
  const int code = exception.getExtendedErrorCode();
  return code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY || code == SQLITE_READONLY_CANTLOCK;
}

SQLite::Database connect_recovered(const Opened& file, std::span<const Migration> available) {
  try {
    return connect_checked(file, available);
  } catch (const SQLite::Exception& exception) {
    if (file.access != Access::read || !needs_rollback(exception)) throw;
  }
  // Reading as one that may write does it, and changes nothing else.
  connect_checked({file.typed, file.real, Access::write}, available);
  return connect_checked(file, available);
}

SQLite::Database open_checked(const std::filesystem::path& typed, Access access, Requirement requirement,
                              std::span<const Migration> available) {
  const Opened file{typed, existing_file(typed, access == Access::read ? Need::reading : Need::writing), access};
  try {
    SQLite::Database database = connect_recovered(file, available);
    require(file, requirement, database, available);
    return database;
  } catch (const SQLite::Exception& exception) {
    throw read_error(exception, file.real, file.path);
  }
}

}  // namespace

SQLite::Database open_database(const std::filesystem::path& path, Access access, std::span<const Migration> available) {
  return open_checked(path, access, access == Access::read ? nullptr : require_writable, available);
}

SQLite::Database open_for_plan(const std::filesystem::path& path, std::span<const Migration> available) {
  return open_checked(path, Access::read, require_upgradable, available);
}

SQLite::Database open_for_migration(const std::filesystem::path& path, std::span<const Migration> available) {
  SQLite::Database database = open_checked(path, Access::write, require_upgradable, available);
  allow_views(database);
  return database;
}

}  // namespace litdex::db
