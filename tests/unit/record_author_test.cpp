// Names and their parts: rules A1 to A5 of docs/authors.md.
// SPDX-License-Identifier: MIT
#include "record/author.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

using litdex::record::Author;
using litdex::record::author_names;
using litdex::record::author_of;
using litdex::record::author_text;
using litdex::record::canonical_list;
using litdex::record::CanonicalList;

namespace {

/// The bytes of a list in order, but for what parts names and for blanks.
std::string letters_of(std::string_view text) {
  std::string letters(text);
  std::erase_if(letters, [](char c) { return c == ' ' || c == '\t' || c == ',' || c == ';'; });
  std::ranges::sort(letters);
  return letters;
}

}  // namespace

TEST_SUITE("record::author") {
  TEST_CASE("A1 to A3: a name in natural order is taken apart") {
    const struct {
      std::string_view name;
      std::string_view given;
      std::string_view family;
      std::string_view suffix;
    } cases[] = {
        {"Kurt G\u00F6del", "Kurt", "G\u00F6del", ""},
        {"A. B. Author", "A. B.", "Author", ""},
        {"Plato", "", "Plato", ""},
        {"Frank C. van den Bosch", "Frank C.", "van den Bosch", ""},
        {"van der Berg", "", "van der Berg", ""},
        {"Juan de la Cruz", "Juan", "de la Cruz", ""},
        {"G. Di Carlo", "G.", "Di Carlo", ""},
        {"Di Wu", "Di", "Wu", ""},
        {"A. Le Fevre", "A.", "Le Fevre", ""},
        {"Hoang Le Nguyen", "Hoang Le", "Nguyen", ""},
        {"Neal J. Evans II", "Neal J.", "Evans", "II"},
        {"Robert Heath Jr.", "Robert", "Heath", "Jr."},
        {"G. 't Hooft", "G.", "'t Hooft", ""},
        {"CDF Collaboration", "", "", ""},
        {"The Suzaku team", "", "", ""},
        {"X Collaborations, the", "", "", ""},
        {"X Collab. and Y", "", "", ""},
        {"X Consortium", "", "", ""},
        {"The Teams of X", "", "", ""},
        {"X GROUP", "", "", ""},
        {"X Groupe", "X", "Groupe", ""},
        {"", "", "", ""},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.name);
      const Author author = author_of(expected.name);
      CHECK(author.name == expected.name);
      CHECK(author.given == expected.given);
      CHECK(author.family == expected.family);
      CHECK(author.suffix == expected.suffix);
      CHECK(author.affiliation.empty());
    }
  }

  TEST_CASE("A4: a list of names is read in order, with affiliations") {
    const auto authors =
        author_names("A. Author (Inst. A; Inst. B (Rome)); King, Martin Luther Jr.; ATLAS Collaboration;");
    REQUIRE(authors.size() == 3);
    CHECK(authors[0] == Author{"A. Author", "Author", "A.", "", "Inst. A; Inst. B (Rome)"});
    CHECK(authors[1] == Author{"Martin Luther King Jr.", "King", "Martin Luther", "Jr.", ""});
    CHECK(authors[2] == Author{"ATLAS Collaboration", "", "", "", ""});
    CHECK(author_names("").empty());
    CHECK(author_names(" ; ;").empty());
    CHECK(author_names("a) b (c; d").size() == 2);
    CHECK(author_names("Family,;").front() == Author{"Family", "Family", "", "", ""});
    CHECK(author_names("A (x) (y)").front().affiliation == "x; y");
  }

  TEST_CASE("A5: exact parts survive being written") {
    const Author cases[] = {
        {"John Smith", "Smith", "John", "", ""},
        {"Maria Garc\u00EDa M\u00E1rquez", "Garc\u00EDa M\u00E1rquez", "Maria", "", "Madrid"},
        {"Nguyen Van Hung", "Hung", "Nguyen Van", "", ""},
        {"A. van der Berg", "Berg", "A. van der", "", ""},
        {"van der Berg", "van der Berg", "", "", ""},
        {"Foo Bar", "Foo Bar", "", "", ""},
        {"John Smith III", "Smith", "John", "III", "a; b"},
        {"John Team", "Team", "John", "", ""},
    };
    for (const Author& author : cases) {
      CAPTURE(author.name);
      const std::string text = author_text({author, author});
      REQUIRE(author_names(text).size() == 2);
      CHECK(author_names(text)[0] == author);
      CHECK(author_names(text)[1] == author);
    }
    CHECK(author_text({cases[0], cases[1]}) == "John Smith; Garc\u00EDa M\u00E1rquez, Maria (Madrid)");
  }

  TEST_CASE("A5: a list is written the same whether its plain names are parted or not") {
    constexpr std::string_view k_parts[] = {"Smith", "A.",        "van", "Der", "Jr.", "III", "Team",
                                            "the",   "(Inst, X)", "and", "(",   ")",   ",",   ",",
                                            ";",     ";",         " ",   " ",   "  ",  "\t",  "G\u00F6del"};
    std::mt19937_64 random(1);
    std::size_t differing = 0;
    std::size_t reordered = 0;
    for (int i = 0; i < 40000; ++i) {
      std::string text;
      for (std::size_t parts = random() % 14; parts > 0; --parts) text += k_parts[random() % std::size(k_parts)];
      CAPTURE(text);
      const CanonicalList list = canonical_list(text);
      REQUIRE(list.text == author_text(author_names(text)));
      if (list.is_only_reordered) REQUIRE(letters_of(list.text) == letters_of(text));
      differing += list.text != text ? 1 : 0;
      reordered += list.text != text && list.is_only_reordered ? 1 : 0;
    }
    CHECK(differing > 20000);
    CHECK(reordered > 2000);
  }
}
