// The index that this program writes: FTS5 takes it for its own, and it says what FTS5's would say.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "db/database.hpp"
#include "index/early_rows.hpp"
#include "index/index.hpp"
#include "index/write_index.hpp"
#include "support/indexed_texts.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;

namespace {

constexpr index::WriteLimits k_one_thread{1, std::size_t{64} << 20U};
constexpr index::WriteLimits k_three_threads{3, std::size_t{64} << 20U};
/// So little that every few rows are spilled.
constexpr index::WriteLimits k_little_memory{2, std::size_t{256} << 10U};

constexpr auto k_porter = "tokenize = 'porter unicode61 remove_diacritics 2'";

std::uint32_t below(std::mt19937& random, std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); }

/// Words as in texts: few of them often, many of them rarely.
std::string random_words(std::mt19937& random, std::size_t count) {
  static constexpr std::string_view k_separators = " \t\n.,-()$";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t bits = below(random, 16);
    text += fmt::format("{}{:x}ing", below(random, 3) == 0 ? "Relat" : "x", below(random, 1U << bits));
    text += k_separators[below(random, k_separators.size())];
  }
  return text;
}

/// Characters of every plane, words between them, bytes that are no UTF-8, and NUL.
std::string random_text(std::mt19937& random) {
  std::string text;
  for (std::uint32_t i = below(random, 60); i > 0; --i) {
    switch (below(random, 6)) {
      case 0: base::append_utf8(text, below(random, 0x110000)); break;
      case 1: base::append_utf8(text, 0x80 + below(random, 0x600)); break;
      case 2: base::append_utf8(text, 0x300 + below(random, 0x70)); break;
      case 3: text += static_cast<char>(below(random, 256)); break;
      case 4: text += random_words(random, 1); break;
      default: text += static_cast<char>('A' + below(random, 60)); break;
    }
  }
  return text;
}

void fill_randomly(test::IndexedTexts& texts, int rows, std::uint32_t seed) {
  std::mt19937 random(seed);
  for (int row = 1; row <= rows; ++row) texts.add(row, random_text(random), random_text(random));
}

void fill_with_words(test::IndexedTexts& texts, int rows, std::uint32_t seed) {
  std::mt19937 random(seed);
  for (int row = 1; row <= rows; ++row) texts.add(row, random_words(random, 5), random_words(random, 40));
}

/// Gives the first `rows` rows of the table, as they would be given while they are written.
void give_rows(index::EarlyRows& early, test::IndexedTexts& texts, int rows) {
  SQLite::Statement query(texts.database(), "SELECT id, a, '', c FROM texts ORDER BY id LIMIT ?");
  query.bind(1, rows);
  while (query.executeStep()) {
    early.begin_row(query.getColumn(0).getInt64());
    for (int column = 1; column <= 3; ++column) early.add_field(query.getColumn(column).getString());
  }
}

struct RowCounts {
  int all;
  int given;  ///< to EarlyRows
};

/// Fills the table and makes both indexes, ours with the first rows given before.
void write_with_early_rows(test::IndexedTexts& texts, RowCounts rows, const index::WriteLimits& limits) {
  const auto early = index::EarlyRows::begin(texts.database(), "own", limits);
  REQUIRE(early);
  fill_with_words(texts, rows.all, 3);
  give_rows(*early, texts, rows.given);
  REQUIRE_FALSE(texts.build(k_three_threads));  // and FTS5's
  const auto written = index::write_index(texts.database(), "own", k_one_thread, early->finish());
  CHECK(std::holds_alternative<index::SampleTerms>(written));
}

/// Takes a row out of both indexes, changes it, or adds one, as FTS5 lets one do it.
void change_randomly(test::IndexedTexts& texts, std::mt19937& random) {
  const auto id = static_cast<std::int64_t>(1 + below(random, 500));
  texts.remove(id);
  if (below(random, 3) == 0) return;
  texts.add(id, random_words(random, 8), random_text(random));
  texts.index(id);
}

}  // namespace

