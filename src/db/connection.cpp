// How every connection is set up before it reads or writes anything.
// SPDX-License-Identifier: MIT
#include "db/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cstdint>

#include "base/interrupt.hpp"

namespace litdex::db {
namespace {

struct Switch {
  int option;
  int value;
};

// Triggers are off because the schema has none: one that is there was put there by somebody else, and would run in our
// transactions. Views are off because no statement of ours reads one: one in the place of a table may have no end.
// TRUSTED_SCHEMA off keeps functions and virtual tables with side effects out of views and defaults.
constexpr std::array k_switches = {
    Switch{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    Switch{SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    Switch{SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
    Switch{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    Switch{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    Switch{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    Switch{SQLITE_DBCONFIG_DQS_DDL, 0},
    Switch{SQLITE_DBCONFIG_DQS_DML, 0},
};

void turn(SQLite::Database& database, Switch setting) {
  const int result = sqlite3_db_config(database.getHandle(), setting.option, setting.value, nullptr);
  if (result != SQLITE_OK) throw SQLite::Exception(database.getHandle(), result);
}

// EXTRA is FULL plus a sync of the directory after the rollback journal is deleted: without it the last reported commit
// can be rolled back by a power cut. In WAL mode, which an increment uses, the two are the same.
constexpr const char* k_sql_write = "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = EXTRA";

// The file is thrown away when anything fails, so nothing is kept for going back, and nobody else may look in
// (while rows are appended as pages, AppendedTables does without that lock).
constexpr const char* k_sql_scratch =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF";

// Some ten thousand times a second: quick to stop, and nothing beside what a statement costs.
constexpr int k_steps_between_checks = 10'000;

int has_to_stop(void* /*context*/) { return base::noted_signal() != 0 ? 1 : 0; }

/// SQLite asks this after it has found a lock `count` times: 1 to try again, 0 to give up. The pauses grow at first, so
/// that a short lock costs little, and are then even, so that their sum follows from their number.
int wait_for_lock(void* limit_ms, int count) {
  constexpr int k_growing = 5;
  constexpr std::intptr_t k_even_ms = 50;
  const std::intptr_t pause_ms = count < k_growing ? 1 << count : k_even_ms;
  const std::intptr_t waited_ms = count < k_growing ? (1 << count) - 1 : 31 + (count - k_growing) * k_even_ms;
  if (base::noted_signal() != 0 || waited_ms >= reinterpret_cast<std::intptr_t>(limit_ms)) return 0;
  sqlite3_sleep(static_cast<int>(pause_ms));
  return 1;
}

void set_up(SQLite::Database& database, Access access) {
  switch (access) {
    case Access::read: return;
    case Access::write:
      database.exec(k_sql_write);
      set_cache(database, k_write_cache_kib);
      return;
    case Access::scratch:
      database.exec(k_sql_scratch);
      set_cache(database, k_scratch_cache_kib);
      return;
  }
}

}  // namespace

void harden(SQLite::Database& database, Access access) {
  set_patience(database, k_busy_timeout);
  if (access != Access::write) stop_at_signals(database);
  for (const Switch setting : k_switches) turn(database, setting);
  database.exec("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
  set_up(database, access);
  // Last, because it forbids journal_mode = OFF.
  turn(database, Switch{SQLITE_DBCONFIG_DEFENSIVE, 1});
}

void set_cache(SQLite::Database& database, int kib) { database.exec(fmt::format("PRAGMA cache_size = -{}", kib)); }

ReadingThrough::ReadingThrough(SQLite::Database& database)
    : m_database(database), m_cache_before(database.execAndGet("PRAGMA cache_size").getInt()) {
  constexpr int k_cache_kib = 1024;
  set_cache(database, k_cache_kib);
}

ReadingThrough::~ReadingThrough() { m_database.tryExec(fmt::format("PRAGMA cache_size = {}", m_cache_before)); }

void set_patience(SQLite::Database& database, std::chrono::milliseconds time) {
  // The handler gets a number in place of a pointer, so that nothing has to outlive the connection.
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  sqlite3_busy_handler(database.getHandle(), wait_for_lock, reinterpret_cast<void*>(std::intptr_t{time.count()}));
}

void stop_at_signals(SQLite::Database& database) {
  sqlite3_progress_handler(database.getHandle(), k_steps_between_checks, has_to_stop, nullptr);
}

void allow_views(SQLite::Database& database) { turn(database, Switch{SQLITE_DBCONFIG_ENABLE_VIEW, 1}); }

void forbid_views(SQLite::Database& database) { turn(database, Switch{SQLITE_DBCONFIG_ENABLE_VIEW, 0}); }

OpenShadowTables::OpenShadowTables(SQLite::Database& database) : m_handle(database.getHandle()) {
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, -1, &m_was_defensive);
  turn(database, Switch{SQLITE_DBCONFIG_DEFENSIVE, 0});
}

OpenShadowTables::~OpenShadowTables() {
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, m_was_defensive, nullptr);
}

}  // namespace litdex::db
