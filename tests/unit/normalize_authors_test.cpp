// Authors as canonical text: rules A5 to A12 of docs/authors.md.
// SPDX-License-Identifier: MIT
#include "normalize/authors.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include "record/author.hpp"

using litdex::normalize::canonical_authors;

TEST_SUITE("normalize::authors") {
  TEST_CASE("every form of authors becomes the canonical one") {
    const struct {
      std::string_view source;
      std::string_view text;
    } cases[] = {
        // A7: separators.
        {"A. Author", "A. Author"},
        {"A. Author, B. Author and C. Author", "A. Author; B. Author; C. Author"},
        {"A. Author, B. Author, and C. Author", "A. Author; B. Author; C. Author"},
        {"A. Author & B. Author", "A. Author; B. Author"},
        {"A. Author and", "A. Author"},
        {"A. Author, B. Author, ; C. Author", "A. Author; B. Author; C. Author"},
        {"A.~Author and B. \\~{}b", "A. Author; B. \\~{}b"},
        // A2, A8, A9.
        {"Robert W. Heath, Jr. and C. Author", "Robert W. Heath Jr.; C. Author"},
        {"A. Author, et al", "A. Author"},
        {"A. Author et al. (CDF Collaboration)", "A. Author (CDF Collaboration)"},
        {"A.B. Author, C.Author, D.-E. Author", "A. B. Author; C. Author; D.-E. Author"},
        // A10: collaborations.
        {"ABCD Collaboration: A. Author, B. Author", "ABCD Collaboration; A. Author; B. Author"},
        {"The ABCD Collaboration, A. Author", "The ABCD Collaboration; A. Author"},
        {"A. Author (for the ABCD Collaboration)", "A. Author (for the ABCD Collaboration)"},
        {"A. Author, for the ABCD Collaboration", "A. Author; ABCD Collaboration"},
        {"A. Author, on behalf of the ABCD Collaboration", "A. Author; ABCD Collaboration"},
        {"A. Author and the ABCD team", "A. Author; ABCD team"},
        {"A. Author on behalf of the ABCD Collaboration, B. Author for the EF Collaboration (Inst)",
         "A. Author (on behalf of the ABCD Collaboration); B. Author (for the EF Collaboration; Inst)"},
        {"B. Author for the EF Collaboration;for the GH Collaboration;",
         "B. Author (for the EF Collaboration); GH Collaboration"},
        // A8: nor is what has no letter.
        {"A. Author, -, ABCD Collaboration: B. Author, ...", "A. Author; ABCD Collaboration; B. Author"},
        // A9.
        {"Author, J. -P.; K. -Author;J. -p;", "J.-P. Author; K.-Author; J. -p"},
        // A11: affiliations.
        {"A. Author (Inst. A, Rome), B. Author", "A. Author (Inst. A, Rome); B. Author"},
        {"A. Author(Inst (IT)) and B. Author (Inst. B; Inst. C)",
         "A. Author (Inst (IT)); B. Author (Inst. B; Inst. C)"},
        {"A. Author (1), B. Author (1,2) ((1) Inst. One, (2) Inst. Two)",
         "A. Author (Inst. One); B. Author (Inst. One; Inst. Two)"},
        {"A. Author (1 and 2), B. Author (2) (1 - Inst. One, Rome; 2 - Inst. Two)",
         "A. Author (Inst. One, Rome; Inst. Two); B. Author (Inst. Two)"},
        {"A. Author (1), B. Author (1 and 2) ((1) Inst. One, (2) Inst. Two)",
         "A. Author (Inst. One); B. Author (Inst. One; Inst. Two)"},
        {"A. Author (1), B. Author (2) (1. Inst. One, Rome, 2. Inst. Two, 2 rue X)",
         "A. Author (Inst. One, Rome); B. Author (Inst. Two, 2 rue X)"},
        {"A. Author (1), B. Author (3)", "A. Author; B. Author"},
        // A5, A6: lists.
        {"Author, A.; Author, B.;", "A. Author; B. Author"},
        {"Garcia Marquez, Maria; Author, B. (Inst);", "Garcia Marquez, Maria; B. Author (Inst)"},
        {"Garcia Marquez, Maria;", "Garcia Marquez, Maria;"},
        {"Author, A.;", "A. Author"},
        {"Author, A.B.;", "A.B. Author;"},
        {"This and That Collaboration;", "This and That Collaboration;"},
        {"ATLAS Collaboration;", "ATLAS Collaboration"},
        {"A. Author; B. Author", "A. Author; B. Author"},
        {"Author, A.; Author, B.", "A. Author; B. Author"},
        // A12.
        {"", ""},
        {"et al.", "et al."},
        {"(", "("},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.source);
      const auto once = canonical_authors(expected.source);
      CHECK(once.text == expected.text);
      CHECK(canonical_authors(once.text).text == once.text);
    }
  }

  TEST_CASE("A12: canonical text stays as it is, whatever it came from") {
    static const std::string_view pieces[] = {"A. Author",
                                              " (",
                                              ") ",
                                              "(",
                                              ")",
                                              "1",
                                              "2",
                                              "(1)",
                                              ", ",
                                              ",",
                                              " and ",
                                              "; ",
                                              ";",
                                              "van ",
                                              "der",
                                              "Jr.",
                                              " Collaboration",
                                              ":",
                                              "for the ",
                                              "et al",
                                              "B.C. X",
                                              " ",
                                              "III",
                                              "&",
                                              "\u00E9",
                                              "the ",
                                              "Family, Given"};
    std::mt19937 random(20240503);
    for (int round = 0; round < 30000; ++round) {
      std::string text;
      for (std::size_t count = 1 + random() % 14; count > 0; --count) text += pieces[random() % std::size(pieces)];
      CAPTURE(text);
      const auto once = canonical_authors(text);
      const auto twice = canonical_authors(once.text);
      REQUIRE(twice.text == once.text);
      REQUIRE_FALSE(twice.changed_more);
    }
  }

  TEST_CASE("another order and other separators of names are no change of what they say") {
    for (const char* const text : {"J. Smith;and K. Doe", "Smith, J.; Doe, K.;", "Smith, J. and; Doe, K."}) {
      CAPTURE(text);
      const auto authors = canonical_authors(text);
      CHECK(authors.text != text);
      CHECK_FALSE(authors.changed_more);
    }
    CHECK(canonical_authors("J. Smith for the X Collaboration; K. Doe").changed_more);
  }

  TEST_CASE("A11: many names that point to one long affiliation do not multiply it without bound") {
    std::string text;
    for (int i = 0; i < 20000; ++i) text += "A. Author (1), ";
    text += "B. Author (1) ((1) " + std::string(20000, 'x') + ")";
    CHECK(canonical_authors(text).text.size() < 4000000);
  }

  TEST_CASE("A7: colons take time in proportion to the text") {
    const std::string text = "A. Author " + std::string(50'000, ':');
    CHECK((canonical_authors(text).text == text));
  }

  TEST_CASE("A12: a text of more names than a list has stays as it is") {
    std::string text;
    for (int i = 0; i < 70'000; ++i) text += "A,";
    CHECK((canonical_authors(text).text == text));
    std::ranges::replace(text, ',', ';');
    CHECK((canonical_authors(text).text == text));
    CHECK(litdex::record::author_names(text).empty());
  }
}
