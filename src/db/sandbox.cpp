// SPDX-License-Identifier: MIT
#include "db/sandbox.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "db/connection.hpp"

namespace litdex::db {
namespace {

// Some ten thousand times a second: quick to stop, and nothing beside what a statement costs.
constexpr int k_steps_between_checks = 10'000;

/// A pragma that only asks. With an argument it may be one that sets, so that is allowed by name too.
struct Pragma {
  std::string_view name;
  bool may_have_argument;
};

constexpr std::array k_pragmas = {
    Pragma{"application_id", false},   Pragma{"collation_list", false},  Pragma{"compile_options", false},
    Pragma{"data_version", false},     Pragma{"database_list", false},   Pragma{"encoding", false},
    Pragma{"foreign_key_check", true}, Pragma{"foreign_key_list", true}, Pragma{"freelist_count", false},
    Pragma{"function_list", false},    Pragma{"index_info", true},       Pragma{"index_list", true},
    Pragma{"index_xinfo", true},       Pragma{"integrity_check", true},  Pragma{"journal_mode", false},
    Pragma{"module_list", false},      Pragma{"page_count", false},      Pragma{"page_size", false},
    Pragma{"pragma_list", false},      Pragma{"quick_check", true},      Pragma{"schema_version", false},
    Pragma{"table_info", true},        Pragma{"table_list", true},       Pragma{"table_xinfo", true},
    Pragma{"user_version", false},
};

// Functions of SQLite itself that reach outside the database.
constexpr std::array<std::string_view, 2> k_refused_functions = {"load_extension", "fts3_tokenizer"};

bool is_allowed_pragma(const char* name, const char* argument) {
  const std::string lower = base::ascii_lower(name == nullptr ? "" : name);
  return std::any_of(k_pragmas.begin(), k_pragmas.end(), [&](const Pragma& pragma) {
    return pragma.name == lower && (argument == nullptr || pragma.may_have_argument);
  });
}

bool is_allowed_function(const char* name) {
  const std::string lower = base::ascii_lower(name == nullptr ? "" : name);
  return std::find(k_refused_functions.begin(), k_refused_functions.end(), lower) == k_refused_functions.end();
}

/// The first use of a virtual table declares its columns by a CREATE TABLE that is parsed and never run; SQLite 3.40
/// asks for leave nevertheless. A real one ends at the read-only connection.
bool is_declaration(int action, const char* table, const char* database) {
  return action == SQLITE_UPDATE && table != nullptr && std::string_view(table) == "sqlite_master" &&
         database != nullptr && std::string_view(database) == "main";
}

bool is_allowed(int action, const char* first, const char* second) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT: return true;
    case SQLITE_FUNCTION: return is_allowed_function(second);
    case SQLITE_PRAGMA: return is_allowed_pragma(first, second);
    default: return false;
  }
}

// The signature is SQLite's.
// NOLINTNEXTLINE(readability-function-size)
int authorize(void* /*context*/, int action, const char* first, const char* second, const char* database,
              const char* /*trigger*/) {
  return is_allowed(action, first, second) || is_declaration(action, first, database) ? SQLITE_OK : SQLITE_DENY;
}

}  // namespace

Sandbox::Sandbox(SQLite::Database& database, const SandboxLimits& limits) : m_database(database), m_limits(limits) {
  allow_views(database);
  // Sorts that outgrow the page cache stay in memory, where the limit is, instead of filling the disk.
  database.exec("PRAGMA temp_store = MEMORY");
  sqlite3* handle = database.getHandle();
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, m_limits.value_bytes);
  sqlite3_hard_heap_limit64(m_limits.memory_bytes);
  sqlite3_set_authorizer(handle, authorize, nullptr);
  sqlite3_progress_handler(handle, k_steps_between_checks, check_progress, this);
}

Sandbox::~Sandbox() {
  sqlite3_progress_handler(m_database.getHandle(), 0, nullptr, nullptr);
  sqlite3_set_authorizer(m_database.getHandle(), nullptr, nullptr);
  sqlite3_hard_heap_limit64(0);
}

int Sandbox::check_progress(void* sandbox) {
  Sandbox& self = *static_cast<Sandbox*>(sandbox);
  self.m_is_out_of_time = self.m_limits.time && std::chrono::steady_clock::now() - self.m_begin > *self.m_limits.time;
  return self.m_is_out_of_time || base::noted_signal() != 0 ? 1 : 0;
}

}  // namespace litdex::db
