// The index that this program writes: FTS5 takes it for its own, and it says what FTS5's would say.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "index/write_index.hpp"

using namespace litdex;

namespace {

constexpr index::WriteLimits k_one_thread{1, std::size_t{64} << 20U};
constexpr index::WriteLimits k_three_threads{3, std::size_t{64} << 20U};
/// So little that every few rows are spilled.
constexpr index::WriteLimits k_little_memory{2, std::size_t{256} << 10U};

constexpr auto k_porter = "tokenize = 'porter unicode61 remove_diacritics 2'";

/// A table of texts, and two FTS5 tables over it: `own`, for this program to index, and `stock`, for FTS5.
class Texts {
 public:
  explicit Texts(const std::string& options = k_porter) {
    for (const char* table : {"own", "stock"}) {
      m_database.exec(
          fmt::format("CREATE VIRTUAL TABLE {} USING fts5 (a, b UNINDEXED, -- a comment, with a comma\n"
                      "c, content=\"texts\", content_rowid='id', {})",
                      table, options));
      m_database.exec(fmt::format("CREATE VIRTUAL TABLE {0}_terms USING fts5vocab ({0}, instance)", table));
    }
  }

  void add(std::int64_t id, const std::optional<std::string>& a, const std::optional<std::string>& c = std::nullopt) {
    m_insert.bind(1, id);
    bind_text(2, a);
    bind_text(3, c);
    m_insert.exec();
    m_insert.reset();
  }

  /// Indexes both tables anew.
  void build(const index::WriteLimits& limits = k_three_threads) {
    SQLite::Transaction transaction(m_database);
    const auto unsupported = index::write_index(m_database, "own", limits);
    CHECK_MESSAGE(!unsupported, unsupported.value_or(index::Unsupported{}).reason);
    m_database.exec("INSERT INTO stock (stock) VALUES ('rebuild')");
    transaction.commit();
  }

  void require_sound() { CHECK_NOTHROW(m_database.exec("INSERT INTO own (own, rank) VALUES ('integrity-check', 1)")); }

  /// FTS5 finds the same tokens at the same places in both, and as many in each row.
  void require_same() {
    require_sound();
    for (const char* left : {"own", "stock"}) {
      const char* const right = left[0] == 'o' ? "stock" : "own";
      CHECK(count(fmt::format("SELECT count(*) FROM (SELECT term, doc, col, offset FROM {}_terms"
                              " EXCEPT SELECT term, doc, col, offset FROM {}_terms)",
                              left, right)) == 0);
      CHECK(count(fmt::format("SELECT count(*) FROM (SELECT * FROM {}_docsize EXCEPT SELECT * FROM {}_docsize)", left,
                              right)) == 0);
    }
    CHECK(count("SELECT count(*) FROM own_terms") == count("SELECT count(*) FROM stock_terms"));
    CHECK(count("SELECT (SELECT block FROM own_data WHERE id = 1) = (SELECT block FROM stock_data WHERE id = 1)") == 1);
  }

  std::int64_t count(const std::string& query) { return m_database.execAndGet(query).getInt64(); }
  SQLite::Database& database() { return m_database; }

  /// All bytes of the index.
  std::string bytes() {
    std::string all;
    for (const char* query :
         {"SELECT id, hex(block) FROM own_data ORDER BY id", "SELECT term, pgno FROM own_idx ORDER BY term, pgno",
          "SELECT id, hex(sz) FROM own_docsize ORDER BY id"}) {
      SQLite::Statement rows(m_database, query);
      while (rows.executeStep()) all += rows.getColumn(0).getString() + ' ' + rows.getColumn(1).getString() + '\n';
    }
    return all;
  }

 private:
  void bind_text(int place, const std::optional<std::string>& text) {
    if (text) {
      m_insert.bind(place, *text);
    } else {
      m_insert.bind(place);
    }
  }

  static SQLite::Database with_table() {
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("CREATE TABLE texts (id INTEGER PRIMARY KEY, a, b, c)");
    return database;
  }

  SQLite::Database m_database = with_table();
  SQLite::Statement m_insert{m_database, "INSERT INTO texts VALUES (?, ?, 'left out', ?)"};
};

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

void fill_randomly(Texts& texts, int rows, std::uint32_t seed) {
  std::mt19937 random(seed);
  for (int row = 1; row <= rows; ++row) texts.add(row, random_text(random), random_text(random));
}

void fill_with_words(Texts& texts, int rows, std::uint32_t seed) {
  std::mt19937 random(seed);
  for (int row = 1; row <= rows; ++row) texts.add(row, random_words(random, 5), random_words(random, 40));
}

}  // namespace

