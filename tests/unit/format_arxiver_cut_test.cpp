// The scored cut: rules C1 to C4 of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#include "format/arxiver_cut.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "format/arxiver_observe.hpp"

using litdex::format::best_cut;
using litdex::format::Cut;
using litdex::format::doi_part_length;
using litdex::format::LineEnd;

using litdex::format::score_cuts;

TEST_SUITE("format::arxiver_cut") {
  TEST_CASE("the likeliest place is the end of the reference, and sure where it is plain (C2, C3)") {
    const struct {
      const char* tail;  ///< "|" marks the end
      bool is_sure;
    } cases[] = {
        {"ACMMM 2020|Machine Reading Comprehension aims to extract answers", true},
        {"J. Teapots 12 (2007) 34-56|A kettle is a teapot with ambition", true},
        {"Phys.Rev.D78:125015,2008|We relate two bases of representations", true},
        {"2010ApJ...724..762W|The dust around the star is cold", true},
        {"Astrophys.J.649:L9-L12,2006|In this paper a practical algorithm", true},
        {"Phys. Lett. B 45 (1999)|Let $G$ be a finite group and let p divide it", true},
        {"doi: 10.1016/j.physletb.2007.02.052|We present a calculation of the mass", true},
        {"doi: 10.1103/PhysRevB.84.073405 Phys. Rev. B 84, 7 (2011)|We study a dot", true},
        {"doi: 10.1007/s10838-016-9334-z|A frame of sets is considered here", true},
        {"doi: 10.1039/C6TC02048H|We propose a new material for that", true},
        {"Proc. of a Conf. (held in York; p. B|The bracket stays open to the end", false},
    };
    for (const auto& expected : cases) {
      std::string tail = expected.tail;
      const std::size_t end = tail.find('|');
      tail.erase(end, 1);
      CAPTURE(std::string(expected.tail));
      const Cut best = best_cut(score_cuts({tail, LineEnd::text_follows, "8 pages"}));
      CHECK(best.offset == end);
      CHECK((best.probability >= 0.99) == expected.is_sure);
    }
  }

  TEST_CASE("a tail that the stream's end cuts off may be whole (C1)") {
    for (const std::string& tail : {std::string("EPL 89, 67005 (2010)"), std::string("ACMMM 2020"),
                                    std::string("doi: 10.1103/PhysRevB.84.073405"),
                                    std::string("doi: 10.1103/PhysRevB.84.073405 Phys. Rev. B 84, 7 (2011)")}) {
      CAPTURE(tail);
      const Cut best = best_cut(score_cuts({tail, LineEnd::stream_ends, ""}));
      CHECK(best.offset == tail.size());
      CHECK(best.probability > 0.5);
    }
  }

  TEST_CASE("a tail that the stream breaks off in may go on (C4)") {
    for (const std::string& tail : {std::string("EPL 89, 67005 (2010)"), std::string("doi: 10.1103/PhysRevB.84.07")}) {
      CAPTURE(tail);
      const Cut best = best_cut(score_cuts({tail, LineEnd::stream_breaks_off, ""}));
      CHECK(best.offset == tail.size());
      CHECK(best.probability <= 0.9);
    }
    const Cut inner = best_cut(score_cuts({"ACMMM 2020We present a new kettle and", LineEnd::stream_breaks_off, ""}));
    CHECK(inner.offset == 10);
    CHECK(inner.probability > 0.9);
  }

  TEST_CASE("no place is inside a character or a word with one (C1)") {
    for (const std::string tail : {"Revista F\u00EDsica 4 (2018)\u00C9tudes in tea",
                                   "Z. f\u00FCr Physik, Montr\u00E9al", "\u0416\u0443\u0440\u043D\u0430\u043B 7"}) {
      CAPTURE(tail);
      for (const Cut& cut : score_cuts({tail, LineEnd::paragraph_ends, ""})) {
        CAPTURE(cut.offset);
        if (cut.offset == tail.size()) continue;
        const auto before = static_cast<unsigned char>(tail[cut.offset - 1]);
        const auto after = static_cast<unsigned char>(tail[cut.offset]);
        CHECK((after & 0xC0U) != 0x80U);
        const bool is_in_word =
            (before >= 0x80 || std::isalpha(before) != 0) && (after >= 0x80 || std::islower(after) != 0);
        CHECK_FALSE(is_in_word);
      }
    }
  }

  TEST_CASE("no place is inside a bibliographic code or an ISSN (C1)") {
    const struct {
      const char* tail;  ///< "|" marks the end of the code
      std::size_t code;  ///< its length
    } cases[] = {
        {"2012ASPC..453..363M|$\\Lambda$ is a baryon with charm", 19},
        {"J. Teapots 38 (2012) 1303-1314, ISSN 0022-247X|On a model of kettles", 9},
        {"J. Teapots 38 (2012) 1303-1314, ISSN: 0022-247X|On a model of kettles", 9},
    };
    for (const auto& expected : cases) {
      std::string tail = expected.tail;
      const std::size_t end = tail.find('|');
      tail.erase(end, 1);
      CAPTURE(std::string(expected.tail));
      const std::vector<Cut> cuts = score_cuts({tail, LineEnd::text_follows, "8 pages"});
      CHECK(best_cut(cuts).offset == end);
      for (const Cut& cut : cuts) CHECK((cut.offset <= end - expected.code || cut.offset >= end));
    }
    // With a character less it is none.
    const std::vector<Cut> cuts = score_cuts({"ISSN 0022-24X is no number", LineEnd::text_follows, "8 pages"});
    CHECK(std::ranges::any_of(cuts, [](const Cut& cut) { return cut.offset == 12; }));
  }

  TEST_CASE("of a number at the end of a reference is seen what range or year it ends (C2)") {
    const struct {
      std::string_view left;
      int state;
    } cases[] = {
        {"J. Teapots 12", 0},
        {"J. Teapots", 0},
        {"J. Teapots 12, 2005", 0},
        {"J. Teapots 12,20052", 1},
        {"J. Teapots 12, 193412", 1},
        {"J. Teapots 12, 2005123", 0},
        {"J. Teapots 12, 301234", 0},
        {"12, 320-322", 2},
        {"12, 45-57", 3},
        {"12, 45 - 104", 4},
        {"12, 45--145", 5},
        {"12, 45-573", 6},
        {"12, 45\u201357", 3},
        {"12, 45\u201457", 3},
        {"12, 1234-41", 2},
        {"12, 1234-1", 7},
        {"12, 98-102", 2},
        {"12, 45-45", 7},
        {"12, 123-14", 7},
        {"12, 45-12345678", 0},
        {"12, 12345678-9", 0},
        {"12, A45-57", 3},
        {"12, 45 57", 0},
        {"12, -57", 0},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.left);
      CHECK(litdex::format::number_state(expected.left) == expected.state);
    }
  }

  TEST_CASE("a year with a digit too many ends no reference (C2)") {
    const std::string_view reference = "Nucl.Phys.Proc.Suppl.140:320-322,2005";
    const std::string tail = std::string(reference) + "2nd workshop on the implications of kettles";
    CHECK(best_cut(score_cuts({tail, LineEnd::text_follows, "8 pages"})).offset == reference.size());
  }

  TEST_CASE("the end of a paragraph is a place however long its prose is (C1)") {
    std::string tail = "In: Proceedings of the workshop on kettles that was held during the week of the annual meeting";
    while (tail.size() < 380) tail += " of the society for the study of teapots and of all that goes with them,";
    tail += " York, 2011, pages 12 to 34";
    CHECK(best_cut(score_cuts({tail, LineEnd::paragraph_ends, ""})).offset == tail.size());
    CHECK(best_cut(score_cuts({tail, LineEnd::stream_ends, ""})).offset == tail.size());
  }

  TEST_CASE("the places ascend inside the tail and their probabilities leave a rest (C4)") {
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
      std::string tail = round % 3 == 0 ? "doi: 10.1000/" : "x";
      const std::size_t size = tail.size() + random() % 80;
      while (tail.size() < size) tail += static_cast<char>(random() % 3 == 0 ? random() % 256 : 32 + random() % 95);
      const auto line_end = static_cast<LineEnd>(round % 5);
      double total = 0;
      std::size_t before = 0;
      for (const Cut& cut : score_cuts({tail, line_end, "8 pages"})) {
        REQUIRE(cut.offset > before);
        REQUIRE(cut.offset <= tail.size());
        REQUIRE(cut.probability >= 0);
        before = cut.offset;
        total += cut.probability;
      }
      REQUIRE(total < 1);
    }
  }

  TEST_CASE("no place is looked for beyond the limit, and none is best when there is none (C1)") {
    const std::string lower(5000, 'a');
    CHECK(score_cuts({lower, LineEnd::out_of_sight, ""}).empty());
    CHECK(best_cut({}).offset == 0);
    CHECK(best_cut({}).probability == 0);
    std::string capitals;
    while (capitals.size() < 5000) capitals += "Aa1";
    for (const Cut& cut : score_cuts({capitals, LineEnd::text_follows, ""})) {
      REQUIRE(cut.offset < litdex::format::k_max_tail_bytes);
    }
  }

  TEST_CASE("the DOI part of a tail ends with the blank after its last DOI (C3)") {
    const struct {
      const char* tail;
      std::size_t length;
    } cases[] = {
        {"doi: 10.1000/1 EPL 1", 14},
        {"doi: 10.1000/1 10.1000/22 EPL", 25},
        {"doi: 10.1000/1 10.5 pages", 14},
        {"doi:10.1000/1", 13},
        {"doi: 10.1000/1; 10.1000/2 EPL", 25},
        {"EPL 1 doi: 10.1000/1", 0},
        {"doi: ", 5},
        {"", 0},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.tail));
      CHECK(doi_part_length(expected.tail) == expected.length);
    }
  }
}
