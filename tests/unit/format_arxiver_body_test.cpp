// The lines before an anchor line: rules B1 to B9 of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#include "format/arxiver_body.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "format/segment.hpp"

using litdex::format::k_sure;
using litdex::format::split_body;

TEST_SUITE("format::arxiver_body") {
  TEST_CASE("the lines before the anchor are abstract and comments (B1 to B3)") {
    const std::string long_line(200, 'x');
    const struct {
      const char* rule;
      std::string body;
      std::string abstract;
      std::string comments;
      bool is_sure;
    } cases[] = {
        {"B1", "", "", "", true},
        {"B1", "One line.\n", "One line.", "", true},
        {"B2", "An abstract.\n\n4 pages\n\n", "An abstract.", "4 pages", true},
        {"B2", "An abstract.\r\n\r\n4 pages\r\n\r\n", "An abstract.", "4 pages", true},
        {"B2", "One.\n\nTwo.\n \n4 pages\n", "One.\n\nTwo.", "4 pages", false},
        {"B3", long_line + "\n4 pages", long_line, "4 pages", true},
        {"B3", long_line + "\nmore\n4 pages", long_line + "\nmore", "4 pages", false},
        {"B7", "short\nlines\n" + long_line, "short\nlines", long_line, false},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(std::string(expected.body));
      const auto body = split_body(expected.body);
      CHECK(body.abstract == expected.abstract);
      CHECK(body.comments == expected.comments);
      CHECK((body.probability >= k_sure) == expected.is_sure);
    }
  }

  TEST_CASE("of wrapped lines the last is the comments where room, signs and words say so (B4)") {
    const std::string abstract =
        "Kettles whistle when the water in them boils, and the pitch of the whistle\n"
        "tells how full they are. We listen to four hundred kettles, write down what\n"
        "we hear, and find that a simple law of two parameters describes them";
    const struct {
      std::string end;  ///< of the abstract, after the lines above
      std::string last_line;
      bool is_comments;
    } cases[] = {
        {" well.", "12 pages, 3 figures", true},
        {" well.", "Accepted by the Journal of Kettles", true},
        {" well.", "LaTeX, 7 pages, no figures, to appear in Kettle Letters B", true},
        {" all,", "from the smallest of them to the largest.", false},
        {" and", "generalizations to teapots.", false},
        {" well.", "  Revised in May. To appear in Kettle Letters B", false},
        {" all, as", "was already conjectured by others.", false},
    };
    for (const auto& expected : cases) {
      const std::string whole = abstract + expected.end + "\n" + expected.last_line;
      CAPTURE(whole);
      const auto body = split_body(whole);
      CHECK(body.comments == (expected.is_comments ? expected.last_line : ""));
      CHECK(body.probability > 0.9);
    }
  }

  TEST_CASE("a reference to a character is as wide as the character (B9)") {
    const std::string first =
        "Kettles with $a &lt; b$ whistle when the water in them boils, and the whistle\n"
        "tells how full they are. We listen to four hundred, with $a&lt;b$ and $c &#8805; d$,\n"
        "and find that a simple law of &quot;two&quot; parameters describes them all, from the\n";
    const auto wrapped = split_body(first + "smallest of them to the largest.");
    CHECK(wrapped.comments.empty());
    CHECK(wrapped.probability > 0.9);
    std::string without_references = first + "smallest of them to the largest.";
    std::ranges::replace(without_references, '&', '+');
    CHECK(split_body(without_references).probability == 0.5);
  }

  TEST_CASE("a long text in the place of comments is judged by its words and length (B5)") {
    const std::string abstract =
        "We study how the pitch of a whistling kettle depends on the water in it. We show that a simple law of two "
        "parameters describes four hundred of them, and discuss how the result can be applied to teapots and cups.";
    const std::string cut_off = abstract.substr(0, 150);
    const std::string comments =
        "23 pages, 7 figures, LaTeX; accepted for publication in the Journal of Kettles, minor changes to match the "
        "published version, references added, typos corrected";
    for (const std::string gap : {"\n", "\r\n", "\n\n"}) {
      CAPTURE(gap);
      CHECK(split_body(abstract + gap + comments).probability >= k_sure);
      CHECK(split_body("A short one." + gap + comments).probability >= k_sure);
      CHECK(split_body(abstract + gap + comments).comments == comments);
      CHECK(split_body(cut_off + gap + abstract).probability < 0.5);
      CHECK(split_body("Ann Author" + gap + abstract).probability < 0.5);
    }
  }

  TEST_CASE("a page is as much indented as its anchor lines (B6)") {
    const auto body = split_body("We show that it is hot.\n   12 pages\n   ");
    CHECK(body.abstract == "We show that it is hot.");
    CHECK(body.comments == "12 pages");
    CHECK(split_body("We show that it is hot\n     and stays so.\n   ").comments.empty());
    const std::string long_line(90, 'x');
    const std::string text = "\u00A0" + long_line + ".\n\u00A0revised version\n\u00A0";
    const auto with_no_break_spaces = split_body(text);
    CHECK(with_no_break_spaces.abstract == "\u00A0" + long_line + ".");
    CHECK(with_no_break_spaces.comments == "revised version");
    CHECK(with_no_break_spaces.probability == 1);
  }

  TEST_CASE("comments that go on where an abstract stops inside a sentence are the rest of another page (B8)") {
    const std::string long_line = std::string(90, 'x') + " and fill";
    const struct {
      std::string body;
      bool is_sure;
    } cases[] = {
        {long_line + "\nlgorithms", false},
        {long_line + "\n\nlgorithms", false},
        {long_line + "\n, and so on", false},
        {long_line + "\u201D\nrevised version", true},
        {long_line + "\n\u00C9cole d'\u00E9t\u00E9", true},
        {long_line + ".\nrevised version", true},
        {long_line + " $x$\nrevised version", true},
        {long_line + "\nRevised version", true},
        {long_line + "\n4 pages", true},
        {long_line + ".\n 4 pages", false},
        {" " + long_line + ".\n 4 pages\n ", true},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.body);
      CHECK((split_body(expected.body).probability >= k_sure) == expected.is_sure);
    }
  }

  TEST_CASE("lines that no wrapped abstract has in its middle are a joint of two pages (B7)") {
    const std::string first =
        "Kettles whistle when the water in them boils, and the pitch of the whistle\n"
        "tells how full they are. We listen to four hundred kettles, write down what\n";
    const std::string second =
        "We ask how many cups a teapot fills, and find that a simple answer of two\n"
        "words is not enough for those who want to know it well.\n12 pages, 3 figures";
    const struct {
      std::string body;
      bool is_joint;
    } cases[] = {
        {first + second, true},  // "what", then "We"
        {first + "we hear, and\n" + second, true},
        {first + "we hear, and\n  " + second, false},
        {first + "we hear, and find that a simple law of two parameters describes them well.\n" + second, false},
        {first + std::string(90, 'x') + "\n" + second, true},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.body);
      const auto body = split_body(expected.body);
      CHECK((body.probability <= 0.5) == expected.is_joint);
      CHECK(body.comments == "12 pages, 3 figures");
    }
  }

  TEST_CASE("abstracts may be wrapped before any column (B7)") {
    for (const std::size_t column : {40, 60, 77, 100, 140}) {
      CAPTURE(column);
      std::string body;
      std::size_t length = 0;
      for (int i = 0; i < 120; ++i) {
        const std::string word(1 + static_cast<std::size_t>(i) * 7 % 11, 'a');
        const bool is_first = body.empty();
        const bool fits = length + 1 + word.size() <= column;
        body += is_first ? "" : fits ? " " : "\n";
        length = is_first || !fits ? word.size() : length + 1 + word.size();
        body += word;
      }
      const std::string abstract = body + ".";
      const std::string abstract_and_comments = abstract + "\n12 pages, 3 figures";
      const auto whole = split_body(abstract);
      const auto with_comments = split_body(abstract_and_comments);
      CHECK(with_comments.comments == "12 pages, 3 figures");
      CHECK(with_comments.probability >= k_sure);
      CHECK(whole.probability > 0.5);
    }
  }

  TEST_CASE("the parts of a body hold all its text but the blanks between them") {
    for (const std::string body : {"a\nb", "a\n\nb\n\nc", "a\n b\n  c", " \n a \r\n", "A b.\n1 page\n2 pages"}) {
      CAPTURE(body);
      const auto parts = split_body(body);
      std::string kept;
      std::string wanted;
      for (const char c : std::string(parts.abstract) + std::string(parts.comments)) {
        if (c > ' ') kept += c;
      }
      for (const char c : body) {
        if (c > ' ') wanted += c;
      }
      CHECK(kept == wanted);
      CHECK(parts.probability > 0);
      CHECK(parts.probability <= 1);
    }
  }
}
