// The lines before an anchor line: rules B1 to B4 of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#include "format/arxiver_body.hpp"

#include <doctest/doctest.h>

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
        {"B3", "short\nlines\n" + long_line, "short\nlines", long_line, true},
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
