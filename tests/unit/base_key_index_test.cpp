// Keys of a table found by a hash: each at its place, and no other.
// SPDX-License-Identifier: MIT
#include "base/key_index.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

using litdex::base::KeyIndex;

namespace {

// The hash sees the length, the first, the middle and the last two characters: the last three are alike for it.
constexpr std::string_view k_keys[] = {"a", "ab", "title", "math.AG", "xa1b2yz", "xc1b3yz", "xd1b4yz"};
constexpr std::string_view key_at(std::size_t place) { return k_keys[place]; }
constexpr KeyIndex<std::size(k_keys)> k_index(key_at);

}  // namespace

TEST_SUITE("base::key_index") {
  TEST_CASE("each key is found at its place, those of one slot too") {
    for (std::size_t place = 0; place < std::size(k_keys); ++place) {
      CHECK(k_index.find(k_keys[place], key_at) == place);
    }
  }

  TEST_CASE("what is no key is absent, also where a key has its slot") {
    for (const std::string_view text : {"", "b", "ba", "titles", "math.ag", "xe1b5yz"}) {
      CAPTURE(text);
      CHECK(k_index.find(text, key_at) == decltype(k_index)::k_absent);
    }
    for (int c = 0; c < 256; ++c) {
      const std::string text(1, static_cast<char>(c));
      CHECK((k_index.find(text, key_at) != decltype(k_index)::k_absent) == (text == "a"));
    }
  }
}
