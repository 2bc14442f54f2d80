// How every connection is set up before it reads or writes anything.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <chrono>

#include "db/database.hpp"

namespace litdex::db {

/// How long a statement waits for a lock that another connection holds: longer than any commit, shorter than patience.
inline constexpr std::chrono::milliseconds k_busy_timeout{5000};

/// Page cache of Access::scratch, in KiB: what is being built stays in memory, within the promised 512 MiB in all.
inline constexpr int k_scratch_cache_kib = 128 * 1024;

/// Page cache of Access::write, in KiB: with the 2 MiB that SQLite has by itself, pages that a batch comes back to are
/// written and read again each time.
inline constexpr int k_write_cache_kib = 64 * 1024;

/// Takes away what a hostile file could use against us, and sets the durability that `access` promises
/// (docs/architecture.md, "Opening a database"). Throws SQLite::Exception.
void harden(SQLite::Database& database, Access access);

/// Bounds the page cache of a connection.
void set_cache(SQLite::Database& database, int kib);

/// While it lives, the connection keeps hardly a page: for reading large tables from end to end. Pages that are read
/// once go through the same memory then, which stays in the processor's own cache.
class ReadingThrough {
 public:
  explicit ReadingThrough(SQLite::Database& database);
  ~ReadingThrough();
  ReadingThrough(const ReadingThrough&) = delete;
  ReadingThrough& operator=(const ReadingThrough&) = delete;

 private:
  SQLite::Database& m_database;
  int m_cache_before;
};

/// Makes statements wait for locks of others so long; not after a signal was noted.
void set_patience(SQLite::Database& database, std::chrono::milliseconds time);

/// Makes a signal that is noted end the statement that runs, with SQLITE_INTERRUPT; a writer's transaction is then
/// rolled back. `harden` does it, but for Access::write: an increment finishes its batch.
void stop_at_signals(SQLite::Database& database);

/// Views are off after `harden`: none of our statements reads one, and a view that somebody put in the place of a table
/// would run SQL of theirs. This turns them on, for migrations, which look into views when they rename, and for SQL
/// that somebody typed.
void allow_views(SQLite::Database& database);

/// Turns them off again.
void forbid_views(SQLite::Database& database);

/// While it lives, the tables in which FTS5 keeps an index can be written like others. After `harden` they cannot,
/// because SQL of others could break an index so.
class OpenShadowTables {
 public:
  explicit OpenShadowTables(SQLite::Database& database);
  ~OpenShadowTables();
  OpenShadowTables(const OpenShadowTables&) = delete;
  OpenShadowTables& operator=(const OpenShadowTables&) = delete;

 private:
  sqlite3* m_handle;
  int m_was_defensive = 0;
};

}  // namespace litdex::db
