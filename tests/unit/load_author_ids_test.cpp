// Numbers of names in memory: told apart by all parts, up to a bound, and forgotten when names go.
// SPDX-License-Identifier: MIT
#include "load/author_ids.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace {

using litdex::load::AuthorIds;
using litdex::record::Author;

Author author(std::string name, std::string family = {}, std::string given = {}) {
  return {std::move(name), std::move(family), std::move(given), {}, {}};
}

}  // namespace

TEST_SUITE("load::author_ids") {
  TEST_CASE("a name is found by its name, family and given parts, whatever else is said of the author") {
    AuthorIds ids(true);
    CHECK_FALSE(ids.find(author("A B C", "C", "A B")));
    ids.add(7);
    CHECK_FALSE(ids.find(author("A B C", "B C", "A")));
    ids.add(8);
    CHECK_FALSE(ids.find(author("A B C")));
    ids.add(9);
    CHECK(ids.find({"A B C", "C", "A B", "Jr.", "Institute"}) == 7);
    CHECK(ids.find(author("A B C", "B C", "A")) == 8);
    CHECK(ids.find(author("A B C")) == 9);
    CHECK(ids.has_all());
  }

  TEST_CASE("a name that was deleted is not known until it has a number again, which may have been another name's") {
    AuthorIds ids(true);
    CHECK_FALSE(ids.find(author("A")));
    ids.add(1);
    CHECK_FALSE(ids.find(author("B")));
    ids.add(2);
    ids.forget(author("B"));
    ids.forget(author("C"));
    CHECK_FALSE(ids.find(author("D")));
    ids.add(2);
    CHECK_FALSE(ids.find(author("B")));
    ids.add(3);
    CHECK(ids.find(author("A")) == 1);
    CHECK(ids.find(author("B")) == 3);
    CHECK(ids.find(author("D")) == 2);
    CHECK(ids.has_all());
  }

  TEST_CASE("a number beyond 32 bits is not noted") {
    constexpr std::int64_t k_too_large = std::int64_t{1} << 32;
    AuthorIds ids(true);
    CHECK_FALSE(ids.find(author("A")));
    ids.add(k_too_large - 1);
    CHECK(ids.find(author("A")) == k_too_large - 1);
    CHECK(ids.has_all());
    ids.forget(author("A"));
    CHECK_FALSE(ids.find(author("A")));
    ids.add(k_too_large);
    CHECK_FALSE(ids.find(author("A")));
    CHECK_FALSE(ids.has_all());
  }

  TEST_CASE("a table that was not empty, or has grown beyond what is noted, may hold other names") {
    CHECK_FALSE(AuthorIds(false).has_all());
    AuthorIds ids(true, 4096);
    int count = 0;
    for (; ids.has_all() && count < 10'000; ++count) {
      REQUIRE_FALSE(ids.find(author(std::to_string(count))));
      ids.add(count + 1);
    }
    CHECK(count == 3073);
    CHECK(ids.find(author("0")) == 1);
    CHECK(ids.find(author(std::to_string(count - 2))) == count - 1);
    CHECK_FALSE(ids.find(author(std::to_string(count - 1))));
  }
}
