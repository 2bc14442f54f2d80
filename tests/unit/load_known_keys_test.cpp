// Which keys a table may hold: none is missed, few are imagined, and memory has an end.
// SPDX-License-Identifier: MIT
#include "load/known_keys.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "base/hash.hpp"

namespace {

using litdex::load::KnownKeys;

std::uint64_t key(std::uint64_t number) { return litdex::base::quick_hash(std::to_string(number), 0); }

}  // namespace

TEST_SUITE("load::known_keys") {
  TEST_CASE("an empty table holds what was added to it and nothing else") {
    KnownKeys keys(true);
    CHECK_FALSE(keys.may_hold(0));
    constexpr std::uint64_t k_count = 100'000;
    for (std::uint64_t i = 0; i < k_count; ++i) keys.add(key(i));
    std::uint64_t missed = 0;
    std::uint64_t imagined = 0;
    for (std::uint64_t i = 0; i < k_count; ++i) {
      if (!keys.may_hold(key(i))) ++missed;
      if (keys.may_hold(key(k_count + i))) ++imagined;
    }
    CHECK(missed == 0);
    CHECK(imagined == 0);
  }

  TEST_CASE("zero is a key, and keys that differ in their upper bits only are two") {
    KnownKeys keys(true);
    keys.add(0);
    CHECK(keys.may_hold(0));
    constexpr std::uint64_t k_upper = std::uint64_t{1} << 63U;
    keys.add(7);
    CHECK_FALSE(keys.may_hold(k_upper + 7));
    keys.add(k_upper + 7);
    CHECK(keys.may_hold(k_upper + 7));
    CHECK(keys.may_hold(7));
  }

  TEST_CASE("a key that is added again takes no room") {
    KnownKeys keys(true);
    const std::uint64_t one = key(1);
    for (int i = 0; i < 5'000'000; ++i) keys.add(one);
    CHECK(keys.may_hold(one));
    CHECK_FALSE(keys.may_hold(key(2)));
  }

  TEST_CASE("a table that was not empty, or has grown beyond what is noted, may hold anything") {
    CHECK(KnownKeys(false).may_hold(key(1)));
    KnownKeys keys(true, 4096);
    std::uint64_t count = 0;
    for (; count < 10'000 && !keys.may_hold(key(20'000'000)); ++count) keys.add(count * 0x9E3779B97F4A7C15U);
    CHECK(count == 3073);
    keys.add(key(1));
    CHECK(keys.may_hold(key(2)));
  }
}