TEST_SUITE("index::write_index") {
  TEST_CASE("an index that was laid out early and is not wanted leaves the table to be indexed as if it were none") {
    test::IndexedTexts texts(k_porter);
    {
      const auto early = index::EarlyRows::begin(texts.database(), "own", k_one_thread);
      REQUIRE(early);
      fill_with_words(texts, 300, 3);
      give_rows(*early, texts, 300);
      CHECK(early->finish().segment->next());  // the rest is not taken
    }
    REQUIRE_FALSE(texts.build(k_one_thread));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("an index of nothing is FTS5's index of nothing") {
    test::IndexedTexts texts(k_porter);
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("rows without a token are counted") {
    test::IndexedTexts texts(k_porter);
    texts.add(1, std::nullopt, "");
    texts.add(2, " . ", std::nullopt);
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("small texts give the index that FTS5 makes of them") {
    test::IndexedTexts texts(k_porter);
    texts.add(1, "The relations of relating", "Über Gödel's théorèmes");
    texts.add(2, "a a a b a", std::nullopt);
    texts.add(3, std::nullopt, "the END");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("many words over many pages give the index that FTS5 makes of them") {
    test::IndexedTexts texts(k_porter);
    fill_with_words(texts, 3000, 1);
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("characters of every plane and bytes that are no text give the index that FTS5 makes of them") {
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(seed);
      test::IndexedTexts texts(k_porter);
      fill_randomly(texts, 400, seed);
      REQUIRE_FALSE(texts.build(k_three_threads));
      CHECK(texts.difference() == "");
    }
  }

  TEST_CASE("other tokenizers give the index that FTS5 makes with them") {
    for (const char* options : {
             "tokenize = 'unicode61'",
             "tokenize = 'unicode61 remove_diacritics 0'",
             "tokenize = 'porter'",
             "tokenize = 'porter unicode61 remove_diacritics 1'",
             "tokenize = \"unicode61 tokenchars '-_.' separators 'xé'\"",
             "tokenize = \"unicode61 categories 'Lu N*'\"",
             "tokenize = 'ascii'",
             "tokenize = 'porter ascii'",
             "tokenize = 'trigram'",
             "tokenize = 'trigram case_sensitive 1'",
         }) {
      CAPTURE(options);
      test::IndexedTexts texts(options);
      fill_randomly(texts, 150, 7);
      texts.add(1000, "It's x-rays_of 3.14 Été", "AbC abc ABC aBC");
      REQUIRE_FALSE(texts.build(k_three_threads));
      CHECK(texts.difference() == "");
    }
  }

  TEST_CASE("words at the lengths that something is limited to are FTS5's tokens") {
    test::IndexedTexts texts(k_porter);
    std::int64_t row = 0;
    for (const std::size_t length :
         {1U, 2U, 3U, 63U, 64U, 65U, 127U, 128U, 255U, 256U, 257U, 4049U, 4050U, 32767U, 32768U, 32769U, 70000U}) {
      texts.add(++row, std::string(length, 'a') + "s b", "x " + std::string(length, 'b'));
      texts.add(++row, std::string(length - 1, 'a') + "é", "é" + std::string(length, 'C') + " end");
    }
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("a term in very many rows has a doclist index that FTS5 follows") {
    test::IndexedTexts texts(k_porter);
    for (int row = 1; row <= 60000; ++row) texts.add(row, row % 2 == 0 ? "each second" : "each", std::nullopt);
    texts.add(60001, "rare each", std::nullopt);
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
    CHECK(texts.number("SELECT count(*) FROM own_idx WHERE pgno % 2 = 1") > 0);
    CHECK(texts.number("SELECT count(*) FROM own WHERE own MATCH 'rare AND each'") == 1);
    CHECK(texts.number("SELECT rowid FROM own WHERE own MATCH 'each AND second' ORDER BY rowid DESC LIMIT 1") == 60000);
  }

  TEST_CASE("a doclist index of many pages is a tree that FTS5 follows") {
    test::IndexedTexts texts(k_porter);
    texts.database().exec("INSERT INTO own (own, rank) VALUES ('pgsz', 64)");
    for (int row = 1; row <= 20000; ++row) texts.add(row * 5, "each", std::nullopt);
    texts.add(200000, "rare each", std::nullopt);
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
    CHECK(texts.number("SELECT count(*) FROM own_data WHERE (id >> 31) & 31 >= 1") > 0);
    CHECK(texts.number("SELECT count(*) FROM own WHERE own MATCH 'rare AND each'") == 1);
  }

  TEST_CASE("a text that is larger than many pages is indexed whole") {
    test::IndexedTexts texts(k_porter);
    std::mt19937 random(3);
    texts.add(1, "first", random_words(random, 20));
    std::string same;
    for (int i = 0; i < 100000; ++i) same += "same ";
    texts.add(2, same + "other", random_words(random, 30000));
    texts.add(3, "last same", same);
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("more distinct terms than texts usually have give the index that FTS5 makes of them") {
    test::IndexedTexts texts(k_porter);
    std::string distinct;
    for (int i = 0; i < 100000; ++i) distinct += fmt::format("x{:x} ", i * 7919 % 100003);
    texts.add(1, "first", distinct);
    texts.add(2, distinct, "last");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
    CHECK(texts.number("SELECT count(DISTINCT term) FROM own_terms") > 99000);
  }

  TEST_CASE("rows are numbered as they like") {
    test::IndexedTexts texts(k_porter);
    constexpr std::int64_t k_last = INT64_MAX;
    for (const std::int64_t row : {INT64_MIN, INT64_MIN + 1, std::int64_t{-300}, std::int64_t{-1}, std::int64_t{0},
                                   std::int64_t{1}, std::int64_t{1} << 40, k_last - 1, k_last}) {
      texts.add(row, fmt::format("row {} of", row), "of a kind");
    }
    for (std::int64_t row = 1000; row < 100000; row += row / 3) texts.add(row, "of a kind", "more");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("numbers and blobs are indexed as FTS5 indexes them") {
    test::IndexedTexts texts(k_porter);
    texts.database().exec("INSERT INTO texts VALUES (1, 12.5, 7, x'61622063c3a9'), (2, -3, NULL, x'00ff6100')");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("the index is the same bytes with any number of threads and any memory") {
    test::IndexedTexts texts(k_porter);
    fill_with_words(texts, 1500, 2);
    std::mt19937 random(5);
    for (std::int64_t row = 2000; row < 2100; ++row) texts.add(row * row, random_text(random), random_text(random));
    REQUIRE_FALSE(texts.build(k_one_thread));
    const std::string bytes = texts.bytes();
    for (const index::WriteLimits& limits : {k_three_threads, k_little_memory, index::WriteLimits{1, 1 << 20}}) {
      REQUIRE_FALSE(texts.build(limits));
      CHECK(texts.bytes() == bytes);
    }
    CHECK(texts.difference() == "");
  }

  TEST_CASE("what is spilled for want of memory is merged") {
    test::IndexedTexts texts(k_porter);
    fill_with_words(texts, 2000, 4);
    REQUIRE_FALSE(texts.build(k_little_memory));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("an index written as pages has the bytes of one that is inserted, and FTS5 goes on with it") {
    constexpr index::WriteLimits k_pages{2, std::size_t{64} << 20U, index::Storage::pages};
    for (const int rows : {0, 1, 300, 12000}) {  // the last have doclist indexes
      CAPTURE(rows);
      const test::TempDir folder;
      test::IndexedTexts inserted(k_porter);
      test::IndexedTexts paged(k_porter, (folder.path() / "texts.db").native());
      for (test::IndexedTexts* const texts : {&inserted, &paged}) {
        SQLite::Transaction transaction(texts->database());
        for (int row = 1; row <= rows; ++row) texts->add(row, fmt::format("the same but {}", row), "in every row");
        transaction.commit();
        REQUIRE_FALSE(texts->build(texts == &paged ? k_pages : k_one_thread));
      }
      CHECK(paged.bytes() == inserted.bytes());
      CHECK((paged.number("SELECT count(*) FROM own_idx WHERE pgno % 2 = 1") > 0) == (rows == 12000));
      CHECK(paged.difference() == "");
      std::mt19937 random(5);
      SQLite::Transaction transaction(paged.database());
      for (int change = 0; change < 300; ++change) change_randomly(paged, random);
      transaction.commit();
      CHECK(paged.difference() == "");
      CHECK(paged.database().execAndGet("PRAGMA integrity_check").getString() == "ok");
    }
  }

  TEST_CASE("an index made anew in a scratch file takes the room of the one before") {
    const test::TempDir folder;
    const std::filesystem::path path = folder.path() / "papers.db";
    db::create_database(path).exec(
        "INSERT INTO papers (paper_id, abstract) WITH RECURSIVE c(n) AS"
        " (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5000) SELECT n, 'word' || n || ' and the same' FROM c");
    std::vector<std::string> pages;
    for (int round = 0; round < 2; ++round) {
      CHECK(index::build_scratch(path, index::Builder::own).note == "");
      SQLite::Database database = db::open_database(path, db::Access::read);
      pages.push_back(database.execAndGet("PRAGMA page_count").getString() +
                      " pages, free: " + database.execAndGet("PRAGMA freelist_count").getString());
    }
    CHECK(pages[0].ends_with(", free: 0"));
    CHECK(pages[1] == pages[0]);
  }

  TEST_CASE("FTS5 goes on with the index as with its own") {
    struct Case {
      const char* options;
      const char* settings;  ///< of FTS5, for our index alone
    };
    for (const Case& c : {
             Case{k_porter, "('automerge', 4)"},
             Case{k_porter, "('pgsz', 100)"},
             Case{"tokenize = 'unicode61'", "('automerge', 2), ('crisismerge', 3), ('usermerge', 2)"},
             Case{"tokenize = 'trigram'", "('pgsz', 300), ('automerge', 0), ('crisismerge', 2)"},
         }) {
      CAPTURE(c.settings);
      std::mt19937 random(11);
      test::IndexedTexts texts(c.options);
      texts.database().exec(fmt::format("INSERT INTO own (own, rank) VALUES {}", c.settings));
      fill_with_words(texts, 400, 6);
      REQUIRE_FALSE(texts.build(k_three_threads));
      for (int step = 1; step <= 200; ++step) {
        change_randomly(texts, random);
        if (step % 40 == 15) texts.database().exec("INSERT INTO own (own, rank) VALUES ('merge', 50)");
        if (step % 40 == 30) texts.database().exec("INSERT INTO own (own, rank) VALUES ('merge', -20)");
        if (step % 50 == 0) CHECK(texts.difference() == "");
      }
      texts.database().exec("INSERT INTO own (own) VALUES ('optimize')");
      CHECK(texts.difference() == "");
    }
  }

  TEST_CASE("FTS5 takes every row out of the index again") {
    test::IndexedTexts texts(k_porter);
    fill_with_words(texts, 300, 12);
    REQUIRE_FALSE(texts.build(k_three_threads));
    for (int row = 1; row <= 300; ++row) texts.remove(row);
    CHECK(texts.difference() == "");
    texts.database().exec("INSERT INTO own (own) VALUES ('optimize')");
    CHECK(texts.difference() == "");
    CHECK(texts.number("SELECT count(*) FROM own_terms") == 0);
  }

  TEST_CASE("the comparison finds a token that one index has and the other lacks") {
    test::IndexedTexts texts(k_porter);
    texts.add(1, "one two");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
    texts.database().exec("INSERT INTO stock (stock, rowid, a, b, c) VALUES ('delete', 1, 'two', NULL, NULL)");
    CHECK(texts.difference() != "");
  }

  TEST_CASE("an index can be made anew at any time, and its settings stay") {
    test::IndexedTexts texts(k_porter);
    fill_with_words(texts, 300, 8);
    texts.database().exec("INSERT INTO own (own, rank) VALUES ('rank', 'bm25(10.0)')");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.number("SELECT count(*) FROM own WHERE own MATCH 'x1ing'") > 0);
    texts.database().exec("DELETE FROM texts WHERE id > 100");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
    CHECK(texts.number("SELECT count(*) FROM own_config WHERE k = 'rank' AND v = 'bm25(10.0)'") == 1);
    texts.database().exec("DELETE FROM texts");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
  }

  TEST_CASE("rows that are given as they are written make the index that rows make which are read") {
    test::IndexedTexts texts(k_porter);
    write_with_early_rows(texts, {9000, 9000}, k_one_thread);  // more than one batch of rows
    const std::string bytes = texts.bytes();
    CHECK(texts.difference() == "");
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK((texts.bytes() == bytes));
  }

  TEST_CASE("rows that are given early go to a temporary file when there is no memory for them") {
    test::IndexedTexts texts(k_porter);
    write_with_early_rows(texts, {50, 50}, {1, 0});
    CHECK(texts.difference() == "");
  }

  TEST_CASE("rows are read where not all were given as they were written") {
    test::IndexedTexts texts(k_porter);
    write_with_early_rows(texts, {50, 49}, k_one_thread);
    CHECK(texts.difference() == "");
  }

  TEST_CASE("rows that were given and then given up leave nothing") {
    test::IndexedTexts texts(k_porter);
    const auto early = index::EarlyRows::begin(texts.database(), "own");
    REQUIRE(early);
    fill_with_words(texts, 50, 3);
    give_rows(*early, texts, 50);
    early->give_up();
    CHECK_FALSE(early->finish().segment);
  }

  TEST_CASE("an index that was rolled back is the one before") {
    test::IndexedTexts texts(k_porter);
    fill_with_words(texts, 50, 9);
    REQUIRE_FALSE(texts.build(k_three_threads));
    CHECK(texts.difference() == "");
    {
      SQLite::Transaction transaction(texts.database());
      texts.database().exec("DELETE FROM texts WHERE id > 10");
      CHECK_FALSE(texts.write_own(k_three_threads));
    }
    CHECK(texts.difference() == "");
  }

  TEST_CASE("what is not known of an index is left to FTS5, with the reason") {
    struct Case {
      const char* definition;
      const char* reason;
    };
    for (const Case& refused : {
             Case{"a, content='texts', content_rowid='id', prefix='2 3'", "its definition has 'prefix='2 3''"},
             Case{"a, content='texts', content_rowid='id', detail=none", "its definition has 'detail=none'"},
             Case{"a, content='texts', content_rowid='id', columnsize=0", "its definition has 'columnsize=0'"},
             Case{"a, content=''", "its rows stand in no other table"},
             Case{"a", "its rows stand in no other table"},
         }) {
      CAPTURE(refused.definition);
      test::IndexedTexts texts(k_porter);
      texts.database().exec(fmt::format("CREATE VIRTUAL TABLE other USING fts5 ({})", refused.definition));
      const auto written = index::write_index(texts.database(), "other");
      REQUIRE(std::holds_alternative<index::Unsupported>(written));
      CHECK(std::get<index::Unsupported>(written).reason == refused.reason);
    }
  }

  TEST_CASE("an index of another format is left to FTS5") {
    test::IndexedTexts texts(k_porter);
    texts.add(1, "text");
    texts.database().exec("UPDATE own_config SET v = 5 WHERE k = 'version'");
    CHECK(texts.write_own(k_one_thread).value().reason == "its format is version 5");
    texts.database().exec("DELETE FROM own_config");
    CHECK(texts.write_own(k_one_thread).value().reason == "its format has no version");
    CHECK(texts.number("SELECT count(*) FROM own_docsize") == 0);
  }
}
