// Pages and figures out of comments: rules C1 to C9 of docs/facts.md.
// SPDX-License-Identifier: MIT
#include "record/counts.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "record/tokens.hpp"

using litdex::record::Counts;
using litdex::record::counts_in;

namespace {

struct Case {
  const char* comments;
  std::optional<int> pages;
  std::optional<int> figures;
};

template <std::size_t N>
void check_all(const Case (&cases)[N]) {
  for (const Case& expected : cases) {
    CAPTURE(std::string(expected.comments));
    CHECK(counts_in(expected.comments) == Counts{expected.pages, expected.figures});
  }
}

constexpr std::nullopt_t k_none = std::nullopt;

}  // namespace

TEST_SUITE("record::counts") {
  TEST_CASE("C1: a count is a numeral and its unit") {
    check_all({
        {"12 pages, 3 figures", 12, 3},
        {"10pp", 10, k_none},
        {"10 pp., 2 figs.", 10, 2},
        {"nine pages; two figures", 9, 2},
        {"twenty-four pages", 24, k_none},
        {"A 12-page note", 12, k_none},
        {"v2: 14 pages", 14, k_none},
        {"14 PAGES,5FIGURES", 14, 5},
        {"LaTeX, 8 p., 1 fig", 8, 1},
        {"1 page(s)", 1, k_none},
        {"v2 pages", k_none, k_none},
        {"12345 pages", k_none, k_none},
        {"012 pages", k_none, k_none},
        {"0 pages, 0 figures", k_none, 0},
        {"The 3p shell", k_none, k_none},
        {"To appear in Appl. Opt.", k_none, k_none},
        {"", k_none, k_none},
    });
  }

  TEST_CASE("C2: how pages and figures are made may stand between numeral and unit") {
    check_all({
        {"9 two-column pages, 3 color figures", 9, 3},
        {"5 LaTeX pages + 2 uuencoded eps figures", 5, 2},
        {"12~pages, 4 PS-figures", 12, 4},
        {"12 interesting pages", k_none, k_none},
    });
  }

  TEST_CASE("C3: no figures are 0 figures") {
    check_all({
        {"6 pages, no figures", 6, 0},
        {"no figure", k_none, 0},
        {"12 pages, no color figures", 12, k_none},
        {"no pages", k_none, k_none},
    });
  }

  TEST_CASE("C4: a number behind the unit makes it a label") {
    check_all({
        {"J. Irrepr. Res. 7, pages 12-24", k_none, k_none},
        {"vol. 3 pp. 17-20", k_none, k_none},
        {"Figs. 1-3 are in colour", k_none, k_none},
        {"new version of 2 Fig. 3", k_none, k_none},
        {"8 pages 3 figures", 8, 3},
    });
  }

  TEST_CASE("C5: what is about, more or less is not exact") {
    check_all({
        {"about 30 pages", k_none, k_none},
        {"ca. 30 pages, more than 4 figures", k_none, k_none},
        {"~30 pages", k_none, k_none},
        {"12-14 pages", k_none, k_none},
        {"12 to 14 pages", k_none, k_none},
        {"4.5 pages", k_none, k_none},
        {"4+ pages", k_none, k_none},
    });
  }

  TEST_CASE("C6: a sum is written with a plus before its last term") {
    check_all({
        {"4 + 5 pages", 9, k_none},
        {"5+2+1 pages, 3+2 figures", 8, 5},
        {"8 pages + 2 appendix pages", 10, k_none},
        {"8 pages plus 2 pages of supplement", 10, k_none},
        {"8 pages + appendix", k_none, k_none},
        {"8 pages + 2 appendices", k_none, k_none},
        {"xii + 120 pages", k_none, k_none},
        {"8 pages + 3 figures", 8, 3},
        {"5 pages, 2 figures + 3 pages, 1 figure", k_none, k_none},
    });
  }

  TEST_CASE("C7: a count of a part says nothing of the whole") {
    check_all({
        {"Supplement: 5 pages", k_none, k_none},
        {"11 pages of text, 2 figures", k_none, 2},
        {"13 pages (w/o references and appendix)", k_none, k_none},
        {"20 pages, excluding references", k_none, k_none},
        {"20 pages, not including figures", k_none, k_none},
        {"4 supplementary figures", k_none, k_none},
        {"7 pages, added 2 figures", 7, k_none},
        {"7 pages, 1 figure corrected", 7, k_none},
        {"3 figure captions", k_none, k_none},
        {"7 pages (typos corrected)", 7, k_none},
        {"10pp. Updated references", 10, k_none},
    });
  }

  TEST_CASE("C8: what a count includes is part of it") {
    check_all({
        {"20 pages including 5 pages of appendix", 20, k_none},
        {"20 pages (incl. 4 figures)", 20, 4},
        {"20 pages with supplement", 20, k_none},
        {"20 pages, with 5 pages of supplement", k_none, k_none},
        {"One file including paper (with 3 figures) and supplement (with 5 figures)", k_none, k_none},
    });
  }

  TEST_CASE("nothing is read from a text that is longer than one may be") {
    const std::string filler(litdex::record::k_max_fact_bytes, ' ');
    CHECK(counts_in("9 pages" + filler) == Counts{});
    CHECK(counts_in("9 pages" + filler.substr(7)) == Counts{9, k_none});
    std::string sum = "1 pages";
    while (sum.size() + 7 <= litdex::record::k_max_fact_bytes) sum.insert(0, "9999 + ");
    CHECK(counts_in(sum).pages > 9999);
  }

  TEST_CASE("C9: two counts of one unit, and one count of two units, are none") {
    check_all({
        {"v1: 12 pages; v2: 14 pages, 3 figures", k_none, 3},
        {"12 pages, 3 figures, supplement of 3 pages", k_none, 3},
        {"5 figures/tables", k_none, k_none},
        {"5 figures and tables", k_none, k_none},
        {"5 figures and 2 tables", k_none, 5},
    });
  }
}
