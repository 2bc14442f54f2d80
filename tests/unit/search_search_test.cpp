// Searching the sample dump: the right paper first, nothing typed fails, ties and limits are exact.
// SPDX-License-Identifier: MIT
#include "search/search.hpp"

#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "db/database.hpp"
#include "index/index.hpp"
#include "load/import.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
using namespace std::string_view_literals;

namespace {

/// The sample dump, imported.
struct SeedDatabase {
  test::TempDir directory;
  SQLite::Database database = import();

  SQLite::Database import() const {
    const std::filesystem::path path = directory.path() / "papers.db";
    load::ImportOptions options;
    options.inputs = {LITDEX_SOURCE_DIR "/seeds/arxiver-author-page.txt"};
    load::import_dumps(path, options);
    return db::open_database(path, db::Access::read);
  }
};

/// Papers with the given abstracts, numbered from 1.
SQLite::Database papers_with(const test::TempDir& directory, const std::vector<std::string>& abstracts) {
  SQLite::Database database = db::create_database(directory.path() / "papers.db");
  for (const std::string& abstract : abstracts) {
    SQLite::Statement insert(database, "INSERT INTO papers (abstract) VALUES (?1)");
    insert.bind(1, abstract);
    insert.exec();
  }
  index::build(database);
  return database;
}

std::vector<std::int64_t> ids(const search::SearchResult& result) {
  std::vector<std::int64_t> all;
  for (const search::Hit& hit : result.hits) all.push_back(hit.paper_id);
  return all;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_SUITE("search::search") {
  TEST_CASE("each of the ten sample papers is found first by words of its own") {
    struct Case {
      std::string_view typed;
      std::string_view arxiv_id;
    };
    constexpr Case k_cases[] = {
        {"CoCoNet", "2105.05720"},
        {"higher-order PageRank", "2105.03874"},
        {"Abraham-Minkowski", "2101.01004"},
        {"meta-knowledge distillation", "2012.01266"},
        {"pseudo-relevance feedback", "2011.12771"},
        {"EasyTransfer", "2011.09463"},
        {"Winograd quantization speech", "2010.14841"},
        {"EasyASR", "2009.06487"},
        {"one-shot text field labeling", "2009.04153"},
        {"CMedBERT", "2008.10327"},
    };
    SeedDatabase seed;
    for (const Case& c : k_cases) {
      CAPTURE(c.typed);
      const search::SearchResult result = search::search(seed.database, {c.typed, {}}, 10);
      REQUIRE_FALSE(result.hits.empty());
      CHECK(result.hits.front().arxiv_id == c.arxiv_id);
    }
  }

  TEST_CASE("nothing that people type is an error of SQL") {
    SeedDatabase seed;
    constexpr std::string_view k_typed[] = {"self-supervised",
                                            "C++",
                                            "2009.04153",
                                            "what?",
                                            "\"unbalanced",
                                            "R&D",
                                            "$\\alpha$",
                                            "AND",
                                            "NEAR(",
                                            "col:x",
                                            "a*",
                                            "-x",
                                            "^x",
                                            "x \U0001F600",
                                            "a\0b"sv,
                                            "it's",
                                            "x' OR 1=1 --",
                                            "cond-mat/0703470",
                                            "title:",
                                            "{a b}:c",
                                            "\xff x"};
    for (const std::string_view typed : k_typed) {
      CAPTURE(typed);
      CHECK_NOTHROW(search::search(seed.database, {typed, {}}, 10));
      CHECK_NOTHROW(search::count_words(seed.database, typed));
    }
  }

  TEST_CASE("a word without a token neither fails nor hides what the others find") {
    SeedDatabase seed;
    for (const std::string_view typed : {"CoCoNet --", "$$ CoCoNet", "CoCoNet \U0001F600", "\"\" CoCoNet ?"}) {
      CAPTURE(typed);
      CHECK(search::search(seed.database, {typed, {}}, 10).total == 1);
    }
  }

  TEST_CASE("nothing to search for is a usage error") {
    SeedDatabase seed;
    for (const std::string_view typed : {"", "  ", "$$", "\U0001F600", "\"\""}) {
      CAPTURE(typed);
      try {
        search::search(seed.database, {typed, {}}, 10);
        FAIL("no error");
      } catch (const base::Error& error) {
        CHECK(error.code() == base::ExitCode::usage);
        CHECK(error.hint() == "type at least one word");
      }
    }
  }

  TEST_CASE("all words must occur, whole phrases in their order, and stems count as the word") {
    const test::TempDir directory;
    SQLite::Database database =
        papers_with(directory, {"learning deep networks", "deep learning", "the network learned deep things"});
    CHECK(ids(search::search(database, {"deep learn", {}}, 10)).size() == 3);
    CHECK(ids(search::search(database, {"\"deep learning\"", {}}, 10)) == Ids{2});
    CHECK(search::search(database, {"deep network quantum", {}}, 10).total == 0);
  }

  TEST_CASE("equal papers stand by paper_id, also where the limit cuts between them") {
    const test::TempDir directory;
    SQLite::Database database = papers_with(directory, {"same text", "same text", "same text", "other", "same text"});
    const search::SearchResult result = search::search(database, {"same", {}}, 3);
    CHECK(ids(result) == Ids{1, 2, 3});
    CHECK(result.total == 4);
  }

  TEST_CASE("a paper named by its identifier comes first, before those that cite it") {
    const test::TempDir directory;
    SQLite::Database database = papers_with(directory, {"as shown in 2009.04153", "itself", "again, 2009.04153"});
    database.exec("UPDATE papers SET arxiv_id = '2009.04153', year = 2020 WHERE paper_id = 2");
    const search::SearchResult all = search::search(database, {"2009.04153", "2009.04153"}, 10);
    REQUIRE(all.hits.size() == 3);
    CHECK(all.hits.front().paper_id == 2);
    CHECK(all.hits.front().year == 2020);
    CHECK(all.hits.front().snippet == "itself");
    CHECK(all.total == 3);
    CHECK(ids(search::search(database, {"2009.04153", "2009.04153"}, 1)) == Ids{2});
    CHECK(ids(search::search(database, {"2009.04153", "2009.99999"}, 10)).size() == 2);
  }

  TEST_CASE("a named paper that also matches the text is counted once") {
    const test::TempDir directory;
    SQLite::Database database = papers_with(directory, {"about 2009.04153", "I am 2009.04153"});
    database.exec("UPDATE papers SET arxiv_id = '2009.04153' WHERE paper_id = 2");
    const search::SearchResult result = search::search(database, {"2009.04153", "2009.04153"}, 10);
    CHECK(ids(result) == Ids{2, 1});
    CHECK(result.total == 2);
  }

  TEST_CASE("the headline is the title, else the first whole words of the abstract") {
    const test::TempDir directory;
    SQLite::Database database = papers_with(directory, {std::string(200, 'x'), "word " + std::string(100, 'y')});
    database.exec("UPDATE papers SET title = 'A title' WHERE paper_id = 1");
    index::build(database);
    CHECK(search::search(database, {"title", {}}, 1).hits.at(0).headline == "A title");
    CHECK(search::search(database, {"word", {}}, 1).hits.at(0).headline == "word…");
  }

  TEST_CASE("the snippet marks the matches") {
    const test::TempDir directory;
    SQLite::Database database = papers_with(directory, {"one match here"});
    CHECK(search::search(database, {"match", {}}, 1).hits.at(0).snippet == "one \x02match\x03 here");
  }

  TEST_CASE("words are counted one by one") {
    const test::TempDir directory;
    SQLite::Database database = papers_with(directory, {"red fish", "blue fish"});
    const std::vector<search::WordCount> counts = search::count_words(database, "red fish \"red fish\" green");
    REQUIRE(counts.size() == 4);
    CHECK(counts[0].papers == 1);
    CHECK(counts[1].papers == 2);
    CHECK(counts[2].word == "red fish");
    CHECK(counts[2].papers == 1);
    CHECK(counts[3].papers == 0);
  }
}
