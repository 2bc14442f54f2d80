// SPDX-License-Identifier: MIT
#include "cli/migrate.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"
#include "db/database.hpp"
#include "db/migration.hpp"
#include "db/pending.hpp"
#include "db/seed.hpp"

namespace litdex::cli {
namespace {

SchemaState read_state(SQLite::Database& database) {
  SchemaState state;
  state.applied = db::applied_migrations(database);
  state.pending = db::pending_migrations(database, db::available_migrations());
  for (const base::EmbeddedFile* seed : db::changed_seeds(database, db::embedded_seeds())) {
    state.changed_seeds.push_back(seed->path);
  }
  return state;
}

/// Whether up has nothing to do.
bool is_current(const SchemaState& state) { return state.pending.empty() && state.changed_seeds.empty(); }

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
  json.begin_array("changed_seeds");
  for (const std::string_view seed : state.changed_seeds) json.element(std::string(seed));
  json.end_array();
  json.end_object();
  return json.text();
}

struct MigrateOptions {
  bool is_json = false;
  bool is_without_backup = false;
  std::int64_t wait_seconds = 0;
};

base::ExitCode run_status(Session& session, const MigrateOptions& options) {
  SQLite::Database database = db::open_for_plan(session.database_path);
  return write_status(session.console, read_state(database), options.is_json);
}

base::ExitCode run_plan(Session& session, const MigrateOptions& options) {
  SQLite::Database database = db::open_for_plan(session.database_path);
  return write_plan(session.console, read_state(database), options.is_json);
}

base::ExitCode run_up(Session& session, const MigrateOptions& options) {
  const db::Backup backup = options.is_without_backup ? db::Backup::decline : db::Backup::make;
  const InterruptGuard interrupt(Stubborn::wait);
  const base::LockWait wait = lock_wait(session.console, options.wait_seconds);
  const db::UpgradeReport report =
      db::upgrade_database(session.database_path, backup, db::available_migrations(), wait);
  return write_upgraded(session.console, report, options.is_json);
}

std::string upgraded_json(const db::UpgradeReport& report) {
  JsonWriter json;
  json.begin_object();
  json.member("applied_count", std::int64_t{report.applied_count});
  json.member("seed_count", cell_of(std::uint64_t{report.seed_count}));
  json.member("schema_version", std::int64_t{report.version});
  json.member("backup", report.backup ? Cell(report.backup->string()) : Cell());
  json.end_object();
  return json.text();
}

/// One of the three things that migrate does.
struct Mode {
  const char* name;
  const char* description;
  base::ExitCode (*run)(Session& session, const MigrateOptions& options);
};

constexpr const char* k_up = "up";

constexpr Mode k_modes[] = {
    {"status", "list the steps of the schema; exit code 1 when one is pending", run_status},
    {"plan", "show what up would apply, and change nothing", run_plan},
    {k_up, "apply the pending steps, after a backup beside the database", run_up},
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
    for (const std::string_view seed : state.changed_seeds) table.row({{}, std::string(seed), "pending", {}});
    table.finish();
  }
  return is_current(state) ? base::ExitCode::done : base::ExitCode::findings;
}

base::ExitCode write_plan(Console& console, const SchemaState& state, bool is_json) {
  if (is_json) {
    console.write(state_json(state));
    return base::ExitCode::done;
  }
  if (is_current(state)) {
    console.write(fmt::format("nothing to apply: the schema is at version {}\n", version_of(state)));
    return base::ExitCode::done;
  }
  if (!state.pending.empty()) {
    console.write(fmt::format("litdex migrate up would apply {}:\n", counted(state.pending.size(), "step")));
  }
  for (const db::Migration* step : state.pending) {
    console.write(fmt::format("\n{:04} {} (sha256 {})\n{}", step->version, step->name, step->sha256, step->sql));
  }
  for (const std::string_view seed : state.changed_seeds) {
    console.write(fmt::format("litdex migrate up would bring in the rows of {}\n", seed));
  }
  return base::ExitCode::done;
}

base::ExitCode write_upgraded(Console& console, const db::UpgradeReport& report, bool is_json) {
  if (is_json) {
    console.write(upgraded_json(report));
    return base::ExitCode::done;
  }
  if (report.applied_count == 0 && report.seed_count > 0) {
    console.write(fmt::format("brought in {} of reference rows: the schema is at version {}\n",
                              counted(report.seed_count, "list"), report.version));
  } else if (report.applied_count == 0) {
    console.write(fmt::format("nothing to apply: the schema is at version {}\n", report.version));
  } else {
    console.write(fmt::format("applied {}: the schema is at version {}\n",
                              counted(static_cast<std::uint64_t>(report.applied_count), "step"), report.version));
  }
  if (report.backup) {
    console.write(fmt::format("the database as it was: {}\n", base::printable(report.backup->string())));
  }
  return base::ExitCode::done;
}

Action setup_migrate(CLI::App& app) {
  auto options = std::make_shared<MigrateOptions>();
  std::vector<std::pair<CLI::App*, const Mode*>> modes;
  for (const Mode& mode : k_modes) {
    CLI::App* sub = app.add_subcommand(mode.name, mode.description);
    sub->group("Commands");
    add_json_option(*sub, options->is_json);
    modes.emplace_back(sub, &mode);
  }
  CLI::App& up = *app.get_subcommand(k_up);
  up.add_flag("--no-backup", options->is_without_backup, "keep no copy of the database as it was");
  add_wait_option(up, options->wait_seconds);
  app.require_subcommand(1);
  return [options, modes](Session& session) {
    for (const auto& [sub, mode] : modes) {
      if (sub->parsed()) return mode->run(session, *options);
    }
    return base::ExitCode::usage;  // the parser requires one of them
  };
}

}  // namespace litdex::cli
