// Command lines that people copy out of messages.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>

#include "base/command_line.hpp"

using namespace litdex;

TEST_SUITE("base::command_line") {
  TEST_CASE("a word is quoted so that a shell reads it back, and only where it must be") {
    struct Case {
      const char* word;
      const char* quoted;
    };
    const Case cases[] = {
        {"papers.db", "papers.db"},
        {"/data/a-b_c/2024.db", "/data/a-b_c/2024.db"},
        {"", "''"},
        {"my papers.db", "'my papers.db'"},
        {"Gödel.db", "'Gödel.db'"},
        {"it's.db", R"('it'\''s.db')"},
        {"$(rm x)`y`;*?.db", "'$(rm x)`y`;*?.db'"},
        {"~/x", "'~/x'"},
        {"-x.db", "./-x.db"},
        {"a\nb'\\\x1b.db", R"($'a\x0ab\'\\\x1b.db')"},
    };
    for (const Case& c : cases) CHECK(base::shell_quoted(c.word) == c.quoted);
  }

  TEST_CASE("the default database needs no option") {
    CHECK(base::database_option("papers.db").empty());
    CHECK(base::database_option("my papers.db") == " --db 'my papers.db'");
  }
}
