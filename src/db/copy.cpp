// SPDX-License-Identifier: MIT
#include "db/copy.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "base/interrupt.hpp"
#include "db/connection.hpp"

namespace litdex::db {
namespace {

/// Few enough that a signal is noticed soon, many enough that asking for them costs nothing.
constexpr int k_pages_a_step = 4096;

}  // namespace

void copy_database(SQLite::Database& source, const std::filesystem::path& to) {
  SQLite::Database copy(to.native(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOFOLLOW);
  harden(copy, Access::scratch);
  // The first page comes last, and without it nobody could tell what a killed run has left.
  copy.exec(fmt::format("PRAGMA application_id = {}", k_application_id));
  SQLite::Backup backup(copy, source);
  int result = SQLITE_OK;
  while (result == SQLITE_OK) {
    base::stop_if_interrupted();
    result = backup.executeStep(k_pages_a_step);
  }
  if (result != SQLITE_DONE) throw SQLite::Exception("the database is in use", SQLITE_BUSY);
}

}  // namespace litdex::db
