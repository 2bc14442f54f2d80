// The schema: schema/schema.sql is what the migrations build, and drift is noticed and named.
// SPDX-License-Identifier: MIT
#include "db/schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/embedded.hpp"
#include "db/migration.hpp"
#include "db/sql_text.hpp"
#include "record/field.hpp"
#include "support/file_bytes.hpp"

namespace {

using namespace litdex;

SQLite::Database built_from(std::string_view sql) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  database.exec(std::string(sql));
  return database;
}

SQLite::Database migrated() {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  db::migrate(database);
  return database;
}

std::string lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& line : texts) all += line + "\n";
  return all;
}

std::string drift_of(SQLite::Database& database) {
  std::string all;
  for (const db::SchemaDrift& drift : db::schema_drift(database)) all += drift.message() + "\n";
  return all;
}

/// schema.sql with the one place where `from` stands replaced.
std::string schema_with(std::string_view from, std::string_view to) {
  std::string sql(base::embedded_text("schema/schema.sql"));
  const std::size_t place = sql.find(from);
  REQUIRE(place != std::string::npos);
  REQUIRE(sql.find(from, place + 1) == std::string::npos);
  return sql.replace(place, from.size(), to);
}

}  // namespace

TEST_SUITE("db::schema") {
  TEST_CASE("schema.sql is what the migrations build") {
    SQLite::Database from_migrations = migrated();
    SQLite::Database from_schema = built_from(base::embedded_text("schema/schema.sql"));
    CHECK(lines(db::canonical_schema(from_schema)) == lines(db::canonical_schema(from_migrations)));
    const char* config = "SELECT group_concat(k || '=' || v) FROM papers_fts_config";
    CHECK(from_schema.execAndGet(config).getString() == from_migrations.execAndGet(config).getString());
  }

  TEST_CASE("the comparison notices every kind of difference, and names the object") {
    struct Case {
      const char* from;
      const char* to;
      const char* expected;
    };
    const Case cases[] = {
        {"CHECK (paper_id >= 1)", "CHECK (paper_id >= 0)", "table papers is not as litdex made it\n"},
        {"CHECK (withdrawn = 1)", "CHECK (withdrawn = 1 OR 1)", "table papers is not as litdex made it\n"},
        {"remove_diacritics 2", "remove_diacritics 1", "table papers_fts is not as litdex made it\n"},
        {"content=\"papers\"", "content='papers'", "table papers_fts is not as litdex made it\n"},
        {"CREATE INDEX papers_by_date ON papers (year, month);", "", "index papers_by_date is missing\n"},
        {"CREATE INDEX papers_by_date ON papers (year, month);",
         "CREATE INDEX papers_by_date ON papers (year DESC, month);",
         "index papers_by_date is not as litdex made it\n"},
        {"new_count INTEGER NOT NULL DEFAULT 0", "new_count INTEGER NOT NULL DEFAULT 1",
         "table imports is not as litdex made it\n"},
        {"CREATE VIEW papers_per_year", "CREATE VIEW papers_a_year", "view papers_per_year is missing\n"},
        {"  GROUP BY year;", "  GROUP BY year, month;", "view papers_per_year is not as litdex made it\n"},
        {"DEFERRABLE INITIALLY DEFERRED", "", "table categories is not as litdex made it\n"},
    };
    for (const Case& c : cases) {
      const std::string change = c.to;
      CAPTURE(change);
      SQLite::Database database = built_from(schema_with(c.from, c.to) + "PRAGMA user_version = 1;");
      CHECK(drift_of(database) == c.expected);
    }
  }

  TEST_CASE("what other programs do to a database is told apart") {
    struct Case {
      const char* sql;
      const char* expected;
    };
    const Case cases[] = {
        {"SELECT 1", ""},
        {"ANALYZE", ""},
        {"CREATE TABLE my_notes (paper_id INTEGER REFERENCES papers, note TEXT)", ""},
        {"CREATE VIEW my_view AS SELECT * FROM papers", ""},
        {"CREATE INDEX my_index ON papers (venue)", ""},
        {"CREATE VIRTUAL TABLE my_fts USING fts5 (text)", ""},
        {"CREATE TABLE my_notes (a); CREATE TRIGGER t AFTER INSERT ON my_notes BEGIN SELECT 1; END", ""},
        {"CREATE UNIQUE INDEX my_index ON papers (venue)", "index my_index on table papers is not of litdex\n"},
        {"CREATE INDEX my_index ON papers (venue COLLATE nocase, year DESC)", ""},
        {"CREATE TABLE my_notes (a); CREATE UNIQUE INDEX my_index ON my_notes (upper(a)) WHERE a > 1", ""},
        {"CREATE INDEX my_index ON papers (upper(venue))", "index my_index on table papers is not of litdex\n"},
        {"CREATE INDEX my_index ON papers (title || venue)", "index my_index on table papers is not of litdex\n"},
        {"CREATE INDEX my_index ON papers (venue) WHERE json_extract(title, '$.a') IS NULL",
         "index my_index on table papers is not of litdex\n"},
        {"CREATE TRIGGER gone AFTER INSERT ON papers BEGIN DELETE FROM papers; END",
         "trigger gone on table papers is not of litdex\n"},
        {"ALTER TABLE papers ADD COLUMN my_note TEXT", "table papers is not as litdex made it\n"},
        {"DROP INDEX records_by_paper", "index records_by_paper is missing\n"},
        {"DROP VIEW rejected", "view rejected is missing\n"},
        {"DROP TABLE links; CREATE VIEW links AS SELECT 1 AS paper_id, 'x' AS url",
         "table links is not as litdex made it\n"},
        {"DROP TABLE papers_fts; CREATE TABLE papers_fts (title, authors, abstract, comments, journal_ref)",
         "table papers_fts is not as litdex made it\n"},
        {"DROP TABLE corrections; DROP VIEW papers_per_year",
         "table corrections is missing\nview papers_per_year is missing\n"},
    };
    for (const Case& c : cases) {
      const std::string sql = c.sql;
      CAPTURE(sql);
      SQLite::Database database = migrated();
      database.exec(sql);
      CHECK(drift_of(database) == c.expected);
    }
  }

  TEST_CASE("layout and comments play no part in canonical SQL, everything else does") {
    struct Case {
      const char* sql;
      const char* expected;
    };
    const Case cases[] = {
        {"", ""},
        {"CREATE TABLE t (\n  -- what it is\n  a INTEGER, -- one\n\tb TEXT\n)",
         "CREATE TABLE t ( a INTEGER , b TEXT )"},
        {"CREATE TABLE t(a INTEGER,b TEXT)", "CREATE TABLE t ( a INTEGER , b TEXT )"},
        {"a /* one -- two\n */ b", "a b"},
        {"a -- the end", "a"},
        {"a /* no end", "a"},
        {"a - -1 --b", "a - - 1"},
        {"'it''s -- no  comment' \"a  b\" [c  d] `e  f`", "'it' 's -- no  comment' \"a  b\" [c  d] `e  f`"},
        {"p.title<>''", "p.title < > ''"},
        {"bm25(10.0,é)", "bm25 ( 10.0 , é )"},
        {"'open", "'open"},
    };
    for (const Case& c : cases) CHECK(db::canonical_sql(c.sql) == c.expected);
  }

  TEST_CASE("the table fields says what the program knows of fields") {
    SQLite::Database database = migrated();
    SQLite::Statement query(database, "SELECT field_id, name, meaning FROM fields ORDER BY field_id");
    for (const record::FieldInfo& info : record::k_fields) {
      REQUIRE(query.executeStep());
      CHECK(query.getColumn(0).getInt() == static_cast<int>(record::index_of(info.field)));
      CHECK(query.getColumn(1).getString() == info.name);
      CHECK(query.getColumn(2).getString() == info.meaning);
    }
    CHECK_FALSE(query.executeStep());
  }

  TEST_CASE("the embedded files are those of the source tree, byte for byte and ordered by path") {
    std::string last;
    for (const base::EmbeddedFile& file : base::embedded_files()) {
      CHECK(last < file.path);
      last = file.path;
      CHECK(file.text == test::read_bytes(std::string(LITDEX_SOURCE_DIR) + "/" + last));
    }
  }
}
