// Databases of earlier versions, kept as text: each is upgraded, and then is what a new database would be.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "db/invariants.hpp"
#include "db/schema.hpp"
#include "db/upgrade.hpp"
#include "index/index.hpp"
#include "support/file_bytes.hpp"
#include "support/made_up_step.hpp"
#include "support/sample_database.hpp"
#include "support/sql_dump.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace litdex;
namespace fs = std::filesystem;

const fs::path k_folder = fs::path(LITDEX_SOURCE_DIR) / "tests/data/golden";

struct Golden {
  fs::path path;
  int version = 0;
};

/// tests/data/golden/v1.sql and so on, by version.
std::vector<Golden> goldens() {
  std::vector<Golden> all;
  for (const fs::directory_entry& entry : fs::directory_iterator(k_folder)) {
    if (entry.path().extension() == ".sql") {
      all.push_back({entry.path(), std::stoi(entry.path().stem().native().substr(1))});
    }
  }
  std::sort(all.begin(), all.end(), [](const Golden& a, const Golden& b) { return a.version < b.version; });
  return all;
}

int latest_version() { return db::available_migrations().back().version; }

/// What the sample has no row of.
constexpr const char* k_sql_more = R"sql(
INSERT INTO links (paper_id, url) VALUES (1, 'https://example.org/1');
INSERT INTO corrections (correction_id, entry_hash, field, value, made_at, note)
  VALUES (1, x'00000000000000000000000000000003', 'cut', '880', '2026-01-31', 'it''s shorter');
CREATE TABLE my_notes (paper_id INTEGER, note TEXT);
INSERT INTO my_notes VALUES (1, 'a reader''s own table');
)sql";

/// The text of a golden database of the latest version.
std::string latest_text() {
  SQLite::Database database = test::sample_database();
  database.exec(k_sql_more);
  return fmt::format("-- A litdex database of schema version {}. README.md says what for, and how it is made.\n",
                     latest_version()) +
         test::sql_dump(database);
}

std::vector<std::string> names(SQLite::Database& database, const std::string& sql) {
  std::vector<std::string> all;
  SQLite::Statement query(database, sql);
  while (query.executeStep()) all.push_back(query.getColumn(0).getString());
  return all;
}

/// The ordinary tables of the attached database `old` that both have, with the columns that both have.
void copy_rows(SQLite::Database& database) {
  const auto tables = names(database,
                            "SELECT o.name FROM old.sqlite_master AS o JOIN main.sqlite_master AS m "
                            "USING (type, name) WHERE o.type = 'table' AND o.name NOT LIKE 'papers_fts%' "
                            "AND o.name NOT IN ('about', 'schema_migrations')");
  for (const std::string& table : tables) {
    const std::string columns =
        database
            .execAndGet(fmt::format("SELECT group_concat(name) FROM pragma_table_info('{0}', 'old') WHERE name IN "
                                    "(SELECT name FROM pragma_table_info('{0}', 'main'))",
                                    table))
            .getString();
    database.exec(
        fmt::format("DELETE FROM main.{0}; INSERT INTO main.{0} ({1}) SELECT {1} FROM old.{0}", table, columns));
  }
}

/// A new database of the last version of `available`, with the rows of the one at `old`.
SQLite::Database fresh_with_rows_of(const fs::path& old, const std::vector<db::Migration>& available) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  db::migrate(database, available);
  database.exec(fmt::format("ATTACH '{}' AS old", old.native()));
  database.exec("CREATE TABLE my_notes AS SELECT * FROM old.my_notes");
  copy_rows(database);
  database.exec("INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')");
  database.exec("DETACH old");
  return database;
}

/// As it is compared: the own table was not made by the same statement.
std::string comparable_dump(SQLite::Database& database) {
  const std::string rows = database.execAndGet("SELECT group_concat(note) FROM my_notes").getString();
  database.exec("DROP TABLE my_notes");
  return rows + "\n" + test::sql_dump(database);
}

void check_sound(SQLite::Database& database, const std::vector<db::Migration>& available) {
  CHECK(database.execAndGet("PRAGMA integrity_check").getString() == "ok");
  CHECK(db::schema_drift(database, available).empty());
  CHECK_NOTHROW(index::verify(database, "papers.db"));
  for (const db::Invariant& invariant : db::invariants()) {
    CAPTURE(invariant.name);
    CHECK(db::find_violations(database, invariant, 1).empty());
  }
}

void check_upgrade(const Golden& golden, const std::vector<db::Migration>& available) {
  CAPTURE(golden.path.native());
  CAPTURE(available.size());
  const test::TempDir directory;
  const fs::path old = directory.path() / "old.db";
  const fs::path path = directory.path() / "papers.db";
  test::load_dump(old, test::read_bytes(golden.path));
  fs::copy_file(old, path);
  const db::UpgradeReport report = db::upgrade_database(path, db::Backup::decline, available);
  CHECK(report.version == available.back().version);
  SQLite::Database upgraded(path.native(), SQLite::OPEN_READWRITE);
  SQLite::Database fresh = fresh_with_rows_of(old, available);
  check_sound(upgraded, available);
  CHECK(db::content_hash(upgraded) == db::content_hash(fresh));
  CHECK(db::canonical_schema(upgraded).size() == db::canonical_schema(fresh).size());
  CHECK(comparable_dump(upgraded) == comparable_dump(fresh));
}

std::vector<db::Migration> todays_steps() {
  return {db::available_migrations().begin(), db::available_migrations().end()};
}

}  // namespace

TEST_SUITE("db::upgrade_golden") {
  TEST_CASE("every version of the schema has its golden database") {
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
      test::write_bytes(k_folder / fmt::format("v{}.sql", latest_version()), latest_text());
    }
    std::vector<int> versions;
    for (const Golden& golden : goldens()) versions.push_back(golden.version);
    std::vector<int> expected;
    for (const db::Migration& step : db::available_migrations()) expected.push_back(step.version);
    CHECK(versions == expected);
  }

  TEST_CASE("a golden database is what the migrations of today build up to its version") {
    for (const Golden& golden : goldens()) {
      CAPTURE(golden.version);
      const test::TempDir directory;
      const fs::path path = directory.path() / "a.db";
      test::load_dump(path, test::read_bytes(golden.path));
      SQLite::Database database = db::open_for_migration(path);
      CHECK(database.execAndGet("PRAGMA user_version").getInt() == golden.version);
      CHECK(db::schema_drift(database).empty());
      CHECK_NOTHROW(index::verify(database, "papers.db"));
      const auto applied = db::applied_migrations(database);
      const auto available = db::available_migrations();
      REQUIRE(static_cast<int>(applied.size()) == golden.version);
      for (std::size_t i = 0; i < applied.size(); ++i) {
        CHECK(applied[i].name == available[i].name);
        CHECK(applied[i].sha256 == available[i].sha256);
      }
    }
  }

  TEST_CASE("a golden database loaded and written again is the same text") {
    for (const Golden& golden : goldens()) {
      const std::string text = test::read_bytes(golden.path);
      SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
      database.exec(text);
      CHECK(test::sql_dump(database) == text.substr(text.find('\n') + 1));
    }
  }

  TEST_CASE("a golden database, upgraded to the version of today, is what a new one with its rows would be") {
    for (const Golden& golden : goldens()) check_upgrade(golden, todays_steps());
  }

  TEST_CASE("a golden database, upgraded by a further step, is what a new one with its rows would be") {
    for (const Golden& golden : goldens()) check_upgrade(golden, test::with_made_up_step(true));
  }
}
