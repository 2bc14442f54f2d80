// SPDX-License-Identifier: MIT
#include "db/upgrade.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include "base/file.hpp"
#include "db/backup.hpp"
#include "db/database.hpp"
#include "db/failure.hpp"
#include "db/pending.hpp"
#include "db/seed.hpp"

namespace litdex::db {
namespace {

/// A killed import leaves the file in write-ahead mode. At rest it is one file, and so is its backup.
void leave_write_ahead_mode(SQLite::Database& database) {
  if (database.execAndGet("PRAGMA journal_mode").getString() != "wal") return;
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.exec("PRAGMA journal_mode = DELETE");
}

UpgradeReport upgrade(SQLite::Database& database, Backup backup, std::span<const Migration> available) {
  UpgradeReport report;
  leave_write_ahead_mode(database);
  if (backup == Backup::make && !pending_migrations(database, available).empty()) report.backup = make_backup(database);
  report.seed_count = changed_seeds(database, embedded_seeds()).size();
  report.applied_count = migrate(database, available);
  report.version = database.execAndGet("PRAGMA user_version").getInt();
  return report;
}

}  // namespace

UpgradeReport upgrade_database(const std::filesystem::path& path, Backup backup, std::span<const Migration> available) {
  // Opened once to see that it is a database, and again under the lock, which must outlive the connection.
  open_for_migration(path, available);
  const base::FileLock lock(std::filesystem::canonical(path), base::FileLock::IfAbsent::fail);
  SQLite::Database database = open_for_migration(path, available);
  try {
    return upgrade(database, backup, available);
  } catch (const SQLite::Exception& exception) {
    throw database_error(exception, path.native());
  }
}

}  // namespace litdex::db
