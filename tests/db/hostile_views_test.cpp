// Views that somebody put in the place of our tables: they are not run, so that they need not end.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "check/check.hpp"
#include "db/database.hpp"
#include "search/search.hpp"
#include "support/sample_database.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace litdex;
using db::Access;
namespace fs = std::filesystem;

/// The sample, with a view without an end in the place of `table`.
void make_endless(const fs::path& path, const std::string& table, const std::string& columns) {
  {
    SQLite::Database database = db::create_database(path);
    test::add_sample(database);
  }
  SQLite::Database database(path.native(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA writable_schema = ON");
  database.exec("DELETE FROM sqlite_master WHERE type = 'index' AND tbl_name = '" + table + "'");
  database.exec("UPDATE sqlite_master SET type = 'view', rootpage = 0, sql = 'CREATE VIEW " + table +
                " AS WITH RECURSIVE c (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c) SELECT " + columns +
                " FROM c' WHERE name = '" + table + "'");
}

/// The message of the Error that `action` throws, without the directory.
template <typename Action>
std::string message_of(const fs::path& directory, Action&& action) {
  try {
    action();
  } catch (const base::Error& error) {
    const std::string prefix = directory.native() + "/";
    return error.message().starts_with(prefix) ? error.message().substr(prefix.size()) : error.message();
  }
  return "no error";
}

std::string shown(const std::vector<check::Finding>& findings) {
  std::string text;
  for (const check::Finding& finding : findings) text += finding.check + " " + finding.object + "\n";
  return text;
}

struct Case {
  const char* table;
  const char* columns;  ///< of the view, out of x
  bool is_searched;     ///< a search goes without the table
  const char* refusal;  ///< of writing, and of upgrading
  const char* findings;
};

constexpr Case k_cases[] = {
    {"papers", "x AS paper_id, x AS arxiv_id, x AS year, x AS title, x AS abstract", false,
     "a.db: table papers is not as litdex made it; index papers_by_arxiv_id is missing; index papers_by_date is "
     "missing",
     "schema papers\nschema papers_by_arxiv_id\nschema papers_by_date\nforeign_keys file\ninvariants file\nindex "
     "file\n"},
    {"schema_migrations", "x AS version, x AS name, x AS sha256, x AS applied_at", true,
     "a.db: user_version says schema version 1, and schema_migrations ends at 0",
     "schema schema_migrations\nschema schema_migrations\ninvariants file\n"},
    {"papers_fts_docsize", "x AS id, x AS sz", false, "a.db: table papers_fts_docsize is not as litdex made it",
     "schema papers_fts_docsize\ninvariants file\nindex file\n"},
};

}  // namespace

TEST_SUITE("db::views") {
  TEST_CASE("a view without an end in the place of a table keeps nobody waiting: its SQL is not run") {
    for (const Case& c : k_cases) {
      CAPTURE(std::string(c.table));
      const test::TempDir directory;
      const fs::path path = directory.path() / "a.db";
      make_endless(path, c.table, c.columns);
      {
        SQLite::Database database = db::open_database(path, Access::read);
        const auto search = [&] { search::search(database, {"reading", std::nullopt}, 10); };
        if (c.is_searched) {
          CHECK_NOTHROW(search());
        } else {
          CHECK_THROWS_AS(search(), SQLite::Exception);
        }
      }
      CHECK(message_of(directory.path(), [&] { db::open_database(path, Access::write); }) == c.refusal);
      CHECK(message_of(directory.path(), [&] { db::open_for_migration(path); }) == c.refusal);
      CHECK(shown(check::check_database(path)) == c.findings);
    }
  }

  TEST_CASE("an account of migrations that this litdex cannot go on from is a finding") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    {
      SQLite::Database database = db::create_database(path);
      test::add_sample(database);
      database.exec("UPDATE schema_migrations SET name = 'begun'");
    }
    CHECK(shown(check::check_database(path)) == "schema schema_migrations\n");
    CHECK(message_of(directory.path(), [&] { db::open_database(path, Access::write); }) ==
          "a.db: migration 0001 (begun) is applied, and this litdex has initial under that number");
  }
}
