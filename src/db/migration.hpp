// The migration runner: numbered steps, each applied once, in order, whole or not at all.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace litdex::db {

/// One step of the schema's history, as compiled in.
struct Migration {
  int version = 0;
  std::string name;  ///< "initial"
  std::string sql;
  std::string sha256;
};

/// One row of schema_migrations.
struct AppliedMigration {
  int version = 0;
  std::string name;
  std::string sha256;
  std::optional<std::string> applied_at;
};

/// Why nothing can be applied, and what to do.
struct MigrationRefusal {
  std::string message;
  std::string hint;
};

/// The steps still to apply, in order; they point into `available`.
using MigrationPlan = std::variant<std::vector<const Migration*>, MigrationRefusal>;

/// The migrations compiled into the program, ascending by version.
std::span<const Migration> available_migrations();

/// What to apply. Pure. Refuses when an applied step was changed, is missing from `available` (a newer program made
/// the database), or lies after one that is not applied.
MigrationPlan plan_migrations(std::span<const AppliedMigration> applied, std::span<const Migration> available);

/// The rows of schema_migrations, ascending by version; none when the table does not exist.
std::vector<AppliedMigration> applied_migrations(SQLite::Database& database);

/// Applies what plan_migrations says, each step in one transaction with its row and user_version, then the seeds that
/// changed. Returns how many steps were applied. Throws Error(not_litdex) for a refusal, Error naming the step when
/// one fails; the database is then at the step before.
int migrate(SQLite::Database& database, std::span<const Migration> available = available_migrations());

}  // namespace litdex::db
