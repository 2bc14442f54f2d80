// SPDX-License-Identifier: MIT
#include "db/upgrade.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "db/backup.hpp"
#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/failure.hpp"
#include "db/pending.hpp"
#include "db/seed.hpp"
#include "db/writer.hpp"

namespace litdex::db {
namespace {

UpgradeReport upgrade(SQLite::Database& database, Backup backup, std::span<const Migration> available) {
  UpgradeReport report;
  // A killed import leaves the file in write-ahead mode. At rest it is one file, and so is its backup.
  if (!leave_write_ahead_mode(database)) throw SQLite::Exception("others have it open", SQLITE_BUSY);
  if (backup == Backup::make && !pending_migrations(database, available).empty()) report.backup = make_backup(database);
  report.seed_count = changed_seeds(database, embedded_seeds()).size();
  report.applied_count = migrate(database, available);
  report.version = database.execAndGet("PRAGMA user_version").getInt();
  return report;
}

}  // namespace

UpgradeReport upgrade_database(const std::filesystem::path& path, Backup backup, std::span<const Migration> available,
                               const base::LockWait& wait) {
  Writer writer(path, wait, [&] { return open_for_migration(path, available); });
  stop_at_signals(writer.database());
  try {
    return upgrade(writer.database(), backup, available);
  } catch (const SQLite::Exception& exception) {
    throw database_error(exception, path.native());
  }
}

}  // namespace litdex::db
