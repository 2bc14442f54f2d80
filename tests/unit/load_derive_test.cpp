// The choice between records that disagree.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "load/derive.hpp"

using namespace litdex;
using record::Field;

namespace {

load::SourceRecord source(std::string_view bytes, std::string abstract, std::optional<std::string> date = {}) {
  load::SourceRecord source;
  source.entry_hash = base::hash_entry(bytes);
  source.record.set(Field::arxiv_id, record::Value{"0704.0001", {}});
  source.record.set(Field::abstract, record::Value{abstract, {}});
  source.record.set_date(date);
  return source;
}

load::PaperRows derive(const std::vector<const load::SourceRecord*>& sources) {
  return load::derive({sources, sources, {}}, "0704.0001");
}

}  // namespace

TEST_SUITE("load::derive") {
  TEST_CASE("a single record's values are chosen and nothing is an alternate") {
    const auto only = source("a", "one");
    const auto rows = derive({&only});
    CHECK(rows.choice[Field::abstract]->text == "one");
    CHECK(!rows.choice[Field::comments].has_value());
    CHECK(rows.alternates.empty());
  }

  TEST_CASE("the later record date wins and the other value becomes an alternate") {
    const auto old = source("a", "old", "2007-01-01");
    const auto young = source("b", "young", "2008-01-01");
    for (const auto& order : {std::vector{&old, &young}, std::vector{&young, &old}}) {
      const auto rows = derive(order);
      CHECK(rows.choice[Field::abstract]->text == "young");
      REQUIRE(rows.alternates.size() == 1);
      CHECK(order[rows.alternates[0].record] == &old);
      CHECK(rows.alternates[0].value.text == "old");
    }
  }

  TEST_CASE("a record without date is older than any with one") {
    const auto dated = source("a", "dated", "1991-08-01");
    const auto undated = source("b", "undated");
    CHECK(derive({&undated, &dated}).choice[Field::abstract]->text == "dated");
  }

  TEST_CASE("a sure cut wins over a doubtful one of a later date, field by field") {
    auto sure = source("a", "sure", "2007-01-01");
    sure.record.set(Field::comments, record::Value{"old comments", {}});
    auto doubtful = source("b", "doubtful", "2009-01-01");
    doubtful.record.set(Field::comments, record::Value{"new comments", {}});
    doubtful.doubtful.add(Field::abstract);
    const auto rows = derive({&doubtful, &sure});
    CHECK(rows.choice[Field::abstract]->text == "sure");
    CHECK(rows.choice[Field::comments]->text == "new comments");
  }

  TEST_CASE("of the same date the format of the higher trust wins") {
    auto plain = source("a", "plain", "2007-01-01");
    plain.trust = 10;
    auto rich = source("b", "rich", "2007-01-01");
    rich.trust = 20;
    CHECK(derive({&plain, &rich}).choice[Field::abstract]->text == "rich");
    CHECK(derive({&rich, &plain}).choice[Field::abstract]->text == "rich");
  }

  TEST_CASE("where all else is equal the choice does not depend on the order") {
    std::vector<load::SourceRecord> sources;
    for (int i = 0; i < 5; ++i) sources.push_back(source(std::to_string(i), "text " + std::to_string(i)));
    std::vector<const load::SourceRecord*> order;
    for (const auto& each : sources) order.push_back(&each);
    const std::string chosen(derive(order).choice[Field::abstract]->text);
    while (std::next_permutation(order.begin(), order.end())) {
      REQUIRE(derive(order).choice[Field::abstract]->text == chosen);
    }
  }

  TEST_CASE("absence never wins over a value") {
    auto with = source("a", "x", "2007-01-01");
    with.record.set(Field::doi, record::Value{"10.1000/182", {}});
    const auto without = source("b", "x", "2020-01-01");
    const auto rows = derive({&with, &without});
    CHECK(rows.choice[Field::doi]->text == "10.1000/182");
    CHECK(rows.alternates.empty());
  }

  TEST_CASE("the same text from another source text is an alternate, so that the source text is not lost") {
    auto tex = source("a", "Gödel");
    tex.record.set(Field::abstract, record::Value{"Gödel", "G\\\"odel"});
    const auto unicode = source("b", "Gödel");
    const auto rows = derive({&tex, &unicode});
    CHECK(rows.alternates.size() == 1);
  }

  TEST_CASE("year and month come from the submission date, else from the identifier") {
    auto dated = source("a", "x");
    dated.record.set(Field::submitted, record::Value{"2006-12-31", {}});
    CHECK(derive({&dated}).year == 2006);
    CHECK(derive({&dated}).month == 12);
    const auto undated = source("b", "x");
    CHECK(derive({&undated}).year == 2007);
    CHECK(derive({&undated}).month == 4);
  }

  TEST_CASE("lists are taken apart in their order") {
    auto listed = source("a", "x");
    listed.record.set(Field::authors, record::Value{"A. Author; Berta B. Author; Collaboration", {}});
    listed.record.set(Field::categories, record::Value{"hep-th math.AG", {}});
    const auto rows = derive({&listed});
    REQUIRE(rows.facts->authors.size() == 3);
    CHECK(rows.facts->authors[1].name == "Berta B. Author");
    CHECK(rows.facts->authors[1].family == "Author");
    CHECK(rows.facts->authors[1].given == "Berta B.");
    CHECK(rows.facts->authors[2].family.empty());
    REQUIRE(rows.categories.size() == 2);
    CHECK(rows.categories[0] == "hep-th");
  }

  TEST_CASE("facts that were read ahead count only where their record alone makes the choice, as it stands") {
    auto ahead = source("a", "x", "2007-01-01");
    ahead.record.set(Field::comments, record::Value{"3 pages", {}});
    load::Facts facts;
    facts.counts.pages = 77;
    ahead.facts = std::make_shared<const load::Facts>(facts);
    CHECK(derive({&ahead}).facts->counts.pages == 77);

    const auto other = source("b", "y", "2006-01-01");
    CHECK(derive({&ahead, &other}).facts->counts.pages == 3);

    auto corrected = ahead;
    corrected.record.set(Field::comments, record::Value{"4 pages", {}});
    CHECK(load::derive({{&ahead}, {&corrected}, {}}, "0704.0001").facts->counts.pages == 4);

    load::Decision decision;
    decision.decided.add(Field::comments);
    decision.record.set(Field::comments, record::Value{"5 pages", {}});
    CHECK(load::derive({{&ahead}, {&ahead}, decision}, "0704.0001").facts->counts.pages == 5);
  }
}
