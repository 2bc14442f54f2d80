// SPDX-License-Identifier: MIT
#include "cli/failure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "base/command_line.hpp"
#include "base/text.hpp"
#include "db/failure.hpp"
#include "db/hints.hpp"
#include "format/segment.hpp"

namespace litdex::cli {
namespace {

using base::ExitCode;

struct SqliteCode {
  int code;
  std::string_view name;
};

/// The errors of SQLite that the page lists: those that a run can meet without a defect of litdex.
constexpr SqliteCode k_listed_codes[] = {
    {SQLITE_BUSY, "SQLITE_BUSY"},
    {SQLITE_LOCKED, "SQLITE_LOCKED"},
    {SQLITE_CORRUPT, "SQLITE_CORRUPT"},
    {SQLITE_CORRUPT_VTAB, "SQLITE_CORRUPT_VTAB"},
    {SQLITE_NOTADB, "SQLITE_NOTADB"},
    {SQLITE_FULL, "SQLITE_FULL"},
    {SQLITE_READONLY, "SQLITE_READONLY"},
    {SQLITE_READONLY_DBMOVED, "SQLITE_READONLY_DBMOVED"},
    {SQLITE_CANTOPEN, "SQLITE_CANTOPEN"},
    {SQLITE_PERM, "SQLITE_PERM"},
    {SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE"},
    {SQLITE_IOERR, "SQLITE_IOERR"},
    {SQLITE_NOMEM, "SQLITE_NOMEM"},
    {SQLITE_ERROR, "SQLITE_ERROR and others"},
};

constexpr std::string_view k_page_head = R"(# Errors

This page is written from the tables of the program (`src/base/error.cpp`, `src/db/failure.cpp`,
`src/format/segment.hpp`); a test compares it.

## Messages

Data goes to standard output, everything else to standard error. What ends a run is said in up to three lines: what
happened, where in a dump (the line counts from 1, the byte from 0 in the decoded stream), and what to do.

    litdex: error: <what>
      at dump.txt:1289 (byte 88123)
      hint: <what to do>

Text out of dumps, databases and command lines appears in messages with control characters, bidirectional controls and
invalid bytes escaped. A bad record never ends a run: it becomes a row of `rejects`. When the program that reads
standard output ends early (`litdex sql … | head`), litdex ends with 74 and says nothing; an import is done by then.

A signal (Ctrl-C, SIGTERM, a closed terminal) ends a run in good order, and the hint says what is kept. A second one ends
it at once; the next run cleans up after that. With exit code 75 the message names the process that is in the way, since
when it runs and its command, as far as the system tells. `--wait` waits for it; so many seconds with `--wait=SECONDS`.

What ends no run is a line `litdex: note: <what>` on standard error: that a program which reads the database keeps its
write-ahead log growing, or keeps it from being removed at the end.

## Exit codes

| code | name | meaning |
|---|---|---|
)";

constexpr std::string_view k_page_sqlite = R"(
## Errors of SQLite

| SQLite | exit code | message | hint |
|---|---|---|---|
)";

constexpr std::string_view k_page_rejects = R"(
## Rejects

`rejects.code`, and the view `rejected`, say why bytes of a dump are no record.

| code | meaning |
|---|---|
)";

}  // namespace

base::Error from_sqlite(const SQLite::Exception& exception, std::string_view database_path) {
  const int code = std::max(exception.getErrorCode(), exception.getExtendedErrorCode());
  // SQLite calls this one "malformed" too, but the rows are sound: only the index says something else.
  if (code == SQLITE_CORRUPT_VTAB) {
    return {ExitCode::bad_data,
            fmt::format("{}: the full-text index is out of step with the papers", base::printable(database_path)),
            db::hint_to_reindex(database_path)};
  }
  if ((code & 0xFF) == SQLITE_NOMEM) return {ExitCode::bug, "out of memory", "close other programs"};
  base::Error error = db::database_error(exception, database_path);
  if (error.code() != ExitCode::bug) return error;
  return {ExitCode::bug, error.message(),
          fmt::format("run litdex check{}: if another program did not change the database, this is a defect of litdex",
                      base::database_option(database_path))};
}

std::string failure_text(const base::Error& error) {
  std::string text = fmt::format("litdex: error: {}\n", base::printable(error.message()));
  if (error.position()) {
    const base::Position& position = *error.position();
    const std::string source = base::printable(position.source);
    text += position.line > 0 ? fmt::format("  at {}:{} (byte {})\n", source, position.line, position.byte)
                              : fmt::format("  at {} (byte {})\n", source, position.byte);
  }
  if (!error.hint().empty()) text += fmt::format("  hint: {}\n", base::printable(error.hint()));
  return text;
}

std::string errors_page() {
  std::string page(k_page_head);
  for (const base::ExitCodeInfo& info : base::exit_codes()) {
    page += fmt::format("| {} | `{}` | {} |\n", static_cast<int>(info.code), info.name, info.meaning);
  }
  page += k_page_sqlite;
  for (const SqliteCode& listed : k_listed_codes) {
    const base::Error error = from_sqlite(SQLite::Exception("…", listed.code), "papers.db");
    page += fmt::format("| {} | {} | {} | {} |\n", listed.name, static_cast<int>(error.code()), error.message(),
                        error.hint());
  }
  page += k_page_rejects;
  for (const format::RejectCodeInfo& info : format::k_reject_codes) {
    page += fmt::format("| `{}` | {} |\n", info.name, info.meaning);
  }
  return page;
}

}  // namespace litdex::cli
