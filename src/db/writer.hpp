// The one writer of a database: its lock, and what it leaves behind.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <functional>

#include "base/file.hpp"
#include "db/database.hpp"

namespace litdex::db {

/// A database that is opened for writing while no other litdex writes it.
class Writer {
 public:
  /// Opens the database at `path` with `open`. Throws what that throws, and Error(busy) as base::FileLock does.
  Writer(const std::filesystem::path& path, const base::LockWait& wait, const std::function<SQLite::Database()>& open);
  /// The same with open_database and Access::write.
  Writer(const std::filesystem::path& path, const base::LockWait& wait);

  SQLite::Database& database() { return m_database; }

 private:
  // Declared before the connection, so that it goes after it.
  base::FileLock m_lock;
  SQLite::Database m_database;
};

/// Makes readers and the writer independent of each other. Throws SQLite::Exception, SQLITE_BUSY when others go on
/// reading or writing without a write-ahead log.
void enter_write_ahead_mode(SQLite::Database& database);

/// Puts what stands in a write-ahead log into the file and removes the log, so that the database is one file. False
/// when others have the database open: everything is safe in file and log then, and the next one who writes does it.
bool leave_write_ahead_mode(SQLite::Database& database);

/// Throws the SQLite::Exception of a database that was moved, removed or replaced since it was opened. To be called
/// before a commit: what is written after that goes where nobody looks.
void require_in_place(SQLite::Database& database);

}  // namespace litdex::db
