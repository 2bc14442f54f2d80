// Opening a litdex database safely, and making a new one.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "db/migration.hpp"

namespace litdex::db {

/// "LTDX": marks a file as a litdex database (SQLite's application_id).
inline constexpr std::int32_t k_application_id = 0x4C544458;

/// What a connection may do.
enum class Access : std::uint8_t {
  read,     ///< nothing but reading
  write,    ///< reading and writing with the durability of an increment: a commit survives a power cut
  scratch,  ///< a file that is thrown away when anything fails: no journal, no syncing
};

/// Opens the litdex database at `path`, hardened (docs/architecture.md, "Opening a database").
/// Throws Error: no_input when there is none, not_litdex when the file is something else, of a newer litdex, or (for
/// Access::write) of an older one that `litdex migrate up` must first bring up to date, bad_data when it is damaged,
/// busy or io when it cannot be opened. Reading too takes back what a killed program has left half written.
SQLite::Database open_database(const std::filesystem::path& path, Access access,
                               std::span<const Migration> available = available_migrations());

/// Opens the litdex database at `path` for the migration runner: as Access::write, of whatever version `available`
/// leads on from. What the applied steps built must stand unchanged.
SQLite::Database open_for_migration(const std::filesystem::path& path,
                                    std::span<const Migration> available = available_migrations());

/// The same for reading: what it refuses, open_for_migration would refuse too.
SQLite::Database open_for_plan(const std::filesystem::path& path,
                               std::span<const Migration> available = available_migrations());

/// Makes a new database in the empty or absent file at `path`, with all migrations and seeds applied, and returns it
/// with Access::scratch. Throws Error(cannot_create).
SQLite::Database create_database(const std::filesystem::path& path);

/// Takes the locks out of SQLite that many small steps pay for: those of connections, each of which one thread uses at
/// a time, and those around its count of memory. To be called before the process opens a database, and only where no
/// foreign SQL runs: memory limits (db::Sandbox) need that count. Later calls change nothing.
void prepare_for_bulk_work();

/// Makes SQLite put what it sorts and has no room for in memory into the folder of `database`, where there is room for
/// what it is sorted for, and not into the system's for temporary files. To be called before the process opens a
/// database.
void keep_temporary_files_beside(const std::filesystem::path& database);

/// The folder for temporary files: that of `database`, where there is room for what they are made for.
std::filesystem::path spill_folder(SQLite::Database& database);

/// The version of the SQLite library, and whether it has FTS5.
std::string sqlite_version();
bool has_fts5();

/// UTC now as ISO 8601: 2026-01-31T23:59:59Z.
std::string utc_now();

}  // namespace litdex::db
