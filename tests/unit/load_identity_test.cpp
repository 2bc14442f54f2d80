// Which records are of one paper.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "load/identity.hpp"

using namespace litdex;
using record::Field;

namespace {

load::Identity arxiv(std::string id, std::vector<std::string> dois = {}) {
  load::Identity identity;
  if (!id.empty()) identity.arxiv_id = std::move(id);
  for (std::string& doi : dois) identity.identifiers.push_back({"doi", std::move(doi)});
  return identity;
}
load::Identity dois(std::vector<std::string> values) { return arxiv("", std::move(values)); }

/// The groups as sets of members, which is what the order must not change.
std::set<std::set<std::size_t>> groups(const std::vector<load::Identity>& records) {
  std::set<std::set<std::size_t>> result;
  for (const auto& group : load::identify(records)) result.emplace(group.members.begin(), group.members.end());
  return result;
}

load::SourceRecord with(Field field, std::string text) {
  load::SourceRecord source;
  source.record.set(field, record::Value{text, {}});
  return source;
}

}  // namespace

TEST_SUITE("load::identity") {
  TEST_CASE("records with the same arXiv identifier are one paper") {
    CHECK(groups({arxiv("0704.0001"), arxiv("0704.0002"), arxiv("0704.0001")}) ==
          std::set<std::set<std::size_t>>{{0, 2}, {1}});
  }

  TEST_CASE("two arXiv identifiers never are one paper, whatever DOI they share") {
    CHECK(groups({arxiv("0704.0001", {"10.1/a"}), arxiv("0704.0002", {"10.1/a"})}) ==
          std::set<std::set<std::size_t>>{{0}, {1}});
  }

  TEST_CASE("a record without arXiv identifier joins the one paper that bears its DOI") {
    CHECK(groups({arxiv("0704.0001", {"10.1/a"}), dois({"10.1/a"})}) == std::set<std::set<std::size_t>>{{0, 1}});
  }

  TEST_CASE("a record whose DOI stands on two arXiv papers joins neither") {
    CHECK(groups({arxiv("0704.0001", {"10.1/a"}), dois({"10.1/a"}), arxiv("0704.0002", {"10.1/a"})}) ==
          std::set<std::set<std::size_t>>{{0}, {1}, {2}});
  }

  TEST_CASE("records without arXiv identifiers are one paper through a chain of shared identifiers") {
    CHECK(groups({dois({"10.1/a"}), dois({"10.1/b"}), dois({"10.1/a", "10.1/b"}), dois({"10.1/c"})}) ==
          std::set<std::set<std::size_t>>{{0, 1, 2}, {3}});
  }

  TEST_CASE("a chain that reaches two arXiv papers stays apart from both") {
    CHECK(groups({arxiv("0704.0001", {"10.1/a"}), dois({"10.1/a", "10.1/b"}), dois({"10.1/b", "10.1/c"}),
                  arxiv("0704.0002", {"10.1/c"})}) == std::set<std::set<std::size_t>>{{0}, {1, 2}, {3}});
  }

  TEST_CASE("the groups do not depend on the order of the records") {
    const std::vector<load::Identity> records = {
        arxiv("0704.0001", {"10.1/a"}), dois({"10.1/a", "10.1/b"}), dois({"10.1/b"}),
        arxiv("0704.0002", {"10.1/d"}), dois({"10.1/d"}),           dois({"10.1/e"}),
        arxiv("0704.0001", {"10.1/f"}), dois({"10.1/f", "10.1/d"})};
    const auto expected = groups(records);
    std::vector<std::size_t> order(records.size());
    std::iota(order.begin(), order.end(), 0U);
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
      std::shuffle(order.begin(), order.end(), random);
      std::vector<load::Identity> shuffled;
      for (const std::size_t i : order) shuffled.push_back(records[i]);
      std::set<std::set<std::size_t>> found;
      for (const auto& group : groups(shuffled)) {
        std::set<std::size_t> members;
        for (const std::size_t member : group) members.insert(order[member]);
        found.insert(members);
      }
      REQUIRE(found == expected);
    }
  }

  TEST_CASE("a DOI that arXiv gave out is the arXiv identifier") {
    const auto identity = load::identity_of(with(Field::doi, "10.48550/arXiv.2202.01037"));
    CHECK(identity.arxiv_id == "2202.01037");
    CHECK(identity.identifiers.empty());
  }

  TEST_CASE("DOIs count without regard to case") {
    CHECK(load::identity_of(with(Field::doi, "10.1016/J.PHYSLETB.2007.02.052")).identifiers ==
          std::vector<load::Identifier>{{"doi", "10.1016/j.physletb.2007.02.052"}});
  }

  TEST_CASE("an identifier out of a doubtful cut never joins") {
    auto source = with(Field::doi, "10.1/aWe");
    source.record.set(Field::arxiv_id, record::Value{"0704.0001", {}});
    source.doubtful.add(Field::doi);
    CHECK(load::identity_of(source).identifiers.empty());
  }

  TEST_CASE("a record without any identifier is known by its fields") {
    const auto one = load::identity_of(with(Field::title, "On X"));
    const auto other = load::identity_of(with(Field::title, "On Y"));
    const auto same = load::identity_of(with(Field::title, "On X"));
    REQUIRE(one.identifiers.size() == 1);
    CHECK(one.identifiers[0].scheme == "hash");
    CHECK(one.identifiers == same.identifiers);
    CHECK(one.identifiers != other.identifiers);
  }
}
