// What litdex migrate says of a schema that is behind.
// SPDX-License-Identifier: MIT
#include "cli/migrate.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace litdex;
using namespace litdex::cli;

namespace {

struct Written {
  base::ExitCode code;
  std::string text;
};

template <typename What>
Written written(base::ExitCode (*write)(Console&, const What&, bool), const What& what, bool is_json) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* memory = open_memstream(&text, &size);
  REQUIRE(memory != nullptr);
  Console console(memory, stderr, {}, {});
  const base::ExitCode code = write(console, what, is_json);
  std::fclose(memory);
  Written result{code, std::string(text, size)};
  std::free(text);
  return result;
}

const db::Migration k_second{2, "venues", "CREATE TABLE venues (name TEXT);\n", "bb"};
const SchemaState k_behind{{{1, "initial", "aa", "2026-01-31T23:59:59Z"}}, {&k_second}, {}};
const SchemaState k_current{{{1, "initial", "aa", std::nullopt}}, {}, {}};

}  // namespace

TEST_SUITE("cli::migrate") {
  TEST_CASE("status lists every step, and a pending one is a finding") {
    const Written behind = written(write_status, k_behind, false);
    CHECK(behind.code == base::ExitCode::findings);
    CHECK(behind.text ==
          "version  name     state    applied_at\n"
          "-------  -------  -------  --------------------\n"
          "      1  initial  applied  2026-01-31T23:59:59Z\n"
          "      2  venues   pending\n");
    CHECK(written(write_status, k_current, false).code == base::ExitCode::done);
  }

  TEST_CASE("status as JSON has the same exit code") {
    const Written behind = written(write_status, k_behind, true);
    CHECK(behind.code == base::ExitCode::findings);
    CHECK(behind.text.find("\"pending\": [\n    {\n      \"version\": 2,\n      \"name\": \"venues\"") !=
          std::string::npos);
    CHECK(written(write_status, k_current, true).text.find("\"pending\": []") != std::string::npos);
  }

  TEST_CASE("plan shows the SQL of what is pending") {
    const Written behind = written(write_plan, k_behind, false);
    CHECK(behind.code == base::ExitCode::done);
    CHECK(behind.text ==
          "litdex migrate up would apply 1 step:\n\n0002 venues (sha256 bb)\nCREATE TABLE venues (name TEXT);\n");
    CHECK(written(write_plan, k_current, false).text == "nothing to apply: the schema is at version 1\n");
  }

  TEST_CASE("up says what it applied and where the database as it was is kept") {
    const db::UpgradeReport kept{2, 3, "/data/papers.db.v1.backup"};
    const db::UpgradeReport declined{1, 2, std::nullopt};
    const db::UpgradeReport nothing{0, 2, std::nullopt};
    CHECK(written(write_upgraded, kept, false).text ==
          "applied 2 steps: the schema is at version 3\nthe database as it was: /data/papers.db.v1.backup\n");
    CHECK(written(write_upgraded, declined, false).text == "applied 1 step: the schema is at version 2\n");
    CHECK(written(write_upgraded, nothing, false).text == "nothing to apply: the schema is at version 2\n");
    CHECK(written(write_upgraded, kept, true).text ==
          "{\n  \"applied_count\": 2,\n  \"seed_count\": 0,\n  \"schema_version\": 3,\n"
          "  \"backup\": \"/data/papers.db.v1.backup\"\n}\n");
    CHECK(written(write_upgraded, nothing, true).text.find("\"backup\": null") != std::string::npos);
    const db::UpgradeReport seeds_only{0, 2, std::nullopt, 1};
    CHECK(written(write_upgraded, seeds_only, false).text ==
          "brought in 1 list of reference rows: the schema is at version 2\n");
    CHECK(written(write_upgraded, nothing, true).code == base::ExitCode::done);
  }
}
