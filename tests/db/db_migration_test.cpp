// The migration runner: what it plans, what it refuses, and that a step is applied whole or not at all.
// SPDX-License-Identifier: MIT
#include "db/migration.hpp"

#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "db/about.hpp"
#include "db/database.hpp"
#include "db/pending.hpp"
#include "db/runner.hpp"
#include "db/seed.hpp"
#include "support/sample_database.hpp"

namespace {

using namespace litdex;
using db::AppliedMigration;
using db::Migration;
using litdex::base::EmbeddedFile;

Migration step(int version, std::string name, std::string sql = "") {
  return {version, std::move(name), sql, base::sha256_hex(sql)};
}

AppliedMigration applied(const Migration& migration) {
  return {migration.version, migration.name, migration.sha256, "2026-01-31T12:00:00Z"};
}

/// The plan as text: the versions to apply, or the refusal.
std::string plan(const std::vector<AppliedMigration>& done, const std::vector<Migration>& available) {
  const db::MigrationPlan plan = db::plan_migrations(done, available);
  if (const auto* refusal = std::get_if<db::MigrationRefusal>(&plan)) return refusal->message + " | " + refusal->hint;
  std::string versions;
  for (const Migration* migration : std::get<std::vector<const Migration*>>(plan)) {
    versions += std::to_string(migration->version) + " ";
  }
  return versions;
}

SQLite::Database empty_database() { return {":memory:", SQLite::OPEN_READWRITE}; }

const Migration k_first = step(1, "first",
                               "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);"
                               "CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT, sha256 TEXT,"
                               " applied_at TEXT, tool_version TEXT);"
                               "CREATE TABLE kinds (code TEXT PRIMARY KEY, name TEXT);");
const Migration k_second = step(2, "second", "CREATE TABLE things (kind TEXT REFERENCES kinds (code));");

std::string text(SQLite::Database& database, const char* sql) { return database.execAndGet(sql).getString(); }

/// The message and hint of the Error that `action` throws, after its exit code.
template <typename Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const base::Error& error) {
    return std::to_string(static_cast<int>(error.code())) + ": " + error.message() + " | " + error.hint();
  }
  return "no error";
}

}  // namespace

