// docs/cookbook.md is right: every query in it runs, and finds something on the seed dump.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "load/import.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;

namespace {

/// The fenced SQL blocks of a Markdown file.
std::vector<std::string> sql_blocks(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> blocks;
  bool is_inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "```sql") {
      blocks.emplace_back();
      is_inside = true;
    } else if (line == "```") {
      is_inside = false;
    } else if (is_inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

}  // namespace

TEST_SUITE("docs::cookbook") {
  TEST_CASE("every query runs in a plain client, and all but those marked find rows") {
    const test::TempDir folder;
    const auto path = folder.path() / "papers.db";
    load::ImportOptions options;
    options.inputs = {LITDEX_SOURCE_DIR "/seeds/arxiver-author-page.txt"};
    load::import_dumps(path, options);
    SQLite::Database database(path.string(), SQLite::OPEN_READONLY);
    database.exec("PRAGMA trusted_schema = OFF");
    const auto blocks = sql_blocks(LITDEX_SOURCE_DIR "/docs/cookbook.md");
    REQUIRE(blocks.size() >= 15);
    for (const std::string& sql : blocks) {
      CAPTURE(sql);
      SQLite::Statement statement(database, sql);
      const bool may_be_empty = sql.starts_with("-- may be empty");
      CHECK((statement.executeStep() || may_be_empty));
    }
  }
}
