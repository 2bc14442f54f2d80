// Tables written as pages: SQLite finds in them what it would have written itself.
// SPDX-License-Identifier: MIT
#include "db/appended_tables.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "db/page_file.hpp"
#include "db/row_writer.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;

namespace {

constexpr std::array<std::string_view, 4> k_paper_columns = {"paper_id", "year", "share", "title"};
constexpr std::array<std::string_view, 3> k_tables = {"papers", "authors", "links"};
constexpr std::array<std::string_view, 2> k_author_columns = {"name", "given"};
constexpr std::array<std::string_view, 3> k_link_columns = {"paper_id", "url", "note"};

/// The tables that are appended to, with columns of every type; small pages make deep trees of few rows.
constexpr auto k_sql_schema =
    "CREATE TABLE papers (paper_id INTEGER PRIMARY KEY, title TEXT, year INTEGER, share REAL);"
    "CREATE TABLE authors (author_id INTEGER PRIMARY KEY, name TEXT, given BLOB);"
    "CREATE TABLE links (paper_id INTEGER NOT NULL, url TEXT NOT NULL, note TEXT, PRIMARY KEY (paper_id, url),"
    " CHECK (url <> '')) WITHOUT ROWID;"
    "CREATE TABLE other (n INTEGER);"
    "CREATE INDEX papers_by_share ON papers (share DESC, paper_id);"
    "CREATE INDEX papers_by_year ON papers (year, title);"
    "CREATE INDEX authors_by_given ON authors (given);"
    "CREATE UNIQUE INDEX authors_by_name ON authors (name, author_id DESC);"
    "CREATE INDEX links_by_note ON links (note);"
    "CREATE INDEX links_by_url ON links (url, note DESC);"
    "CREATE INDEX links_by_all ON links (note DESC, url DESC, paper_id DESC)";

/// A new database as an import has it.
struct NewDatabase {
  SQLite::Database database;
  db::AppendedTables tables;
  db::RowWriter papers, authors, links;

  NewDatabase(const std::filesystem::path& path, int page_bytes, bool appends = true)
      : database(make(path, page_bytes)),
        tables(database, k_tables),
        papers(database, appends ? &tables : nullptr, "papers", k_paper_columns),
        authors(database, appends ? &tables : nullptr, "authors", k_author_columns),
        links(database, appends ? &tables : nullptr, "links", k_link_columns) {}

