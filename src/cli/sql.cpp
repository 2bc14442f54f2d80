// SPDX-License-Identifier: MIT
#include "cli/sql.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/interrupt.hpp"
#include "cli/sql_rows.hpp"
#include "cli/usage.hpp"
#include "db/database.hpp"
#include "db/sandbox.hpp"

namespace litdex::cli {
namespace {

using base::Error;
using base::ExitCode;

/// More than anybody writes; a dump that was taken for SQL must not fill the memory.
constexpr std::size_t k_max_sql_bytes = 16U << 20U;

/// Of --timeout.
constexpr double k_max_seconds = 1e6;

constexpr std::string_view k_names_hint =
    "litdex sql \"SELECT name, sql FROM sqlite_schema\" lists the tables, views and columns";

constexpr std::string_view k_syntax_hint =
    "litdex sql --help has examples; https://www.sqlite.org/lang.html explains the language";

struct SqlOptions {
  std::string sql;
  double timeout_seconds = 0;  ///< 0: none
  Layout layout = Layout::aligned;
};

std::string read_standard_input() {
  std::string text;
  std::array<char, 1U << 16U> chunk{};
  for (std::size_t got = 0; (got = std::fread(chunk.data(), 1, chunk.size(), stdin)) > 0;) {
    text.append(chunk.data(), got);
    if (text.size() > k_max_sql_bytes) {
      throw Error(ExitCode::usage,
                  fmt::format("the SQL on standard input is longer than {} bytes", base::with_commas(k_max_sql_bytes)),
                  "a dump is read with: litdex import -");
    }
  }
  if (std::ferror(stdin) != 0) throw base::system_error("read", "standard input", errno);
  return text;
}

/// The beginning of a statement, for a message.
std::string excerpt(std::string_view sql) {
  constexpr std::size_t k_excerpt_bytes = 60;
  const std::string_view trimmed = base::trim(sql);
  const std::string_view prefix = base::utf8_prefix(trimmed, k_excerpt_bytes);
  return base::printable(prefix) + (prefix.size() < trimmed.size() ? "…" : "");
}

/// SQLite's objection to what was typed from `sql` on, as the typist's error; an error of the file stays what it is.
[[noreturn]] void rethrow_as_usage(const SQLite::Exception& exception, std::string_view sql) {
  const int code = exception.getErrorCode() & 0xFF;
  const std::string message = exception.what();
  if (code == SQLITE_READONLY) {
    throw Error(ExitCode::usage, "litdex sql only reads: " + message, "use any SQL client to change a database");
  }
  const bool is_refused = message.starts_with("too many attached databases") || message.starts_with("not authorized");
  if (is_refused || code == SQLITE_AUTH) {
    throw Error(ExitCode::usage, "litdex sql reads one database and does nothing else, not: " + excerpt(sql),
                "use any SQL client to change a database or to join several, litdex ship to copy one");
  }
  if (code == SQLITE_TOOBIG || code == SQLITE_NOMEM) {
    throw Error(ExitCode::usage, "the SQL needs more memory than litdex sql gives: " + message,
                "ask for less, or use any SQL client");
  }
  if (code != SQLITE_ERROR && code != SQLITE_MISMATCH && code != SQLITE_RANGE) throw;
  const bool is_name = message.starts_with("no such table") || message.starts_with("no such column");
  throw Error(ExitCode::usage, "the SQL is wrong: " + message, std::string(is_name ? k_names_hint : k_syntax_hint));
}

/// Runs one statement; false when it has no result to show.
bool run_statement(Session& session, SQLite::Database& database, sqlite3_stmt* statement, Layout layout,
                   bool is_first) {
  if (sqlite3_column_count(statement) == 0) {
    while (step(database, statement)) {
    }
    return false;
  }
  bool has_row = step(database, statement);
  if (!is_first && layout == Layout::aligned) session.console.write("\n");
  TableWriter table(session.console, layout, column_names(statement));
  try {
    for (; has_row; has_row = step(database, statement)) table.row(current_row(statement));
  } catch (const SQLite::Exception&) {
    table.finish();  // what was written is then whole in its form, though not in its rows
    throw;
  }
  table.finish();
  return true;
}

/// A program reads one table, not several in a row. Nothing that a statement does here changes how a later one is read,
/// so this can be known before the first is run.
void require_one_result(SQLite::Database& database, std::string_view rest) {
  std::size_t result_count = 0;
  while (!rest.empty()) {
    const StatementHandle statement = prepare_next(database, rest);
    if (statement != nullptr && sqlite3_column_count(statement.get()) > 0) ++result_count;
  }
  if (result_count <= 1) return;
  throw Error(ExitCode::usage, fmt::format("the SQL has {} results; --json, --csv and --tsv write one", result_count),
              "run litdex sql once for each");
}

std::optional<TimeLimit> time_limit_of(const SqlOptions& options) {
  if (options.timeout_seconds <= 0) return std::nullopt;
  return TimeLimit{std::chrono::milliseconds(std::llround(std::ceil(options.timeout_seconds * 1000))),
                   {ExitCode::busy, fmt::format("the SQL took longer than {} seconds", options.timeout_seconds),
                    "give it more with --timeout, or ask for less"}};
}

db::SandboxLimits sandbox_limits(const std::optional<TimeLimit>& limit) {
  db::SandboxLimits limits;
  if (limit) limits.time = limit->time;
  return limits;
}

ExitCode run_sql(Session& session, const SqlOptions& options) {
  const std::string text = options.sql == "-" ? read_standard_input() : options.sql;
  if (text.find('\0') != std::string::npos) {
    throw Error(ExitCode::usage, "the SQL contains a NUL byte", "SQL is text: write a byte of a value as x'00'");
  }
  SQLite::Database database = db::open_database(session.database_path, db::Access::read);
  const std::optional<TimeLimit> limit = time_limit_of(options);
  const InterruptGuard interrupt(Stubborn::end, limit);
  const db::Sandbox sandbox(database, sandbox_limits(limit));
  std::size_t statement_count = 0;
  std::size_t result_count = 0;
  std::string_view current = text;
  try {
    if (options.layout != Layout::aligned) require_one_result(database, text);
    for (std::string_view rest = text; !rest.empty();) {
      current = rest;
      const StatementHandle statement = prepare_next(database, rest);
      if (statement == nullptr) continue;  // white space or a comment
      ++statement_count;
      if (run_statement(session, database, statement.get(), options.layout, result_count == 0)) ++result_count;
    }
  } catch (const SQLite::Exception& exception) {
    base::stop_if_interrupted();
    if (sandbox.is_out_of_time()) throw Error(limit->error);
    rethrow_as_usage(exception, current);
  }
  if (statement_count == 0) throw Error(ExitCode::usage, "there is no SQL to run", "litdex sql --help has examples");
  return ExitCode::done;
}

}  // namespace

Action setup_sql(CLI::App& app) {
  auto options = std::make_shared<SqlOptions>();
  app.add_option("QUERY", options->sql, "one or more statements, or - for standard input")
      ->required()
      ->option_text(" ");
  app.add_option("--timeout", options->timeout_seconds, "end after so many seconds, or one more")
      ->type_name("SECONDS")
      ->check(usage::number(k_max_seconds));
  add_layout_options(app, options->layout);
  return [options](Session& session) { return run_sql(session, *options); };
}

}  // namespace litdex::cli
