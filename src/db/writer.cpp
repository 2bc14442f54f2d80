// SPDX-License-Identifier: MIT
#include "db/writer.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <algorithm>

#include "base/interrupt.hpp"
#include "db/connection.hpp"

namespace litdex::db {
namespace {

/// The file to lock. Opened to see that it is a database, and again under the lock: it may have been replaced
/// meanwhile.
std::filesystem::path seen(const std::filesystem::path& path, const std::function<SQLite::Database()>& open) {
  open();
  return std::filesystem::canonical(path);
}

bool is_busy(const SQLite::Exception& exception) { return (exception.getErrorCode() & 0xff) == SQLITE_BUSY; }

/// Whether all of the log could be put into the file.
bool checkpoint(SQLite::Database& database) {
  SQLite::Statement statement(database, "PRAGMA wal_checkpoint(TRUNCATE)");
  return statement.executeStep() && statement.getColumn(0).getInt() == 0;
}

/// SQLite waits for a lock, but not when it changes the journal mode; the one that is in the way may be gone soon.
void change_mode(SQLite::Database& database, const char* sql) {
  constexpr int k_attempts = 20;
  constexpr int k_pause_ms = 50;
  for (int attempt = 1;; ++attempt) {
    try {
      database.exec(sql);
      return;
    } catch (const SQLite::Exception& exception) {
      if (!is_busy(exception) || attempt == k_attempts || base::noted_signal() != 0) throw;
    }
    sqlite3_sleep(k_pause_ms);
  }
}

}  // namespace

Writer::Writer(const std::filesystem::path& path, const base::LockWait& wait,
               const std::function<SQLite::Database()>& open)
    : m_lock(seen(path, open), base::FileLock::IfAbsent::fail, wait), m_database(open()) {
  set_patience(m_database, std::max<std::chrono::milliseconds>(k_busy_timeout, wait.limit));
}

Writer::Writer(const std::filesystem::path& path, const base::LockWait& wait)
    : Writer(path, wait, [&path] { return open_database(path, Access::write); }) {}

void enter_write_ahead_mode(SQLite::Database& database) {
  if (database.execAndGet("PRAGMA journal_mode").getString() == "wal") return;
  database.exec("BEGIN EXCLUSIVE; COMMIT");  // which waits
  change_mode(database, "PRAGMA journal_mode = WAL");
}

bool leave_write_ahead_mode(SQLite::Database& database) {
  if (database.execAndGet("PRAGMA journal_mode").getString() != "wal") return true;
  set_patience(database, k_busy_timeout);
  try {
    if (!checkpoint(database)) return false;
    require_in_place(database);  // else the log of another file would be removed
    change_mode(database, "PRAGMA journal_mode = DELETE");
  } catch (const SQLite::Exception& exception) {
    if (!is_busy(exception)) throw;
    return false;
  }
  return true;
}

void require_in_place(SQLite::Database& database) {
  int has_moved = 0;
  sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
  if (has_moved != 0) throw SQLite::Exception("its name leads to no file or to another one", SQLITE_READONLY_DBMOVED);
}

}  // namespace litdex::db
