// What strangers' SQL may do: read this one database, within limits.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/interrupt.hpp"
#include "db/database.hpp"
#include "db/sandbox.hpp"
#include "support/synthetic.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

fs::path make_database(const test::TempDir& folder) {
  const fs::path path = folder.path() / "papers.db";
  SQLite::Database database = db::create_database(path);
  test::load_stream(database, test::random_stream(1, 40), 40);
  return path;
}

/// The result code of running all of `sql`, 0 when it went through.
int run(SQLite::Database& database, const std::string& sql) {
  try {
    database.exec(sql);
    return SQLITE_OK;
  } catch (const SQLite::Exception& error) {
    return error.getErrorCode();
  }
}

/// Statements that a plain read-only connection runs, though they write files or change what it may do.
const std::vector<std::string> k_slipping_through = {
    "VACUUM INTO 'copy.db'",
    "ATTACH ':memory:' AS other",
    "CREATE TEMP TABLE t AS SELECT * FROM papers",
    "CREATE TEMP VIEW v AS SELECT 1",
    "CREATE TEMP TRIGGER r AFTER INSERT ON papers BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, papers_fts, row)",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA writable_schema = ON",
    "PRAGMA trusted_schema = ON",
    "PRAGMA query_only = OFF",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA cache_size = 1000000",
    "PRAGMA mmap_size = 1000000",
    "PRAGMA hard_heap_limit = 1000000000",
    "PRAGMA case_sensitive_like = ON",
};

/// What reading needs.
const std::vector<std::string> k_allowed = {
    "SELECT count(*) FROM papers",
    "SELECT p.arxiv_id, bm25(papers_fts), snippet(papers_fts, -1, '[', ']', '', 8) FROM papers_fts"
    " JOIN papers AS p ON p.paper_id = papers_fts.rowid WHERE papers_fts MATCH 'abstract' ORDER BY rank",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT sum(i) FROM n",
    "SELECT * FROM record_values",
    "SELECT name FROM pragma_table_info('papers')",
    "PRAGMA table_info(papers)",
    "PRAGMA integrity_check",
    "PRAGMA user_version",
    "BEGIN; SELECT 1; COMMIT",
    "EXPLAIN QUERY PLAN SELECT * FROM papers",
    "SELECT json_group_array(arxiv_id) FROM papers",
};

}  // namespace

TEST_SUITE("db::sandbox") {
  TEST_CASE("statements that slip through a read-only connection are refused in the sandbox") {
    const test::TempDir folder;
    const fs::path path = make_database(folder);
    const fs::path before = fs::current_path();
    for (const std::string& sql : k_slipping_through) {
      CAPTURE(sql);
      const test::TempDir plain_folder;
      fs::current_path(plain_folder.path());
      {
        // The control: without the guard it goes through.
        SQLite::Database plain(path.string(), SQLite::OPEN_READONLY);
        CHECK(run(plain, sql) == SQLITE_OK);
      }
      const test::TempDir guarded_folder;
      fs::current_path(guarded_folder.path());
      SQLite::Database database = db::open_database(path, db::Access::read);
      const db::Sandbox sandbox(database, {});
      CHECK(run(database, sql) == SQLITE_AUTH);
      CHECK(fs::is_empty(guarded_folder.path()));
      fs::current_path(before);
    }
  }

  TEST_CASE("what writes to the database is refused, and the file stays as it was") {
    const test::TempDir folder;
    const fs::path path = make_database(folder);
    const std::string bytes = read_file(path);
    SQLite::Database database = db::open_database(path, db::Access::read);
    const db::Sandbox sandbox(database, {});
    for (const std::string sql :
         {"DELETE FROM papers", "UPDATE papers SET title = 'x'", "INSERT INTO about VALUES ('a', 'b')",
          "DROP TABLE papers", "CREATE TABLE t (x)", "REINDEX", "ANALYZE", "VACUUM", "PRAGMA journal_mode = WAL",
          "INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')", "SELECT load_extension('x')",
          "SELECT fts3_tokenizer('simple')"}) {
      CAPTURE(sql);
      CHECK(run(database, sql) != SQLITE_OK);
    }
    CHECK(read_file(path) == bytes);
  }

  TEST_CASE("everything that reading needs is allowed") {
    const test::TempDir folder;
    SQLite::Database database = db::open_database(make_database(folder), db::Access::read);
    const db::Sandbox sandbox(database, {});
    for (const std::string& sql : k_allowed) {
      CAPTURE(sql);
      CHECK(run(database, sql) == SQLITE_OK);
    }
  }

  TEST_CASE("a statement without end is ended when its time is over") {
    const test::TempDir folder;
    SQLite::Database database = db::open_database(make_database(folder), db::Access::read);
    db::SandboxLimits limits;
    limits.time = std::chrono::milliseconds(50);
    const db::Sandbox sandbox(database, limits);
    CHECK(run(database, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n") ==
          SQLITE_INTERRUPT);
    CHECK(sandbox.is_out_of_time());
  }

  TEST_CASE("a statement is ended by a signal") {
    const test::TempDir folder;
    SQLite::Database database = db::open_database(make_database(folder), db::Access::read);
    const db::Sandbox sandbox(database, {});
    base::note_signal(SIGINT);
    const int result =
        run(database, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n");
    base::note_signal(0);
    CHECK(result == SQLITE_INTERRUPT);
    CHECK_FALSE(sandbox.is_out_of_time());
  }

  TEST_CASE("a value or a sort larger than the limits ends the statement, not the program") {
    const test::TempDir folder;
    SQLite::Database database = db::open_database(make_database(folder), db::Access::read);
    db::SandboxLimits limits;
    limits.memory_bytes = 32LL << 20U;
    limits.value_bytes = 8 << 20;
    const db::Sandbox sandbox(database, limits);
    CHECK(run(database, "SELECT length(zeroblob(1000000000))") == SQLITE_TOOBIG);
    CHECK(run(database,
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
              " SELECT length(group_concat(zeroblob(1000000))) FROM n") == SQLITE_TOOBIG);
    // Each of them would spill into a temporary file that nothing limits.
    CHECK(run(database,
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
              " SELECT count(DISTINCT randomblob(1000)) FROM n") == SQLITE_NOMEM);
    CHECK(run(database,
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
              " SELECT sum(length(b)) FROM (SELECT randomblob(1000) AS b FROM n ORDER BY b LIMIT -1 OFFSET 1)") ==
          SQLITE_NOMEM);
    CHECK(run(database, "SELECT count(*) FROM papers") == SQLITE_OK);
  }
}
