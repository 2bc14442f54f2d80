// Which migrations a database still needs, and whether it is one that may have them.
// SPDX-License-Identifier: MIT
#include "db/pending.hpp"

#include <fmt/format.h>

#include "base/command_line.hpp"
#include "base/error.hpp"
#include "db/database.hpp"
#include "db/hints.hpp"

namespace litdex::db {
namespace {

using base::Error;
using base::ExitCode;

/// The database is ours, or a new one that nothing was done to.
void require_ours_or_new(SQLite::Database& database) {
  const int application_id = database.execAndGet("PRAGMA application_id").getInt();
  if (application_id == k_application_id) return;
  if (application_id == 0 && database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0) return;
  throw Error(ExitCode::not_litdex, "this is a database of another program", k_hint_foreign);
}

/// The two accounts of its version agree.
void require_agreement(SQLite::Database& database, std::span<const AppliedMigration> applied) {
  const int user_version = database.execAndGet("PRAGMA user_version").getInt();
  const int recorded = applied.empty() ? 0 : applied.back().version;
  if (user_version == recorded) return;
  throw Error(
      ExitCode::not_litdex,
      fmt::format("user_version says schema version {}, and schema_migrations ends at {}", user_version, recorded),
      "another program changed one of them; import the dumps into a new file");
}

}  // namespace

std::vector<const Migration*> pending_migrations(SQLite::Database& database, std::span<const Migration> available) {
  require_ours_or_new(database);
  const std::vector<AppliedMigration> applied = applied_migrations(database);
  MigrationPlan plan = plan_migrations(applied, available);
  if (const auto* refusal = std::get_if<MigrationRefusal>(&plan)) {
    throw Error(ExitCode::not_litdex, refusal->message, refusal->hint);
  }
  require_agreement(database, applied);
  return std::get<std::vector<const Migration*>>(std::move(plan));
}

void require_current(SQLite::Database& database, std::string_view path, std::span<const Migration> available) {
  if (pending_migrations(database, available).empty()) return;
  throw Error(ExitCode::not_litdex,
              fmt::format("an older litdex made this database: its schema is version {}, this litdex writes version {}",
                          database.execAndGet("PRAGMA user_version").getInt(), available.back().version),
              "bring it up to date with: litdex migrate up" + base::database_option(path));
}

}  // namespace litdex::db
