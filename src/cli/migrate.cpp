// SPDX-License-Identifier: MIT
#include "cli/migrate.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"
#include "db/database.hpp"
#include "db/migration.hpp"

namespace litdex::cli {
namespace {

SchemaState read_state(SQLite::Database& database) {
  SchemaState state;
  state.applied = db::applied_migrations(database);
  db::MigrationPlan plan = db::plan_migrations(state.applied, db::available_migrations());
  if (const auto* refusal = std::get_if<db::MigrationRefusal>(&plan)) {
    throw base::Error(base::ExitCode::not_litdex, refusal->message, refusal->hint);
  }
  state.pending = std::get<std::vector<const db::Migration*>>(std::move(plan));
  return state;
}

int version_of(const SchemaState& state) { return state.applied.empty() ? 0 : state.applied.back().version; }

std::string state_json(const SchemaState& state) {
  JsonWriter json;
  json.begin_object();
  json.member("schema_version", std::int64_t{version_of(state)});
  json.begin_array("applied");
  for (const db::AppliedMigration& step : state.applied) {
    json.begin_object();
    json.member("version", std::int64_t{step.version});
    json.member("name", step.name);
    json.member("sha256", step.sha256);
    json.member("applied_at", cell_of(step.applied_at));
    json.end_object();
  }
  json.end_array();
  json.begin_array("pending");
  for (const db::Migration* step : state.pending) {
    json.begin_object();
    json.member("version", std::int64_t{step->version});
    json.member("name", step->name);
    json.member("sha256", step->sha256);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.text();
}

base::ExitCode run_status(Session& session, bool is_json) {
  SQLite::Database database = db::open_database(session.database_path, db::Access::read);
  return write_status(session.console, read_state(database), is_json);
}

base::ExitCode run_plan(Session& session, bool is_json) {
  SQLite::Database database = db::open_database(session.database_path, db::Access::read);
  return write_plan(session.console, read_state(database), is_json);
}

base::ExitCode run_up(Session& session, bool is_json) {
  SQLite::Database database = db::open_for_migration(session.database_path);
  const int applied_count = db::migrate(database);
  const int version = version_of(read_state(database));
  if (is_json) {
    JsonWriter json;
    json.begin_object();
    json.member("applied_count", std::int64_t{applied_count});
    json.member("schema_version", std::int64_t{version});
    json.end_object();
    session.console.write(json.text());
  } else if (applied_count == 0) {
    session.console.write(fmt::format("nothing to apply: the schema is at version {}\n", version));
  } else {
    session.console.write(fmt::format("applied {}: the schema is at version {}\n",
                                      counted(static_cast<std::uint64_t>(applied_count), "step"), version));
  }
  return base::ExitCode::done;
}

/// One of the three things that migrate does.
struct Mode {
  const char* name;
  const char* description;
  base::ExitCode (*run)(Session& session, bool is_json);
};

constexpr Mode k_modes[] = {
    {"status", "list the steps of the schema; exit code 1 when one is pending", run_status},
    {"plan", "show what up would apply, and change nothing", run_plan},
    {"up", "apply the pending steps", run_up},
};

}  // namespace

base::ExitCode write_status(Console& console, const SchemaState& state, bool is_json) {
  if (is_json) {
    console.write(state_json(state));
  } else {
    TableWriter table(console, Layout::aligned, {"version", "name", "state", "applied_at"});
    for (const db::AppliedMigration& step : state.applied) {
      table.row({std::int64_t{step.version}, step.name, "applied", cell_of(step.applied_at)});
    }
    for (const db::Migration* step : state.pending) table.row({std::int64_t{step->version}, step->name, "pending", {}});
    table.finish();
  }
  return state.pending.empty() ? base::ExitCode::done : base::ExitCode::findings;
}

base::ExitCode write_plan(Console& console, const SchemaState& state, bool is_json) {
  if (is_json) {
    console.write(state_json(state));
    return base::ExitCode::done;
  }
  if (state.pending.empty()) {
    console.write(fmt::format("nothing to apply: the schema is at version {}\n", version_of(state)));
    return base::ExitCode::done;
  }
  console.write(fmt::format("litdex migrate up would apply {}:\n", counted(state.pending.size(), "step")));
  for (const db::Migration* step : state.pending) {
    console.write(fmt::format("\n{:04} {} (sha256 {})\n{}", step->version, step->name, step->sha256, step->sql));
  }
  return base::ExitCode::done;
}

Action setup_migrate(CLI::App& app) {
  auto is_json = std::make_shared<bool>(false);
  std::vector<std::pair<CLI::App*, const Mode*>> modes;
  for (const Mode& mode : k_modes) {
    CLI::App* sub = app.add_subcommand(mode.name, mode.description);
    sub->group("Commands");
    add_json_option(*sub, *is_json);
    modes.emplace_back(sub, &mode);
  }
  app.require_subcommand(1);
  return [is_json, modes](Session& session) {
    for (const auto& [sub, mode] : modes) {
      if (sub->parsed()) return mode->run(session, *is_json);
    }
    return base::ExitCode::usage;  // the parser requires one of them
  };
}

}  // namespace litdex::cli
