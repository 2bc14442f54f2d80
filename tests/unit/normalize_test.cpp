// Clean text and clean records.
// SPDX-License-Identifier: MIT
#include "normalize/normalize.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "base/text.hpp"
#include "normalize/clean_text.hpp"

using litdex::normalize::clean_text;
using litdex::normalize::normalize;
using litdex::record::Field;
using litdex::record::RawRecord;
using litdex::record::Record;

namespace {

Record normalized(Field field, std::string_view text) {
  RawRecord raw;
  raw[field] = text;
  return normalize(raw);
}

/// Random bytes, half of them of the kind that cleaning looks at.
std::string random_text(std::mt19937& random, std::size_t size) {
  static const std::string_view pieces[] = {
      "&",           "amp;",     "&lt",      ";",        "&#x3",         "7E;",
      "\xCD\xBE",    " ",        "\n",       "\xC2\xA0", "\xE2\x80\xA8", "\xCC\x81",
      "e",           "\x7F",     "\xC2\x85", "\xEF\xBF", "\xE2\x80\x80", "\xCC\x88",
      "A",           "\xCD\x84", "\xF0\x9F", "\xE1\x84", "\xCC\xA7",     "\xC3\xA9",
      "\xE2\x84\xAB"};
  std::string text;
  while (text.size() < size) {
    if (random() % 2 == 0) {
      text += pieces[random() % std::size(pieces)];
    } else {
      text += static_cast<char>(random() % 256);
    }
  }
  return text;
}

}  // namespace

TEST_SUITE("normalize::clean_text") {
  TEST_CASE("text is cleaned") {
    const struct {
      std::string_view source;
      std::string_view clean;
    } cases[] = {
        {"", ""},
        {"plain text", "plain text"},
        {" ", ""},
        {" a ", "a"},
        {"a  b\t\r\n c", "a b c"},
        {"two\nlines\n", "two lines"},
        {"a &lt; b &amp; c &#955; &#x3bb; d&nbsp;e", "a < b & c \u03BB \u03BB d e"},
        {"&amp;lt; &amp;amp;quot; &&gt;", "< \" &>"},
        {"AT&T; x&y &lt &unknown; &#65; &#0; &#xD800; &#1114112; &#;",
         "AT&T; x&y &lt &unknown; &#65; &#0; &#xD800; &#1114112; &#;"},
        {"it&#39;s &#60;b&#62; &#38;lt; a&#32;&#x20;b &#x26;#39;", "it's <b> < a b '"},
        {"&#59; &#35;39; &am&#112;; &#x7f; &#31;", "&#59; &#35;39; &am&#112;; &#x7f; &#31;"},
        {"&l\x01t; &lt\u037E &lt&#x37E;", "< < &lt&#x37E;"},
        {"no\xC2\xA0"
         "break",
         "no break"},
        {"line\xE2\x80\xA8separator \xE2\x80\xA9 and \xE3\x80\x80ideographic", "line separator and ideographic"},
        {"next\xC2\x85line", "next line"},
        {std::string_view("nul\0byte", 8), "nulbyte"},
        {"del\x7F and C1\xC2\x9B control", "del and C1 control"},
        {"bell\x07", "bell"},
        {"e\xCC\x81", "\xC3\xA9"},
        {"\xE2\x84\xAB", "\xC3\x85"},
        {"bad \xFF byte", "bad \xEF\xBF\xBD byte"},
        {"cut \xE2\x82", "cut \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"overlong \xC0\xAF", "overlong \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"surrogate \xED\xA0\x80", "surrogate \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\x01 \x02", ""},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.source));
      CHECK(clean_text(expected.source) == expected.clean);
    }
  }

  TEST_CASE("cleaning is total and idempotent, and gives valid UTF-8 without controls, on random bytes") {
    std::mt19937 random(20240501);
    for (int round = 0; round < 20000; ++round) {
      const std::string text = random_text(random, random() % 60);
      const std::string once = clean_text(text);
      CAPTURE(litdex::base::printable(text));
      REQUIRE(litdex::base::is_valid_utf8(once));
      REQUIRE(once == litdex::base::trim(once));
      REQUIRE(once.find("  ") == std::string::npos);
      REQUIRE(once.find('\0') == std::string::npos);
      REQUIRE(clean_text(once) == once);
      REQUIRE_FALSE(litdex::normalize::clean(once).changed_more);
    }
  }

  TEST_CASE("a hundred thousand marks on one letter take no time that grows with their square") {
    std::string text = "a";
    for (int i = 0; i < 100000; ++i) text += i % 2 == 0 ? "\xCC\x81" : "\xCC\xA7";
    const std::string once = clean_text(text);
    CHECK(once.size() > text.size());
    CHECK(clean_text(once) == once);
  }
}

