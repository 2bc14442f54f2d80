// Migrate: the version of the database's schema.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "cli/command.hpp"
#include "db/migration.hpp"
#include "db/upgrade.hpp"

namespace litdex::cli {

/// The steps that a database has, and those that are still to come.
struct SchemaState {
  std::vector<db::AppliedMigration> applied;
  std::vector<const db::Migration*> pending;
  std::vector<std::string_view> changed_seeds;  ///< paths of reference rows that up would bring in
};

/// Writes the steps, as a table or as JSON; findings when up has something to do, else done.
base::ExitCode write_status(Console& console, const SchemaState& state, bool is_json);

/// Writes what the pending steps would do, as SQL or as JSON.
base::ExitCode write_plan(Console& console, const SchemaState& state, bool is_json);

/// Writes what up did, and where the database as it was before is kept, in words or as JSON.
base::ExitCode write_upgraded(Console& console, const db::UpgradeReport& report, bool is_json);

/// See Command::setup.
Action setup_migrate(CLI::App& app);

}  // namespace litdex::cli
