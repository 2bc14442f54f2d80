// Which lines of authors are one name as they stand: none of the rules A7 to A11 of docs/authors.md applies.
// SPDX-License-Identifier: MIT
#include "normalize/author_line.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "record/author.hpp"

using litdex::normalize::is_plain_name;
using litdex::normalize::read_author_line;

TEST_SUITE("normalize::author_line") {
  TEST_CASE("a name to which no rule applies is plain") {
    for (const std::string_view line : {"A. Author", "Author", "Maria Garcia Marquez", "A. B. Author Jr.",
                                        "Ferdinand Andersson", "J\xC3\xB6rg M\xC3\xBCller", "D. E. A"}) {
      CAPTURE(line);
      CHECK(is_plain_name(line));
    }
  }

  TEST_CASE("a line that a rule reads otherwise is not plain") {
    const struct {
      const char* rule;
      std::string_view line;
    } cases[] = {
        {"A7", "A. Author, B. Author"},
        {"A7", "A. Author and B. Author"},
        {"A7", "A. Author & B. Author"},
        {"A7", "A. Author AND"},
        {"A7", "A. Author; B. Author"},
        {"A7", "A.~Author"},
        {"A7", "ABCD Collaboration: A. Author"},
        {"A8", "A. Author et al."},
        {"A9", "A.B. Author"},
        {"A10", "the ABCD Collaboration"},
        {"A11", "A. Author (Inst)"},
        {"none", ""},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(expected.line);
      CHECK_FALSE(is_plain_name(expected.line));
    }
  }

  TEST_CASE("a plain name is read as the author of that name") {
    static const std::string_view words[] = {"A.",    "A.B.", "Author", "Author,", "and", "et",      "al.", "van",
                                             "Jr.",   "II",   "Team",   "the",     "for", "(x)",     "&",   "A~B",
                                             "de la", "And",  "al",     "J.-P.",   ";",   "\xC3\xB6"};
    std::mt19937 random(20261127);
    int plain = 0;
    for (int round = 0; round < 50000; ++round) {
      std::string line;
      for (auto count = random() % 4 + 1; count > 0; --count) {
        line.append(line.empty() ? "" : " ").append(words[random() % std::size(words)]);
      }
      if (!is_plain_name(line)) continue;
      ++plain;
      CAPTURE(litdex::base::printable(line));
      REQUIRE(read_author_line(line) == std::vector{litdex::record::author_of(line)});
    }
    CHECK(plain > 5000);
  }
}
