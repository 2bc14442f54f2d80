// How every connection is set up before it reads or writes anything.
// SPDX-License-Identifier: MIT
#include "db/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>

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

// The file is thrown away when anything fails, so nothing is kept for going back, and nobody else may look in.
constexpr const char* k_sql_scratch =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF";

void set_up(SQLite::Database& database, Access access) {
  switch (access) {
    case Access::read: return;
    case Access::write: database.exec(k_sql_write); return;
    case Access::scratch:
      database.exec(k_sql_scratch);
      database.exec(fmt::format("PRAGMA cache_size = -{}", k_scratch_cache_kib));
      return;
  }
}

}  // namespace

void harden(SQLite::Database& database, Access access) {
  database.setBusyTimeout(k_busy_timeout_ms);
  for (const Switch setting : k_switches) turn(database, setting);
  database.exec("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
  set_up(database, access);
  // Last, because it forbids journal_mode = OFF.
  turn(database, Switch{SQLITE_DBCONFIG_DEFENSIVE, 1});
}

void allow_views(SQLite::Database& database) { turn(database, Switch{SQLITE_DBCONFIG_ENABLE_VIEW, 1}); }

void forbid_views(SQLite::Database& database) { turn(database, Switch{SQLITE_DBCONFIG_ENABLE_VIEW, 0}); }

}  // namespace litdex::db
