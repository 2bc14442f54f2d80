// What every subcommand is made of.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "cli/console.hpp"
#include "cli/table.hpp"
#include "index/index.hpp"

namespace CLI {
class App;
}

namespace litdex::cli {

/// What the options that every subcommand knows say, and where it writes.
struct Session {
  Console& console;
  /// --db PATH, else $LITDEX_DB, else papers.db.
  std::filesystem::path database_path;
  /// What a further command line needs to name the same database (base::database_option).
  std::string database_option;
};

/// The work of a subcommand whose command line was right. Throws base::Error.
using Action = std::function<base::ExitCode(Session&)>;

/// One subcommand. It is a file pair of this directory, a row of `commands()`, and a case in tests/cli.
struct Command {
  std::string_view name;
  /// One line for the list of commands.
  std::string_view description;
  /// Adds options and positionals to `app`; does no work. The action reads what they were given.
  Action (*setup)(CLI::App& app);
  /// Command lines that end the help of the subcommand, a line each.
  std::string_view examples;
};

/// All subcommands, in the order of the help.
std::span<const Command> commands();

/// Adds --json, --csv and --tsv, of which at most one may be given, to `app`; `layout` lives as long as it.
void add_layout_options(CLI::App& app, Layout& layout);

/// Adds --wait[=SECONDS] to `app`; `seconds` lives as long as it, and is 0 without the option.
void add_wait_option(CLI::App& app, std::int64_t& seconds);

/// Such a wait; who sits at a terminal is told that it has begun.
base::LockWait lock_wait(Console& console, std::int64_t seconds);

/// To be called before the process opens a database, by a command that makes or changes all of one, `result`. What is
/// sorted for it spills beside it, unless SQLITE_TMPDIR or TMPDIR says where.
void prepare_for_bulk_work(const std::filesystem::path& result);

/// Adds --index=stock to `app`; `name` lives as long as it, and stays as it is without the option.
void add_index_option(CLI::App& app, std::string& name);

/// Who is to make whole indexes, by what the option was given. Throws Error(usage) for what is neither own nor stock.
index::Builder index_builder(const std::string& name);

/// Tells a person what is to be known of an index that was made, if anything is.
void note_index(Console& console, const index::BuildReport& report);

/// Adds --json to `app`; `is_json` lives as long as it.
void add_json_option(CLI::App& app, bool& is_json);

}  // namespace litdex::cli