TEST_SUITE("db::migration") {
  TEST_CASE("the plan is what is available and not applied, or says why there is none") {
    const Migration a = step(1, "a");
    const Migration b = step(2, "b");
    const Migration c = step(3, "c");
    const std::string new_file = " | use the litdex that made it, or import its dumps into a new file";
    const std::string defect = " | this litdex was built from a broken source tree: build it again";
    struct Case {
      std::vector<AppliedMigration> done;
      std::vector<Migration> available;
      std::string expected;
    };
    const Case cases[] = {
        {{}, {}, ""},
        {{}, {a, b, c}, "1 2 3 "},
        {{applied(a)}, {a, b, c}, "2 3 "},
        {{applied(a), applied(b), applied(c)}, {a, b, c}, ""},
        {{applied(a)}, {a, c}, "3 "},
        {{applied(a)},
         {step(1, "a", "SELECT 1"), b},
         "migration 0001 (a) was changed after it was applied: its SHA-256 is e004ebd5b553… here and e3b0c44298fc… in "
         "the database" +
             new_file},
        {{applied(a)},
         {step(1, "z"), b},
         "migration 0001 (a) is applied, and this litdex has z under that number" + new_file},
        {{applied(a), applied(b)},
         {a, c},
         "migration 0002 (b) is applied, and this litdex does not have it" + new_file},
        {{applied(a), applied(c)},
         {a, b, c},
         "migration 0002 (b) is not applied, and the later migration 0003 (c) is" + new_file},
        {{applied(a), applied(b), applied(c)},
         {a, b},
         "migration 0003 (c) is applied, and this litdex knows migrations up to 0002: a newer litdex made the database"
         " | use the litdex that made it, or a newer one; any SQL client can read it"},
        {{}, {a, step(1, "z")}, "two migrations have the number 0001: a and z" + defect},
        {{}, {b, a}, "migration 0001 (a) stands after 0002" + defect},
    };
    for (const Case& c_ : cases) CHECK(plan(c_.done, c_.available) == c_.expected);
  }

  TEST_CASE("the compiled-in migrations are numbered upwards without repeats, and hashed as they are") {
    const auto available = db::available_migrations();
    REQUIRE(!available.empty());
    CHECK(available.front().version == 1);
    CHECK(available.front().name == "initial");
    for (std::size_t i = 0; i < available.size(); ++i) {
      CHECK(available[i].sha256 == base::sha256_hex(available[i].sql));
      if (i > 0) CHECK(available[i].version > available[i - 1].version);
    }
  }

  TEST_CASE("a new database gets every step with its row, user_version, application_id, seeds and facts") {
    SQLite::Database database = empty_database();
    CHECK(db::applied_migrations(database).empty());
    const auto available = db::available_migrations();
    CHECK(db::migrate(database) == static_cast<int>(available.size()));
    const auto rows = db::applied_migrations(database);
    REQUIRE(rows.size() == available.size());
    CHECK(rows[0].version == 1);
    CHECK(rows[0].name == "initial");
    CHECK(rows[0].sha256 == available[0].sha256);
    REQUIRE(rows[0].applied_at);
    CHECK(rows[0].applied_at->size() == std::string_view("2026-01-31T23:59:59Z").size());
    CHECK(text(database, "SELECT DISTINCT tool_version FROM schema_migrations") == base::version());
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == available.back().version);
    CHECK(database.execAndGet("PRAGMA application_id").getInt() == 0x4C544458);
    CHECK(db::read_fact(database, "schema_version") == std::to_string(available.back().version));
    CHECK(db::read_fact(database, "tokenizer") == "porter unicode61 remove_diacritics 2");
    CHECK(db::read_fact(database, "min_sqlite") == "3.27, with FTS5 for search");
    CHECK(text(database, "SELECT name FROM categories WHERE code = 'math.AG'") == "Algebraic Geometry");
    CHECK(db::changed_seeds(database, db::embedded_seeds()).empty());
  }

  TEST_CASE("migrating again does nothing") {
    SQLite::Database database = empty_database();
    db::migrate(database);
    const int changes = database.getTotalChanges();
    CHECK(db::migrate(database) == 0);
    CHECK(database.getTotalChanges() == changes);
  }

  TEST_CASE("a later step is applied to what is there, and rows stay") {
    SQLite::Database database = empty_database();
    CHECK(db::run_migrations(database, std::vector{k_first}, {}) == 1);
    database.exec("INSERT INTO kinds VALUES ('a', 'A')");
    CHECK(db::run_migrations(database, std::vector{k_first, k_second}, {}) == 1);
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == 2);
    CHECK(text(database, "SELECT value FROM about WHERE key = 'schema_version'") == "2");
    CHECK(text(database, "SELECT name FROM kinds") == "A");
  }

  TEST_CASE("a step that fails anywhere leaves the database at the step before") {
    const std::string prefix = "65: migration 0002 (second) failed: ";
    const std::string suffix = "the database is as it was before this step";
    struct Case {
      std::string sql;
      std::string reason;
      std::string hint = "";
    };
    const Case cases[] = {
        {"CREATE TABLE things (a); CREATE TABLE kinds (a);", "table kinds already exists"},
        {"INSERT INTO kinds VALUES ('b', 'B'); INSERT INTO kinds VALUES ('b', 'B');",
         "UNIQUE constraint failed: kinds.code"},
        {"DELETE FROM kinds; nonsense", "near \"nonsense\": syntax error"},
        {"CREATE TABLE things (kind TEXT REFERENCES kinds (code)); INSERT INTO things VALUES ('none');",
         "a row of things refers to a row of kinds that is not there", "litdex check lists every such row; "},
    };
    for (const Case& c : cases) {
      SQLite::Database database = empty_database();
      db::run_migrations(database, std::vector{k_first}, {});
      database.exec("INSERT INTO kinds VALUES ('a', 'A')");
      const std::string before = text(database, "SELECT group_concat(sql) FROM sqlite_master");
      const std::vector<Migration> available = {k_first, step(2, "second", c.sql)};
      CHECK(error_of([&] { db::run_migrations(database, available, {}); }) ==
            prefix + c.reason + " | " + c.hint + suffix);
      CHECK(text(database, "SELECT group_concat(sql) FROM sqlite_master") == before);
      CHECK(text(database, "SELECT group_concat(code) FROM kinds") == "a");
      CHECK(database.execAndGet("PRAGMA user_version").getInt() == 1);
      CHECK(db::applied_migrations(database).size() == 1);
      CHECK(text(database, "SELECT value FROM about WHERE key = 'schema_version'") == "1");
    }
  }

  TEST_CASE("where a table of somebody else's refers to is no concern of a step") {
    SQLite::Database database = empty_database();
    db::run_migrations(database, std::vector{k_first}, {});
    database.exec("CREATE TABLE mine (kind TEXT REFERENCES kinds (code)); INSERT INTO mine VALUES ('none')");
    CHECK(db::run_migrations(database, std::vector{k_first, k_second}, {}) == 1);
  }

  TEST_CASE("steps before the one that fails stay") {
    SQLite::Database database = empty_database();
    const std::vector<Migration> available = {k_first, k_second, step(3, "third", "nonsense")};
    CHECK_THROWS_AS(db::run_migrations(database, available, {}), base::Error);
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == 2);
    CHECK(db::applied_migrations(database).size() == 2);
  }

  TEST_CASE("a step may rebuild a table that others refer to, and foreign keys are enforced again afterwards") {
    SQLite::Database database = empty_database();
    database.exec("PRAGMA foreign_keys = ON");
    db::run_migrations(database, std::vector{k_first, k_second}, {});
    database.exec("INSERT INTO kinds VALUES ('a', 'A'); INSERT INTO things VALUES ('a')");
    const Migration third = step(3, "third",
                                 "CREATE TABLE new_kinds (code TEXT PRIMARY KEY, name TEXT, rank INTEGER);"
                                 "INSERT INTO new_kinds SELECT code, name, 0 FROM kinds; DROP TABLE kinds;"
                                 "ALTER TABLE new_kinds RENAME TO kinds;");
    CHECK(db::run_migrations(database, std::vector{k_first, k_second, third}, {}) == 1);
    CHECK(text(database, "SELECT rank FROM things JOIN kinds ON code = kind") == "0");
    CHECK(database.execAndGet("PRAGMA foreign_keys").getInt() == 1);
  }

  TEST_CASE("seeds are applied in their order with the last step, and again only when their text changes") {
    SQLite::Database database = empty_database();
    const std::vector<Migration> available = {k_first, k_second};
    const EmbeddedFile kinds{"seeds/a_kinds.sql", "INSERT INTO kinds VALUES ('a', 'A') ON CONFLICT DO NOTHING;"};
    const EmbeddedFile things{"seeds/b_things.sql", "INSERT INTO things SELECT code FROM kinds;"};
    db::run_migrations(database, available, std::vector{kinds, things});
    CHECK(text(database, "SELECT group_concat(kind) FROM things") == "a");
    CHECK(db::read_fact(database, "seed:a_kinds.sql") == base::sha256_hex(kinds.text));

    CHECK(db::run_migrations(database, available, std::vector{kinds, things}) == 0);
    CHECK(text(database, "SELECT group_concat(kind) FROM things") == "a");

    const EmbeddedFile more{"seeds/a_kinds.sql", "UPDATE kinds SET name = 'AA';"};
    const std::vector<EmbeddedFile> seeds = {more, things};
    const auto changed = db::changed_seeds(database, seeds);
    REQUIRE(changed.size() == 1);
    CHECK(changed[0]->path == "seeds/a_kinds.sql");
    CHECK(db::run_migrations(database, available, seeds) == 0);
    CHECK(text(database, "SELECT name FROM kinds") == "AA");
    CHECK(text(database, "SELECT count(*) FROM things") == "1");
    CHECK(db::read_fact(database, "seed:a_kinds.sql") == base::sha256_hex(more.text));
  }

  TEST_CASE("a seed that fails takes the last step back with it") {
    SQLite::Database database = empty_database();
    const EmbeddedFile broken{"seeds/broken.sql", "INSERT INTO nowhere VALUES (1);"};
    CHECK_THROWS_AS(db::run_migrations(database, std::vector{k_first, k_second}, std::vector{broken}), base::Error);
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == 1);
    CHECK_FALSE(database.tableExists("things"));
  }

  TEST_CASE("a database of another program, and one that contradicts itself, are refused and left alone") {
    const std::string foreign =
        "76: this is a database of another program | name the file of a litdex database; litdex writes into no other";
    struct Case {
      const char* sql;
      std::string expected;
    };
    const Case cases[] = {
        {"CREATE TABLE mine (a)", foreign},
        {"PRAGMA application_id = 7", foreign},
        {"CREATE TABLE schema_migrations (id INTEGER)", foreign},
        {"PRAGMA application_id = 1280590936; PRAGMA user_version = 4",
         "76: user_version says schema version 4, and schema_migrations ends at 0 | another program changed one of "
         "them; "
         "import the dumps into a new file"},
    };
    for (const Case& c : cases) {
      SQLite::Database database = empty_database();
      database.exec(c.sql);
      const int objects = database.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
      CHECK(error_of([&] { db::migrate(database); }) == c.expected);
      CHECK(database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == objects);
    }
  }

  TEST_CASE("a refused plan ends the run and changes nothing") {
    SQLite::Database database = empty_database();
    db::run_migrations(database, std::vector{k_first, k_second}, {});
    const int changes = database.getTotalChanges();
    CHECK(
        error_of([&] { db::run_migrations(database, std::vector{k_first}, {}); }) ==
        "76: migration 0002 (second) is applied, and this litdex knows migrations up to 0001: a newer litdex made the "
        "database | use the litdex that made it, or a newer one; any SQL client can read it");
    CHECK(database.getTotalChanges() == changes);
  }

  TEST_CASE("a database of an older litdex is not current") {
    SQLite::Database database = empty_database();
    db::run_migrations(database, std::vector{k_first}, {});
    CHECK(error_of([&] { db::require_current(database, "old.db", std::vector{k_first}); }) == "no error");
    CHECK(error_of([&] {
            db::require_current(database, "old.db", std::vector{k_first, k_second});
          }) ==
          "76: an older litdex made this database: its schema is version 1, this litdex writes version 2 | bring it up "
          "to date with: litdex migrate up --db old.db");
  }
}
