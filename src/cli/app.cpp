// SPDX-License-Identifier: MIT
#include "cli/app.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <new>
#include <utility>
#include <vector>

#include "base/command_line.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/cli11.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/failure.hpp"
#include "cli/usage.hpp"
#include "db/database.hpp"

namespace litdex::cli {
namespace {

using base::Error;
using base::ExitCode;

/// The whole command line: CLI11's application, the action of each subcommand, and the global options.
struct Program {
  CLI::App app{"Turn any dump of scholarly records into one SQLite file that anyone can search."};
  std::vector<std::pair<CLI::App*, Action>> actions;
  std::string database_path;
};

/// --db is an option of the program and of each subcommand, so that it may stand before or after its name.
void add_database_option(CLI::App& app, std::string& path) {
  app.add_option("--db", path, "the database; else $LITDEX_DB, else ./papers.db")->type_name("PATH");
  app.set_help_flag("-h,--help", "show this help");
  for (CLI::App* nested : app.get_subcommands([](const CLI::App*) { return true; })) add_database_option(*nested, path);
}

std::string version_text() {
  return fmt::format("litdex {} (SQLite {}, FTS5 {})\n", base::version(), db::sqlite_version(),
                     db::has_fts5() ? "yes" : "no");
}

std::string examples_text(std::string_view examples) {
  std::string text = "Examples:";
  for (const std::string_view line : base::split(examples, '\n')) text += fmt::format("\n  {}", line);
  return text;
}

void build(Program& program) {
  CLI::App& app = program.app;
  app.name("litdex");
  app.require_subcommand(0, 1);
  app.set_version_flag(
      "--version", [] { return version_text(); }, "show the version");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("Positionals", "Arguments");
  app.footer(
      "litdex COMMAND --help explains a command.\n\nExamples:\n  litdex import dump.txt\n  litdex search pagerank");
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.description));
    sub->group("Commands");
    sub->footer(examples_text(command.examples));
    program.actions.emplace_back(sub, command.setup(*sub));
  }
  add_database_option(app, program.database_path);
  usage::strip_guards(app);
}

void choose_database(Session& session, const Program& program) {
  const bool is_given = usage::was_given(program.app, "--db");
  if (is_given && program.database_path.empty()) {
    throw Error(ExitCode::usage, "the path after --db is empty", "name a file, as in --db papers.db");
  }
  const char* from_environment = std::getenv("LITDEX_DB");
  if (is_given) {
    session.database_path = program.database_path;
  } else if (from_environment != nullptr && *from_environment != '\0') {
    session.database_path = from_environment;
  }
  session.database_option = base::database_option(session.database_path.native());
}

ExitCode parse_and_act(Session& session, int argc, char** argv) {
  Program program;
  build(program);
  try {
    program.app.parse(usage::guarded_arguments(argc, argv));
  } catch (const CLI::CallForVersion&) {
    session.console.write(version_text());
    return ExitCode::done;
  } catch (const CLI::CallForHelp&) {
    usage::refuse_unknown_command(program.app);
    session.console.write(usage::help_text(program.app));
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    throw usage::to_error(program.app, error);
  }
  for (const auto& [sub, action] : program.actions) {
    if (!sub->parsed()) continue;
    choose_database(session, program);
    return action(session);
  }
  session.console.write(usage::help_text(program.app));
  return ExitCode::done;
}

int report(Console& console, const Error& error) {
  if (!console.reader_has_left()) {
    // What was written before the error is worth having, also when the error is about something else.
    try {
      console.flush();
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): the first error is the one to report
    }
    console.note(failure_text(error));
  }
  return static_cast<int>(error.code());
}

}  // namespace

int run(int argc, char** argv) {
  guard_standard_streams();
  Console console(stdout, stderr, terminal_of(STDOUT_FILENO), terminal_of(STDERR_FILENO));
  Session session{console, base::k_default_database, {}};
  try {
    const ExitCode code = parse_and_act(session, argc, argv);
    console.flush();
    return static_cast<int>(code);
  } catch (const Error& error) {
    return report(console, error);
  } catch (const SQLite::Exception& exception) {
    return report(console, from_sqlite(exception, session.database_path.string()));
  } catch (const std::filesystem::filesystem_error& error) {
    return report(console, base::system_error("use", error.path1().string(), error.code().value()));
  } catch (const std::bad_alloc&) {
    return report(console, {ExitCode::bug, "out of memory", "close other programs"});
  } catch (const std::exception& exception) {
    return report(console, {ExitCode::bug, exception.what(), "this is a defect of litdex; please report it"});
  }
}

}  // namespace litdex::cli
