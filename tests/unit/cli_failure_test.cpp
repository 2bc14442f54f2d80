// What ends a run is said in three lines at most, with nothing that a terminal would obey, and documented.
// SPDX-License-Identifier: MIT
#include "cli/failure.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>

#include "cli/command.hpp"
#include "support/file_bytes.hpp"

using namespace litdex;
using base::Error;
using base::ExitCode;

TEST_SUITE("cli::failure") {
  TEST_CASE("a message has its position and its hint on lines of their own") {
    CHECK(cli::failure_text(Error(ExitCode::io, "it broke")) == "litdex: error: it broke\n");
    CHECK(cli::failure_text(Error(ExitCode::io, "it broke", "mend it").at({"dump.txt", 1289, 88123})) ==
          "litdex: error: it broke\n  at dump.txt:1289 (byte 88123)\n  hint: mend it\n");
    CHECK(cli::failure_text(Error(ExitCode::io, "it broke").at({"dump.txt", 0, 5})) ==
          "litdex: error: it broke\n  at dump.txt (byte 5)\n");
  }

  TEST_CASE("foreign text in a message is escaped") {
    CHECK(cli::failure_text(Error(ExitCode::io, "\x1b[2J\n", "\u202e").at({"\xff\r", 1, 0})) ==
          "litdex: error: \\x1b[2J\\n\n  at \\xff\\r:1 (byte 0)\n  hint: \\u{202e}\n");
  }

  TEST_CASE("SQLite's errors get the exit code and the words of their cause") {
    struct Case {
      int code;
      ExitCode exit_code;
      std::string message;
    };
    const Case cases[] = {
        {SQLITE_BUSY, ExitCode::busy, "x.db is in use by another program: words"},
        {SQLITE_CORRUPT, ExitCode::bad_data, "x.db is damaged: words"},
        {SQLITE_CORRUPT_VTAB, ExitCode::bad_data, "x.db: the full-text index is out of step with the papers"},
        {SQLITE_FULL, ExitCode::io, "x.db cannot grow: words"},
        {SQLITE_IOERR_READ, ExitCode::io, "x.db cannot be read or written: words"},
        {SQLITE_NOMEM, ExitCode::bug, "out of memory"},
        {SQLITE_ERROR, ExitCode::bug, "x.db: SQLite reports: words"},
    };
    for (const Case& c : cases) {
      const Error error = cli::from_sqlite(SQLite::Exception("words", c.code), "x.db");
      CHECK(error.message() == c.message);
      CHECK(error.code() == c.exit_code);
      CHECK_FALSE(error.hint().empty());
    }
  }

  TEST_CASE("docs/errors.md is what the tables say") {
    CHECK(test::read_bytes(LITDEX_SOURCE_DIR "/docs/errors.md") == cli::errors_page());
  }

  TEST_CASE("every subcommand has a case of its own for its help") {
    for (const cli::Command& command : cli::commands()) {
      const std::string expected =
          test::read_bytes(LITDEX_SOURCE_DIR "/tests/cli/help_" + std::string(command.name) + "/stdout");
      CHECK(expected.find(command.description) != std::string::npos);
      CHECK(expected.find(command.examples.substr(0, command.examples.find('\n'))) != std::string::npos);
    }
  }
}
