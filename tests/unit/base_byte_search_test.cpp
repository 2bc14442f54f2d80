// Searching bytes in blocks: each place of each length, and nothing beyond the text.
// SPDX-License-Identifier: MIT
#include "base/byte_search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string_view>
#include <vector>

using namespace litdex::base;  // NOLINT(google-build-using-namespace): the tests are about all of it

namespace {

constexpr std::size_t k_lengths = 100;

/// Bytes with nothing behind them that could be read unnoticed.
using Exact = std::vector<char>;

std::string_view view(const Exact& bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace

TEST_SUITE("base::byte_search") {
  TEST_CASE("the first byte wanted is found at each place of texts of each length") {
    const auto is_wanted = [](Bytes c) { return (c == 'x') | (c == 0xFF); };
    for (std::size_t length = 0; length < k_lengths; ++length) {
      CHECK(find_byte(view(Exact(length, '.')), is_wanted) == length);
      for (std::size_t place = 0; place < length; ++place) {
        Exact text(length, '.');
        text[place] = '\xFF';
        CHECK(find_byte(view(text), is_wanted) == place);
        text[place] = text.back() = 'x';
        REQUIRE(find_byte(view(text), is_wanted) == place);
      }
    }
  }

  TEST_CASE("what is put behind a short text is never found") {
    const auto is_wanted = [](Bytes c) { return c == 0; };
    for (std::size_t length = 0; length < k_lengths; ++length) {
      CHECK(find_byte(view(Exact(length, '.')), is_wanted) == length);
    }
  }

  TEST_CASE("answers become the same bits with and without an instruction for it") {
    std::mt19937 random(20261127);
    for (unsigned round = 0; round < 1000; ++round) {
      // Each answer alone, then any of them.
      const auto bits = round < sizeof(Bytes) ? 1U << round : static_cast<unsigned>(random() & 0xFFFFU);
      Bytes bytes = {};
      for (unsigned i = 0; i < sizeof(Bytes); ++i) bytes[i] = static_cast<unsigned char>(bits >> i & 1U);
      CHECK(detail::bits_of(bytes == 1) == bits);
      CHECK(detail::gathered_bits_of(bytes == 1) == bits);
    }
  }

  TEST_CASE("the first pair wanted is found at each place of texts of each length") {
    const auto is_wanted = [](Bytes c, Bytes next) { return (c == '<') & (next == '>'); };
    for (std::size_t length = 1; length < k_lengths; ++length) {
      CHECK(find_pair(view(Exact(length, '.')), is_wanted) == length - 1);
      for (std::size_t place = 0; place + 1 < length; ++place) {
        Exact text(length, '<');
        CHECK(find_pair(view(text), is_wanted) == length - 1);
        text[place + 1] = text.back() = '>';
        REQUIRE(find_pair(view(text), is_wanted) == place);
      }
    }
  }

  TEST_CASE("each byte is told to be inside or outside a range, alone and among others") {
    for (unsigned byte = 0; byte <= 0xFF; ++byte) {
      const auto c = static_cast<unsigned char>(byte);
      const bool is_digit = c >= '0' && c <= '9';
      const Exact text = {'5', static_cast<char>(c), '5'};
      CAPTURE(byte);
      CHECK(is_between(c, '0', '9') == is_digit);
      CHECK(is_outside(c, '0', '9') == !is_digit);
      CHECK(find_byte(view(text), [](Bytes b) { return is_outside(b, '0', '9'); }) == (is_digit ? 3 : 1));
    }
  }

  TEST_CASE("each of sixty-four bytes has its bit") {
    const auto is_wanted = [](Bytes c) { return is_between(c, 'a', 'z'); };
    Exact text(k_bits, '.');
    CHECK(find_bits(text.data(), is_wanted) == 0);
    for (std::size_t place = 0; place < k_bits; ++place) {
      text[place] = 'q';
      REQUIRE(find_bits(text.data(), is_wanted) == std::uint64_t{1} << place);
      text[place] = '.';
    }
    std::ranges::fill(text, 'q');
    CHECK(find_bits(text.data(), is_wanted) == ~std::uint64_t{0});
  }
}
