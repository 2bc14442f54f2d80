// Clean text and clean records.
// SPDX-License-Identifier: MIT
#include "normalize/normalize.hpp"

#include <doctest/doctest.h>
#include <utf8proc.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "normalize/clean_text.hpp"
#include "record/category.hpp"

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

/// A value that outlives its record.
struct KeptValue {
  std::string text;
  std::optional<std::string> original;
};

std::optional<KeptValue> value_in(const Record& record, Field field) {
  const auto value = record[field];
  return value ? std::optional(KeptValue{std::string(value->text), std::optional<std::string>(value->original)})
               : std::nullopt;
}

std::optional<std::string> date_in(const Record& record) { return std::optional<std::string>(record.date()); }

/// The decomposed (NFD) or composed (NFC) form of a whole text, made in one piece.
std::string in_form(const std::string& text, utf8proc_option_t form) {
  utf8proc_uint8_t* bytes = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &bytes, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | form));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(bytes, &std::free);
  REQUIRE(length >= 0);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
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
  TEST_CASE("what stands at any place of a long text is folded or dropped there") {
    using litdex::normalize::clean_text;
    for (std::size_t size = 1; size < 80; ++size) {
      const std::string left(size, 'a');
      for (const std::size_t rest : {std::size_t{1}, std::size_t{31}, std::size_t{70}}) {
        const std::string right(rest, 'b');
        CAPTURE(size);
        REQUIRE(clean_text(left + right) == left + right);
        REQUIRE(clean_text(left + " " + right) == left + " " + right);
        REQUIRE(clean_text(left + "  " + right) == left + " " + right);
        REQUIRE(clean_text(left + "\n" + right) == left + " " + right);
        REQUIRE(clean_text(left + " \x7F " + right) == left + " " + right);
        REQUIRE(clean_text(left + "\x01" + right) == left + right);
        REQUIRE(clean_text(left + " \x01" + right + " ") == left + " " + right);
        REQUIRE(clean_text(left + "\u00E9 " + right) == left + "\u00E9 " + right);
      }
    }
  }

  TEST_CASE("text is cleaned") {
    const struct {
      const char* rule;
      std::string_view source;
      std::string_view clean;
    } cases[] = {
        {"N2", "", ""},
        {"N2", "plain text", "plain text"},
        {"N2", " ", ""},
        {"N2", " a ", "a"},
        {"N2", "a  b\t\r\n c", "a b c"},
        {"N2", "two\nlines\n", "two lines"},
        {"N5", "a &lt; b &amp; c &#955; &#x3bb; d&nbsp;e", "a < b & c \u03BB \u03BB d e"},
        {"N5", "&amp;lt; &amp;amp;quot; &&gt;", "< \" &>"},
        {"N5", "AT&T; x&y &lt &unknown; &#65; &#0; &#xD800; &#1114112; &#;",
         "AT&T; x&y &lt &unknown; &#65; &#0; &#xD800; &#1114112; &#;"},
        {"N5", "it&#39;s &#60;b&#62; &#38;lt; a&#32;&#x20;b &#x26;#39;", "it's <b> < a b '"},
        {"N5", "&#59; &#35;39; &am&#112;; &#x7f; &#31;", "&#59; &#35;39; &am&#112;; &#x7f; &#31;"},
        {"N5", "&l\x01t; &lt\u037E &lt&#x37E;", "< < &lt&#x37E;"},
        {"N2",
         "no\xC2\xA0"
         "break",
         "no break"},
        {"N2", "line\xE2\x80\xA8separator \xE2\x80\xA9 and \xE3\x80\x80ideographic", "line separator and ideographic"},
        {"N2", "next\xC2\x85line", "next line"},
        {"N3", std::string_view("nul\0byte", 8), "nulbyte"},
        {"N3", "del\x7F and C1\xC2\x9B control", "del and C1 control"},
        {"N3", "bell\x07", "bell"},
        {"N4", "e\xCC\x81", "\xC3\xA9"},
        {"N4", "\xE2\x84\xAB", "\xC3\x85"},
        {"N1", "bad \xFF byte", "bad \xEF\xBF\xBD byte"},
        {"N1", "cut \xE2\x82", "cut \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"N1", "overlong \xC0\xAF", "overlong \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"N1", "surrogate \xED\xA0\x80", "surrogate \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"N3", "\x01 \x02", ""},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
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
      litdex::normalize::Clean again{"of the text before", true};
      litdex::normalize::clean(once, again);
      REQUIRE(again.text == once);
      REQUIRE_FALSE(again.changed_more);
    }
  }

  TEST_CASE("every letter and mark is composed as in the whole text (N4)") {
    // Behind these none is composed; between, ideographs and syllables are all alike.
    constexpr std::uint32_t k_end = 0x11A00;
    for (std::uint32_t c = 0xA1; c < k_end; ++c) {
      const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
      const bool is_blank = category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
      if (is_blank || (c >= 0x3400 && c < 0xF900 && c != 0xAC00)) continue;
      std::string letter;
      litdex::base::append_utf8(letter, c);
      const std::string text = "x" + in_form(letter, UTF8PROC_DECOMPOSE) + "e" + letter + "\u0301y" + letter;
      if (clean_text(text) != in_form(text, UTF8PROC_COMPOSE)) FAIL_CHECK("U+" << std::hex << c);
    }
  }

  TEST_CASE("marks that composing takes out of a character count like any others") {
    const std::string below = "\xCC\xA3";  // U+0323 stands before those above: a composed letter comes apart
    for (const std::string_view composed : {"\xC7\x98", "\xE0\xBD\xB8", "\xE0\xA4\x95\xE0\xA5\x98", "\xE1\xBE\x82"}) {
      for (int count = 26; count <= 34; ++count) {
        CAPTURE(composed);
        CAPTURE(count);
        std::string text = "a" + std::string(composed) + below;
        for (int i = 0; i < count; ++i) text += "\xCC\x81";
        const std::string once = clean_text(text);
        CHECK(clean_text(once) == once);
      }
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
  TEST_CASE("the source text is kept only where more than white space changed (N1 to N4)") {
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
      CHECK_FALSE(value_in(normalized(Field::comments, source), Field::comments));
    CHECK(normalize(RawRecord{}).given().empty());
  }

  TEST_CASE("an identifier becomes canonical, and what is none is absent (N6)") {
    CHECK(value_in(normalized(Field::arxiv_id, "2105.05720"), Field::arxiv_id)->text == "2105.05720");
    CHECK_FALSE(value_in(normalized(Field::arxiv_id, "2105.05720"), Field::arxiv_id)->original);
    CHECK(value_in(normalized(Field::arxiv_id, "math.GT/0309136"), Field::arxiv_id)->text == "math/0309136");
    CHECK(value_in(normalized(Field::arxiv_id, "math.GT/0309136"), Field::arxiv_id)->original == "math.GT/0309136");
    CHECK_FALSE(value_in(normalized(Field::arxiv_id, "none"), Field::arxiv_id));
  }

  TEST_CASE("a version is a number (N6)") {
    CHECK(value_in(normalized(Field::latest_version, "v12"), Field::latest_version)->text == "12");
    CHECK(value_in(normalized(Field::latest_version, "3"), Field::latest_version)->text == "3");
    for (const char* source : {"0", "v0", "v", "x", "1234567"}) {
      CAPTURE(source);
      CHECK_FALSE(value_in(normalized(Field::latest_version, source), Field::latest_version));
    }
  }

  TEST_CASE("the record's date is that of the update, or else of the submission, when it is a date (N9)") {
    RawRecord raw;
    CHECK_FALSE(date_in(normalize(raw)));
    raw[Field::submitted] = "2011-07-21";
    CHECK(date_in(normalize(raw)) == "2011-07-21");
    raw[Field::updated] = "2011-10-08";
    CHECK(date_in(normalize(raw)) == "2011-10-08");
    raw[Field::updated] = "2011-13-08";
    CHECK(date_in(normalize(raw)) == "2011-07-21");
    raw[Field::submitted] = "Thu, 21 Jul 2011 19:18:42 GMT";
    CHECK(date_in(normalize(raw)) == "2011-07-21T19:18:42Z");
    CHECK(value_in(normalize(raw), Field::submitted)->text == "2011-07-21T19:18:42Z");
    CHECK_FALSE(value_in(normalize(raw), Field::submitted)->original);
    CHECK_FALSE(value_in(normalize(raw), Field::updated));
    raw[Field::submitted] = "2011";
    CHECK_FALSE(date_in(normalize(raw)));
    CHECK_FALSE(value_in(normalize(raw), Field::submitted));
    raw.date = "2012-01-02";
    CHECK(date_in(normalize(raw)) == "2012-01-02");
  }

  TEST_CASE("TeX becomes Unicode in texts, with the source text kept, and stays in all other fields (N7)") {
    for (const Field field :
         {Field::title, Field::authors, Field::abstract, Field::comments, Field::journal_ref, Field::submitter}) {
      const Record record = normalized(field, "G\\\"odel");
      CHECK(record[field]->text == "G\u00F6del");
      CHECK(record[field]->original == "G\\\"odel");
    }
    for (const Field field : {Field::report_no, Field::msc_class, Field::license}) {
      CHECK(value_in(normalized(field, "G\\\"odel"), field)->text == "G\\\"odel");
    }
  }

  TEST_CASE("authors become one list; the source text is kept where more than separators changed (N8)") {
    const Record entity = normalized(Field::authors, "A. Author &lt, B. Author");
    CHECK(entity[Field::authors]->text == "A. Author < B. Author");
    const Record nobody = normalized(Field::authors, ";;\\;;\\;");
    CHECK(nobody[Field::authors]->text == ";;\\;;\\;");
    const Record line = normalized(Field::authors, "A. Author, B. Author and C. Author");
    CHECK(line[Field::authors]->text == "A. Author; B. Author; C. Author");
    CHECK_FALSE(line[Field::authors]->original);
    const Record list = normalized(Field::authors, "Author, A.; Author, B.;");
    CHECK(list[Field::authors]->text == "A. Author; B. Author");
    CHECK_FALSE(list[Field::authors]->original);
    const Record numbered = normalized(Field::authors, "A. Author (1) ((1) Inst)");
    CHECK(numbered[Field::authors]->text == "A. Author (Inst)");
    CHECK(numbered[Field::authors]->original == "A. Author (1) ((1) Inst)");
  }

  TEST_CASE("categories have the case of the taxonomy, each once, and ended archives their successor (N10)") {
    const struct {
      const char* source;
      const char* text;
    } cases[] = {
        {"hep-th math.AG", "hep-th math.AG"},   {"CS.lg cs.LG stat.ml", "cs.LG stat.ML"},
        {"alg-geom math.AG", "math.AG"},        {"cmp-lg", "cs.CL"},
        {"cs.NA math.NA", "cs.NA math.NA"},     {"math.NA cs.NA", "math.NA cs.NA"},
        {"astro-ph, gr-qc;", "astro-ph gr-qc"}, {"made.UP hep-th", "made.UP hep-th"},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.source);
      const auto value = value_in(normalized(Field::categories, expected.source), Field::categories);
      CHECK(value->text == expected.text);
      CHECK(value->original.has_value() == (value->text != expected.source));
    }
  }

  TEST_CASE("the table of categories is that of the seed (N10)") {
    std::string expected;
    for (const auto& category : litdex::record::categories()) {
      expected = "('" + std::string(category.code) + "', ";
      CAPTURE(expected);
      const std::string_view seed = litdex::base::embedded_text("seeds/arxiv_categories.sql");
      const std::size_t begin = seed.find(expected);
      REQUIRE(begin != std::string_view::npos);
      const std::string_view row = seed.substr(begin, seed.find('\n', begin) - begin);
      const bool has_successor = row.find(", 0, '") != std::string_view::npos;
      CHECK(has_successor == !category.successor.empty());
      if (has_successor) CHECK(row.find("'" + std::string(category.successor) + "')") != std::string_view::npos);
    }
    const std::string_view seed = litdex::base::embedded_text("seeds/arxiv_categories.sql");
    std::size_t rows = 0;
    for (std::size_t at = seed.find("\n  ('"); at != std::string_view::npos; at = seed.find("\n  ('", at + 1)) ++rows;
    CHECK(rows == litdex::record::categories().size());
  }

  TEST_CASE("a known licence has one address (N12)") {
    for (const char* source :
         {"http://arxiv.org/licenses/nonexclusive-distrib/1.0/", "https://arxiv.org/licenses/nonexclusive-distrib/1.0",
          "HTTPS://www.arXiv.org/licenses/nonexclusive-distrib/1.0//"}) {
      CAPTURE(source);
      CHECK(value_in(normalized(Field::license, source), Field::license)->text ==
            "http://arxiv.org/licenses/nonexclusive-distrib/1.0/");
    }
    CHECK(value_in(normalized(Field::license, "https://creativecommons.org/licenses/by/4.0"), Field::license)->text ==
          "http://creativecommons.org/licenses/by/4.0/");
    CHECK(value_in(normalized(Field::license, "https://example.org/L"), Field::license)->text ==
          "https://example.org/L");
  }

  TEST_CASE("DOIs lose what stands around them, and keep their case (N11)") {
    const struct {
      const char* source;
      const char* text;
    } cases[] = {
        {"10.1016/S0370-2693(97)00001-2", "10.1016/S0370-2693(97)00001-2"},
        {"https://doi.org/10.1000/ABC.", "10.1000/ABC"},
        {"doi:10.1000/a; DOI:10.1000/b, 10.1000/c", "10.1000/a 10.1000/b 10.1000/c"},
        {"doi:10.1000/A doi:10.1000/a; 10.1000/b", "10.1000/A 10.1000/b"},
        {"none", "none"},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.source);
      const auto value = value_in(normalized(Field::doi, expected.source), Field::doi);
      CHECK(value->text == expected.text);
      CHECK(value->original.has_value() == (value->text != expected.source));
    }
  }
}