  static SQLite::Database make(const std::filesystem::path& path, int page_bytes) {
    SQLite::Database database(path.native(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(fmt::format("PRAGMA page_size = {}; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;{}",
                              page_bytes, k_sql_schema));
    return database;
  }

  std::string all(const std::string& sql) {
    SQLite::Statement statement(database, sql);
    std::string rows;
    while (statement.executeStep()) {
      for (int i = 0; i < statement.getColumnCount(); ++i) rows += statement.getColumn(i).getString() + "|";
      rows += "\n";
    }
    return rows;
  }

  /// Every row, its values as SQLite sees them.
  std::string content() {
    return all("SELECT paper_id, quote(title), quote(year), typeof(year), quote(share), typeof(share) FROM papers") +
           all("SELECT author_id, quote(name), quote(given) FROM authors") +
           all("SELECT paper_id, quote(url), quote(note) FROM links") + all("SELECT n FROM other");
  }

  std::string soundness() { return all("PRAGMA integrity_check"); }
};

std::int64_t random_integer(std::mt19937_64& random) {
  return static_cast<std::int64_t>(random()) >> (random() % std::numeric_limits<std::int64_t>::digits);
}

std::optional<std::int64_t> random_year(std::mt19937_64& random) {
  if (random() % 4 == 0) return std::nullopt;
  return random_integer(random);
}

/// Mostly short; sometimes as long as to need a page of its own, or several.
std::string random_text(std::mt19937_64& random, std::size_t page_bytes) {
  const std::size_t limit = random() % 8 == 0 ? 3 * page_bytes : random() % 2 == 0 ? page_bytes / 3 : 20;
  std::string text(random() % (limit + 1), 'a');
  for (char& letter : text) letter = static_cast<char>('a' + random() % 26);
  return text;
}

void write_random_rows(NewDatabase& out, std::uint64_t seed, std::int64_t first, std::int64_t end,
                       std::size_t page_bytes) {
  std::mt19937_64 random(seed);
  for (std::int64_t i = first; i < end; ++i) {
    const std::string title = random_text(random, page_bytes);
    const std::optional<std::int64_t> year = random_year(random);
    const double share = random() % 3 == 0 ? static_cast<double>(random() % 3) : static_cast<double>(random() % 99) / 7;
    out.papers.write(i * 3, year, share, std::string_view(title));
    const std::string bytes = random_text(random, page_bytes);
    out.authors.write(random_text(random, 30), std::optional(db::Blob{bytes}));
    for (char letter = 'a'; letter < 'a' + static_cast<char>(random() % 4); ++letter) {
      const std::string note = random_text(random, page_bytes);
      const std::string url = letter + random_text(random, page_bytes / 4);
      out.links.write(i, url, random() % 2 == 0 ? nullptr : &note);
    }
  }
}

}  // namespace

TEST_SUITE("db::appended_tables") {
  TEST_CASE("tables of appended rows are sound and hold what inserted rows would, for pages and rows of any size") {
    for (const int page_bytes : {512, 1024, 8192, 65536}) {
      for (const int rows : {0, 1, 5, 40, 700}) {
        const test::TempDir folder;
        NewDatabase appended(folder.path() / "appended.db", page_bytes);
        NewDatabase inserted(folder.path() / "inserted.db", page_bytes, false);
        const auto seed = static_cast<std::uint64_t>(page_bytes + rows);
        appended.tables.begin();
        write_random_rows(appended, seed, 1, rows + 1, static_cast<std::size_t>(page_bytes));
        appended.tables.end();
        appended.tables.settle();
        appended.database.exec("COMMIT");
        write_random_rows(inserted, seed, 1, rows + 1, static_cast<std::size_t>(page_bytes));
        CAPTURE(page_bytes);
        CAPTURE(rows);
        REQUIRE(appended.soundness() == "ok|\n");
        REQUIRE(appended.content() == inserted.content());
      }
    }
  }

  TEST_CASE("SQL writes other tables between rows that are appended, and all tables once they are settled") {
    for (const bool settles_while_appending : {false, true}) {
      const test::TempDir folder;
      NewDatabase appended(folder.path() / "appended.db", 512);
      NewDatabase inserted(folder.path() / "inserted.db", 512, false);
      inserted.tables.settle();
      for (NewDatabase* database : {&appended, &inserted}) {
        for (int batch = 0; batch < 6; ++batch) {
          database->database.exec("BEGIN IMMEDIATE");
          database->database.exec(
              fmt::format("INSERT INTO other WITH RECURSIVE c(n) AS (SELECT {0} UNION ALL SELECT "
                          "n + 1 FROM c WHERE n < {0} + 500) SELECT n FROM c",
                          batch * 1000));
          database->tables.begin();
          write_random_rows(*database, static_cast<std::uint64_t>(batch), batch * 50 + 1, batch * 50 + 26, 512);
          if (batch == 3 && settles_while_appending) database->tables.settle();
          write_random_rows(*database, static_cast<std::uint64_t>(batch) + 99, batch * 50 + 26, batch * 50 + 51, 512);
          database->tables.end();
          database->database.exec("INSERT INTO other VALUES (-1)");
          if (batch == 3 && !settles_while_appending) database->tables.settle();
          if (batch > 3) database->database.exec("DELETE FROM papers WHERE paper_id % 7 = 0");
          database->database.exec("COMMIT");
        }
        CHECK(database->soundness() == "ok|\n");
      }
      CHECK(appended.content() == inserted.content());
      CHECK(appended.all("PRAGMA freelist_count") == inserted.all("PRAGMA freelist_count"));
    }
  }

  TEST_CASE("rows without a number get the next one, which is returned") {
    const test::TempDir folder;
    NewDatabase made(folder.path() / "a.db", 8192);
    made.tables.begin();
    CHECK(made.authors.write(std::string("Ann"), nullptr) == 1);
    CHECK(made.authors.write(std::string("Bea"), nullptr) == 2);
    CHECK(made.papers.write(17, 2020, 0.5, nullptr) == 17);
    made.tables.settle();
    CHECK(made.authors.write(std::string("Cleo"), nullptr) == 3);
    CHECK(made.papers.write(nullptr, 2020, 0.5, nullptr) == 18);
    CHECK(made.all("SELECT author_id, name FROM authors") == "1|Ann|\n2|Bea|\n3|Cleo|\n");
  }

  TEST_CASE("a text in a column of integers is stored as SQLite stores it") {
    const test::TempDir folder;
    NewDatabase made(folder.path() / "a.db", 8192);
    made.tables.begin();
    made.papers.write(1, db::TerminatedText{"12"}, 1.0, nullptr);
    made.papers.write(2, db::TerminatedText{"12 or so"}, 0.25, nullptr);
    made.tables.settle();
    CHECK(made.all("SELECT year, typeof(year), share, typeof(share) FROM papers") ==
          "12|integer|1.0|real|\n12 or so|text|0.25|real|\n");
  }

  TEST_CASE("who reads a table by SQL before it is settled is told that the file is malformed") {
    for (const bool is_settled : {true, false}) {
      const test::TempDir folder;
      NewDatabase made(folder.path() / "a.db", 8192);
      CHECK(made.all("SELECT count(*) FROM papers") == "0|\n");
      made.tables.begin();
      made.papers.write(1, 2020, 0.5, nullptr);
      made.tables.end();
      if (is_settled) {
        made.tables.settle();
        CHECK(made.all("SELECT count(*) FROM papers") == "1|\n");
      } else {
        CHECK_THROWS_WITH_AS(made.all("SELECT count(*) FROM papers"), "database disk image is malformed",
                             SQLite::Exception);
      }
    }
  }

  TEST_CASE("rows that do not come in the order of their keys are refused") {
    const test::TempDir folder;
    NewDatabase made(folder.path() / "a.db", 8192);
    made.tables.begin();
    made.papers.write(2, 2020, 0.5, nullptr);
    CHECK_THROWS_WITH_AS(made.papers.write(2, 2020, 0.5, nullptr),
                         "rows of papers do not come in the order of their keys", std::logic_error);
    made.links.write(1, std::string("b"), nullptr);
    CHECK_THROWS_WITH_AS(made.links.write(1, std::string("a"), nullptr),
                         "rows of links do not come in the order of their keys", std::logic_error);
    made.links.write(2, std::string("a"), nullptr);
  }

  TEST_CASE("a row without what must not be NULL or empty is refused") {
    const test::TempDir folder;
    NewDatabase made(folder.path() / "a.db", 8192);
    made.tables.begin();
    CHECK_THROWS_WITH_AS(made.links.write(1, nullptr, std::string()), "links.url is NULL", std::logic_error);
    CHECK_THROWS_WITH_AS(made.links.write(1, std::string(), nullptr), "links.url is empty", std::logic_error);
    made.links.write(1, std::string("u"), std::string());
    made.tables.settle();
    CHECK(made.all("SELECT paper_id, url, quote(note) FROM links") == "1|u|''|\n");
  }

  TEST_CASE("two rows alike in a unique index are refused, but where a part of them is NULL") {
    for (const bool is_null : {true, false}) {
      const test::TempDir folder;
      NewDatabase made(folder.path() / "a.db", 8192);
      made.database.exec("CREATE UNIQUE INDEX papers_by_both ON papers (title, year)");
      db::AppendedTables tables(made.database, k_tables);
      db::RowWriter papers(made.database, &tables, "papers", k_paper_columns);
      tables.begin();
      papers.write(1, 2020, 0.5, std::string_view("a"));
      papers.write(2, 2021, 0.5, std::string_view("a"));
      papers.write(3, 2020, 0.5, is_null ? std::nullopt : std::optional(std::string_view("a")));
      papers.write(4, 2020, 0.5, is_null ? std::nullopt : std::optional(std::string_view("b")));
      if (is_null) {
        tables.settle();
        CHECK(made.soundness() == "ok|\n");
      } else {
        CHECK_THROWS_WITH_AS(tables.settle(), "two rows have the same entry in papers_by_both", std::logic_error);
      }
    }
  }

  TEST_CASE("an index of some rows, of expressions or of another order is not gathered, and must not stand") {
    for (const char* sql : {"CREATE INDEX other_index ON papers (title) WHERE year > 2000",
                            "CREATE INDEX other_index ON papers (year + 1)",
                            "CREATE INDEX other_index ON papers (year, title COLLATE NOCASE)"}) {
      const test::TempDir folder;
      NewDatabase made(folder.path() / "a.db", 8192);
      made.database.exec(sql);
      db::AppendedTables tables(made.database, k_tables);
      CHECK(std::ranges::count(tables.indexes(), "other_index") == 0);
      CHECK(std::ranges::count(tables.indexes(), "papers_by_year") == 1);
      CHECK_THROWS_WITH_AS(tables.begin(), "other_index stands while rows of papers are appended", std::logic_error);
      made.database.exec("DROP INDEX other_index");
      tables.begin();
    }
  }

  TEST_CASE("indexes that were given up are empty and can be built by SQL") {
    const test::TempDir folder;
    NewDatabase made(folder.path() / "a.db", 512);
    made.tables.begin();
    write_random_rows(made, 7, 1, 200, 512);
    made.tables.settle(db::Indexes::given_up);
    CHECK(made.soundness() != "ok|\n");
    for (const std::string& index : made.tables.indexes()) made.database.exec("REINDEX " + index);
    CHECK(made.soundness() == "ok|\n");
  }

  TEST_CASE("what SQL writes while rows are appended is noticed before it does harm") {
    const test::TempDir folder;
    NewDatabase made(folder.path() / "a.db", 8192);
    made.tables.begin();
    for (int i = 1; i < 5000; ++i) made.papers.write(i, 2020, 0.5, nullptr);
    made.database.exec("INSERT INTO other VALUES (1)");
    CHECK_THROWS_WITH_AS(made.tables.end(), "a transaction while pages are added", std::logic_error);
  }

  TEST_CASE("tables cannot be settled while a statement reads") {
    const test::TempDir folder;
    NewDatabase made(folder.path() / "a.db", 8192);
    made.tables.begin();
    made.tables.end();
    made.database.exec("INSERT INTO other VALUES (1)");
    SQLite::Statement reader(made.database, "SELECT n FROM other");
    REQUIRE(reader.executeStep());
    CHECK_THROWS_WITH_AS(made.tables.settle(), "pages are added within a transaction", std::logic_error);
  }

  TEST_CASE("the page with the byte that systems lock is left out") {
    constexpr std::size_t k_page_bytes = 8192;
    constexpr btree::PageNumber k_lock_page = (1U << 30U) / k_page_bytes + 1;
    const test::TempDir folder;
    const std::filesystem::path path = folder.path() / "large.db";
    NewDatabase::make(path, k_page_bytes);
    {
      // As if pages up to the one before it were there; none of them takes room on the disk.
      std::array<char, btree::k_number_bytes> count{};
      btree::put_number(count.data(), k_lock_page - 2);
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(28);
      file.write(count.data(), count.size());
    }
    std::filesystem::resize_file(path, (std::uintmax_t{k_lock_page} - 2) * k_page_bytes);
    SQLite::Database database(path.native(), SQLite::OPEN_READWRITE);
    db::PageFile file(database);
    file.begin();
    const std::string page(k_page_bytes, 'x');
    CHECK(file.append(page) == k_lock_page - 1);
    CHECK(file.append(page) == k_lock_page + 1);
    CHECK(file.append(page) == k_lock_page + 2);
    file.end();
    CHECK(std::filesystem::file_size(path) == (std::uintmax_t{k_lock_page} + 2) * k_page_bytes);
    CHECK(database.execAndGet("PRAGMA page_count").getInt64() == k_lock_page + 2);
  }
}