TEST_SUITE("index::write_index") {
  TEST_CASE("an index of nothing is FTS5's index of nothing") {
    Texts texts;
    texts.build();
    texts.require_same();
  }

  TEST_CASE("rows without a token are counted") {
    Texts texts;
    texts.add(1, std::nullopt, "");
    texts.add(2, " . ", std::nullopt);
    texts.build();
    texts.require_same();
  }

  TEST_CASE("small texts give the index that FTS5 makes of them") {
    Texts texts;
    texts.add(1, "The relations of relating", "Über Gödel's théorèmes");
    texts.add(2, "a a a b a", std::nullopt);
    texts.add(3, std::nullopt, "the END");
    texts.build();
    texts.require_same();
  }

  TEST_CASE("many words over many pages give the index that FTS5 makes of them") {
    Texts texts;
    fill_with_words(texts, 3000, 1);
    texts.build();
    texts.require_same();
  }

  TEST_CASE("characters of every plane and bytes that are no text give the index that FTS5 makes of them") {
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(seed);
      Texts texts;
      fill_randomly(texts, 400, seed);
      texts.build();
      texts.require_same();
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
      Texts texts(options);
      fill_randomly(texts, 150, 7);
      texts.add(1000, "It's x-rays_of 3.14 Été", "AbC abc ABC aBC");
      texts.build();
      texts.require_same();
    }
  }

  TEST_CASE("words at the lengths that something is limited to are FTS5's tokens") {
    Texts texts;
    std::int64_t row = 0;
    for (const std::size_t length :
         {1, 2, 3, 63, 64, 65, 127, 128, 255, 256, 257, 4049, 4050, 32767, 32768, 32769, 70000}) {
      texts.add(++row, std::string(length, 'a') + "s b", "x " + std::string(length, 'b'));
      texts.add(++row, std::string(length - 1, 'a') + "é", "é" + std::string(length, 'C') + " end");
    }
    texts.build();
    texts.require_same();
  }

  TEST_CASE("a term in very many rows has a doclist index that FTS5 follows") {
    Texts texts;
    for (int row = 1; row <= 60000; ++row) texts.add(row, row % 2 == 0 ? "each second" : "each", std::nullopt);
    texts.add(60001, "rare each", std::nullopt);
    texts.build();
    texts.require_same();
    CHECK(texts.count("SELECT count(*) FROM own_idx WHERE pgno % 2 = 1") > 0);
    CHECK(texts.count("SELECT count(*) FROM own WHERE own MATCH 'rare AND each'") == 1);
    CHECK(texts.count("SELECT rowid FROM own WHERE own MATCH 'each AND second' ORDER BY rowid DESC LIMIT 1") == 60000);
  }

  TEST_CASE("a doclist index of many pages is a tree that FTS5 follows") {
    Texts texts;
    texts.database().exec("INSERT INTO own (own, rank) VALUES ('pgsz', 64)");
    for (int row = 1; row <= 20000; ++row) texts.add(row * 5, "each", std::nullopt);
    texts.add(200000, "rare each", std::nullopt);
    texts.build();
    texts.require_same();
    CHECK(texts.count("SELECT count(*) FROM own_data WHERE (id >> 31) & 31 >= 1") > 0);
    CHECK(texts.count("SELECT count(*) FROM own WHERE own MATCH 'rare AND each'") == 1);
  }

  TEST_CASE("a text that is larger than many pages is indexed whole") {
    Texts texts;
    std::mt19937 random(3);
    texts.add(1, "first", random_words(random, 20));
    std::string same;
    for (int i = 0; i < 100000; ++i) same += "same ";
    texts.add(2, same + "other", random_words(random, 30000));
    texts.add(3, "last same", same);
    texts.build();
    texts.require_same();
  }

  TEST_CASE("rows are numbered as they like") {
    Texts texts;
    constexpr std::int64_t k_last = INT64_MAX;
    for (const std::int64_t row : {INT64_MIN, INT64_MIN + 1, std::int64_t{-300}, std::int64_t{-1}, std::int64_t{0},
                                   std::int64_t{1}, std::int64_t{1} << 40, k_last - 1, k_last}) {
      texts.add(row, fmt::format("row {} of", row), "of a kind");
    }
    for (std::int64_t row = 1000; row < 100000; row += row / 3) texts.add(row, "of a kind", "more");
    texts.build();
    texts.require_same();
  }

  TEST_CASE("numbers and blobs are indexed as FTS5 indexes them") {
    Texts texts;
    texts.database().exec("INSERT INTO texts VALUES (1, 12.5, 7, x'61622063c3a9'), (2, -3, NULL, x'00ff6100')");
    texts.build();
    texts.require_same();
  }

  TEST_CASE("the index is the same bytes with any number of threads and any memory") {
    Texts texts;
    fill_with_words(texts, 1500, 2);
    std::mt19937 random(5);
    for (std::int64_t row = 2000; row < 2100; ++row) texts.add(row * row, random_text(random), random_text(random));
    texts.build(k_one_thread);
    const std::string bytes = texts.bytes();
    for (const index::WriteLimits& limits : {k_three_threads, k_little_memory, index::WriteLimits{1, 1 << 20}}) {
      texts.build(limits);
      CHECK(texts.bytes() == bytes);
    }
    texts.require_same();
  }

  TEST_CASE("what is spilled for want of memory is merged") {
    Texts texts;
    fill_with_words(texts, 2000, 4);
    texts.build(k_little_memory);
    texts.require_same();
  }

  TEST_CASE("FTS5 goes on with the index as with its own") {
    std::mt19937 random(11);
    Texts texts;
    fill_with_words(texts, 800, 6);
    texts.build();
    SQLite::Database& database = texts.database();
    for (int step = 0; step < 300; ++step) {
      const auto id = static_cast<std::int64_t>(1 + below(random, 1000));
      const bool is_there = texts.count(fmt::format("SELECT count(*) FROM texts WHERE id = {}", id)) != 0;
      for (const char* table : {"own", "stock"}) {
        if (!is_there) continue;
        database.exec(
            fmt::format("INSERT INTO {0} ({0}, rowid, a, b, c) SELECT 'delete', id, a, b, c FROM texts"
                        " WHERE id = {1}",
                        table, id));
      }
      database.exec(fmt::format("DELETE FROM texts WHERE id = {}", id));
      if (below(random, 3) != 0) {
        texts.add(id, random_words(random, 8), random_text(random));
        for (const char* table : {"own", "stock"}) {
          database.exec(
              fmt::format("INSERT INTO {} (rowid, a, b, c) SELECT id, a, b, c FROM texts WHERE id = {}", table, id));
        }
      }
      if (step % 60 == 20) database.exec("INSERT INTO own (own, rank) VALUES ('merge', 50)");
      if (step % 60 == 40) database.exec("INSERT INTO own (own, rank) VALUES ('merge', -20)");
      if (step % 100 == 99) texts.require_same();
    }
    database.exec("INSERT INTO own (own) VALUES ('optimize')");
    texts.require_same();
  }

  TEST_CASE("an index can be made anew at any time, and its settings stay") {
    Texts texts;
    fill_with_words(texts, 300, 8);
    texts.database().exec("INSERT INTO own (own, rank) VALUES ('rank', 'bm25(10.0)')");
    texts.build();
    CHECK(texts.count("SELECT count(*) FROM own WHERE own MATCH 'x1ing'") > 0);
    texts.database().exec("DELETE FROM texts WHERE id > 100");
    texts.build();
    texts.require_same();
    CHECK(texts.count("SELECT count(*) FROM own_config WHERE k = 'rank' AND v = 'bm25(10.0)'") == 1);
    texts.database().exec("DELETE FROM texts");
    texts.build();
    texts.require_same();
  }

  TEST_CASE("an index that was rolled back is the one before") {
    Texts texts;
    fill_with_words(texts, 50, 9);
    texts.build();
    texts.require_same();
    {
      SQLite::Transaction transaction(texts.database());
      texts.database().exec("DELETE FROM texts WHERE id > 10");
      CHECK_FALSE(index::write_index(texts.database(), "own"));
    }
    texts.require_same();
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
      Texts texts;
      texts.database().exec(fmt::format("CREATE VIRTUAL TABLE other USING fts5 ({})", refused.definition));
      const auto unsupported = index::write_index(texts.database(), "other");
      REQUIRE(unsupported);
      CHECK(unsupported->reason == refused.reason);
    }
  }

  TEST_CASE("an index of another format is left to FTS5") {
    Texts texts;
    texts.add(1, "text");
    texts.database().exec("UPDATE own_config SET v = 5 WHERE k = 'version'");
    CHECK(index::write_index(texts.database(), "own").value().reason == "its format is version 5");
    texts.database().exec("DELETE FROM own_config");
    CHECK(index::write_index(texts.database(), "own").value().reason == "its format has no version");
    CHECK(texts.count("SELECT count(*) FROM own_docsize") == 0);
  }
}
