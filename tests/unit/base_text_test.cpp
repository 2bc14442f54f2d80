// Text helpers: UTF-8, blanks, printing.
// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace litdex::base;  // NOLINT(google-build-using-namespace): the tests are about all of it

TEST_SUITE("base::text") {
  TEST_CASE("a suffix begins between code points and is never longer than asked for") {
    CHECK(utf8_suffix("tea", 5) == "tea");
    CHECK(utf8_suffix("tea", 2) == "ea");
    CHECK(utf8_suffix("a\xC3\xA9z", 2) == "z");
    CHECK(utf8_suffix("a\xC3\xA9z", 3) == "\xC3\xA9z");
    CHECK(utf8_suffix("a\xC3\xA9", 0).empty());
  }

  TEST_CASE("a code point is read with its length, and what is invalid is one bad byte") {
    const struct {
      std::string_view text;
      std::uint32_t value;
      std::size_t length;
      bool is_valid;
    } cases[] = {
        {"a", 'a', 1, true},
        {std::string_view("\0", 1), 0, 1, true},
        {"\xC3\xA9x", 0xE9, 2, true},
        {"\xE2\x82\xAC", 0x20AC, 3, true},
        {"\xF0\x9F\x98\x80", 0x1F600, 4, true},
        {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4, true},
        {"\xF4\x90\x80\x80", 0xFFFD, 1, false},
        {"\xC0\xAF", 0xFFFD, 1, false},
        {"\xE0\x80\xAF", 0xFFFD, 1, false},
        {"\xED\xA0\x80", 0xFFFD, 1, false},
        {"\xE2\x82", 0xFFFD, 1, false},
        {"\x80", 0xFFFD, 1, false},
        {"\xFF", 0xFFFD, 1, false},
    };
    for (const auto& expected : cases) {
      CAPTURE(hex(expected.text));
      const CodePoint point = read_code_point(expected.text);
      CHECK(point.value == expected.value);
      CHECK(point.length == expected.length);
      CHECK(point.is_valid == expected.is_valid);
      CHECK(is_valid_utf8(expected.text.substr(0, expected.length)) == expected.is_valid);
    }
  }

  TEST_CASE("every scalar value is written as it is read") {
    for (std::uint32_t value = 0; value <= 0x10FFFF; ++value) {
      if (value == 0xD800) value = 0xE000;
      std::string text;
      append_utf8(text, value);
      const CodePoint point = read_code_point(text);
      REQUIRE(point.value == value);
      REQUIRE(point.length == text.size());
    }
  }

  TEST_CASE("a prefix ends between code points") {
    CHECK(utf8_prefix("a\xC3\xA9", 3) == "a\xC3\xA9");
    CHECK(utf8_prefix("a\xC3\xA9", 2) == "a");
    CHECK(utf8_prefix("\xE2\x82\xAC", 2).empty());
    CHECK(utf8_prefix("abc", 0).empty());
  }

  TEST_CASE("what a terminal could obey is made visible") {
    const struct {
      std::string_view text;
      std::string_view shown;
    } cases[] = {
        {"plain \xC3\xA9", "plain \xC3\xA9"},
        {"a\nb\r\t", "a\\nb\\r\\t"},
        {"\x1B[31m", "\\x1b[31m"},
        {"\x7F", "\\x7f"},
        {"\xC2\x9B", "\\u{009b}"},
        {"\xE2\x80\xAE", "\\u{202e}"},
        {"\xE2\x80\xA8", "\\u{2028}"},
        {"\xFF", "\\xff"},
        {std::string_view("\0", 1), "\\x00"},
    };
    for (const auto& expected : cases) CHECK(printable(expected.text) == expected.shown);
  }

  TEST_CASE("blanks are trimmed, and pieces keep their empty neighbours") {
    CHECK(trim(" \t\r\n\v\f a b \n") == "a b");
    CHECK(trim(" \n").empty());
    CHECK(split("a;;b;", ';') == std::vector<std::string_view>{"a", "", "b", ""});
    CHECK(split("", ';') == std::vector<std::string_view>{""});
  }

  TEST_CASE("a pair of letters is found at each place of texts of each length, in either case, and nothing else is") {
    for (std::size_t length = 0; length < 100; ++length) {
      CHECK_FALSE(has_pair(std::string(length, 'h'), 'h', 'd'));
      CHECK_FALSE(has_pair(std::string(length, 'd'), 'h', 'd'));
      for (std::size_t place = 0; place + 1 < length; ++place) {
        for (const std::string_view pair : {"hd", "Hd", "HD", "hD"}) {
          std::string text(length, 'd');
          text.replace(place, 2, pair);
          REQUIRE(has_pair(text, 'h', 'd'));
          text[place + 1] = '$';  // one bit from d
          REQUIRE_FALSE(has_pair(text, 'h', 'd'));
        }
      }
    }
  }

  TEST_CASE("numbers, bytes and letters are written plainly") {
    CHECK(with_commas(0) == "0");
    CHECK(with_commas(999) == "999");
    CHECK(with_commas(12304) == "12,304");
    CHECK(with_commas(1234567) == "1,234,567");
    CHECK(hex(std::string_view("\x00\xAB", 2)) == "00ab");
    CHECK(ascii_lower("AZ\xC3\x89z") == "az\xC3\x89z");
  }

  TEST_CASE("the distance of two words counts edits, a swap as one") {
    CHECK(edit_distance("import", "import") == 0);
    CHECK(edit_distance("imprt", "import") == 1);
    CHECK(edit_distance("improt", "import") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
  }
}