TEST_SUITE("normalize::normalize") {
  TEST_CASE("the source text is kept only where more than white space changed") {
    const struct {
      const char* source;
      const char* text;
      const char* original;  ///< empty: none
    } cases[] = {
        {"We  find\n none. ", "We find none.", ""},
        {"no\xC2\xA0"
         "break",
         "no break", ""},
        {"G\xC3\xB6"
         "del",
         "G\xC3\xB6"
         "del",
         ""},
        {"Go\xCC\x88"
         "del  numbers",
         "G\xC3\xB6"
         "del numbers",
         "Go\xCC\x88"
         "del numbers"},
        {"a \n\x7F b", "a b", "a \\x7f b"},
        {"bad \xFF", "bad \xEF\xBF\xBD", "bad \\xff"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.source));
      const Record record = normalized(Field::abstract, expected.source);
      REQUIRE(record[Field::abstract].has_value());
      CHECK(record[Field::abstract]->text == expected.text);
      CHECK(record[Field::abstract]->original.value_or("") == expected.original);
    }
  }

  TEST_CASE("a field with nothing left is absent") {
    for (const char* source : {"", " \n", "\x01\x7F"})
      CHECK_FALSE(normalized(Field::comments, source)[Field::comments]);
    CHECK(normalize(RawRecord{}).given().empty());
  }

  TEST_CASE("an identifier becomes canonical, and what is none is absent") {
    CHECK(normalized(Field::arxiv_id, "2105.05720")[Field::arxiv_id]->text == "2105.05720");
    CHECK_FALSE(normalized(Field::arxiv_id, "2105.05720")[Field::arxiv_id]->original);
    CHECK(normalized(Field::arxiv_id, "math.GT/0309136")[Field::arxiv_id]->text == "math/0309136");
    CHECK(normalized(Field::arxiv_id, "math.GT/0309136")[Field::arxiv_id]->original == "math.GT/0309136");
    CHECK_FALSE(normalized(Field::arxiv_id, "none")[Field::arxiv_id]);
  }

  TEST_CASE("a version is a number") {
    CHECK(normalized(Field::latest_version, "v12")[Field::latest_version]->text == "12");
    CHECK(normalized(Field::latest_version, "3")[Field::latest_version]->text == "3");
    for (const char* source : {"0", "v0", "v", "x", "1234567"}) {
      CAPTURE(source);
      CHECK_FALSE(normalized(Field::latest_version, source)[Field::latest_version]);
    }
  }

  TEST_CASE("the record's date is that of the update, or else of the submission, when it is a date") {
    RawRecord raw;
    CHECK_FALSE(normalize(raw).date);
    raw[Field::submitted] = "2011-07-21";
    CHECK(normalize(raw).date == "2011-07-21");
    raw[Field::updated] = "2011-10-08";
    CHECK(normalize(raw).date == "2011-10-08");
    raw[Field::updated] = "2011-13-08";
    CHECK(normalize(raw).date == "2011-07-21");
    raw[Field::submitted] = "21 July 2011";
    CHECK_FALSE(normalize(raw).date);
    CHECK(normalize(raw)[Field::submitted]->text == "21 July 2011");
  }
}
