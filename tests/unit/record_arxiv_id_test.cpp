// The arXiv identifier: rules R1 to R6 of docs/formats/arxiv_id.md.
// SPDX-License-Identifier: MIT
#include "record/arxiv_id.hpp"

#include <doctest/doctest.h>

#include <string>

using litdex::record::match_arxiv_id;
using litdex::record::match_arxiv_version;
using litdex::record::parse_arxiv_id;
using litdex::record::version_in_arxiv_id;

namespace {

struct Match {
  const char* input;
  const char* id;  ///< empty: no identifier
  std::size_t length;
};

std::string text_of(const std::optional<litdex::record::ArxivId>& id) { return id ? id->text : ""; }

}  // namespace

TEST_SUITE("record::arxiv_id") {
  TEST_CASE("the digits that the date fixes are read, whatever is glued to them (R3)") {
    const Match cases[] = {
        {"2105.05720A commonly", "2105.05720", 10},
        {"2105.057203D graphene", "2105.05720", 10},
        {"0704.00012D gravity", "0704.0001", 9},
        {"0704.0001v2 text", "0704.0001", 9},
        {"1412.99991", "1412.9999", 9},
        {"1501.00001", "1501.00001", 10},
        {"hep-th/9901001We", "hep-th/9901001", 14},
        {"math/03091363D", "math/0309136", 12},
    };
    for (const Match& expected : cases) {
      CAPTURE(std::string(expected.input));
      const auto match = match_arxiv_id(expected.input);
      REQUIRE(match.has_value());
      CHECK(match->id.text == expected.id);
      CHECK(match->length == expected.length);
    }
  }

  TEST_CASE("dates, months and sequence numbers out of range are no identifier (R1, R3)") {
    for (const char* input : {"0703.0001",
                              "0713.0001",
                              "0700.0001",
                              "0704.0000",
                              "0704.001",
                              "1501.0001",
                              "1501.00000",
                              "1412.000",
                              "math/9106001",
                              "math/0704001",
                              "math/0300001",
                              "math/0313001",
                              "math/0309000",
                              "math/030913",
                              "0001.0001",
                              "",
                              "v1",
                              ".",
                              "/",
                              "2105",
                              "2105.",
                              "2105/05720",
                              "hep-th",
                              "hep-th/",
                              "hep-th.",
                              "Math/0309136",
                              "stat/0703001",
                              "hepth/9901001",
                              "00705:0671"}) {
      CAPTURE(std::string(input));
      CHECK_FALSE(match_arxiv_id(input).has_value());
    }
  }

  TEST_CASE("the first and last dates of each form are read (R1)") {
    for (const char* input : {"hep-th/9107001", "hep-th/9912999", "hep-th/0001001", "hep-th/0703999", "0704.0001",
                              "1412.9999", "1501.00001", "9912.99999"}) {
      CAPTURE(std::string(input));
      CHECK(text_of(parse_arxiv_id(input)) == input);
    }
  }

  TEST_CASE("every archive is known, also where one name begins another (R2)") {
    for (const char* archive :
         {"acc-phys", "adap-org", "alg-geom", "ao-sci",  "astro-ph", "atom-ph",  "bayes-an", "chao-dyn", "chem-ph",
          "cmp-lg",   "comp-gas", "cond-mat", "cs",      "dg-ga",    "funct-an", "gr-qc",    "hep-ex",   "hep-lat",
          "hep-ph",   "hep-th",   "math",     "math-ph", "mtrl-th",  "nlin",     "nucl-ex",  "nucl-th",  "patt-sol",
          "physics",  "plasm-ph", "q-alg",    "q-bio",   "quant-ph", "solv-int", "supr-con"}) {
      const std::string id = std::string(archive) + "/9501001";
      CAPTURE(id);
      CHECK(text_of(parse_arxiv_id(id)) == id);
    }
  }

  TEST_CASE("a subject class is read and dropped (R2)") {
    const Match cases[] = {
        {"math.GT/0309136The", "math/0309136", 15},
        {"cs.AI/0112345", "cs/0112345", 13},
        {"cond-mat.mes-hall/0309136", "cond-mat/0309136", 25},
        {"math.gT/0309136", "", 0},
        {"math./0309136", "", 0},
        {"math.GTA/0309136", "", 0},
    };
    for (const Match& expected : cases) {
      CAPTURE(std::string(expected.input));
      const auto match = match_arxiv_id(expected.input);
      CHECK((match ? match->id.text : "") == expected.id);
      CHECK((match ? match->length : 0) == expected.length);
    }
  }

  TEST_CASE("year and month come from the identifier (R6)") {
    const struct {
      const char* input;
      int year;
      int month;
    } cases[] = {
        {"hep-th/9901001", 1999, 1}, {"math/0309136", 2003, 9}, {"0704.0001", 2007, 4}, {"9112.00001", 2091, 12}};
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.input));
      const auto id = parse_arxiv_id(expected.input);
      REQUIRE(id.has_value());
      CHECK(id->year == expected.year);
      CHECK(id->month == expected.month);
    }
  }

  TEST_CASE("a version is v and a number from 1 (R4)") {
    const struct {
      const char* input;
      std::size_t length;
    } cases[] = {{"v1", 2}, {"v12D", 3}, {"v0", 0}, {"v01", 0}, {"v", 0}, {"", 0}, {"V1", 0}, {"1", 0}};
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.input));
      CHECK(match_arxiv_version(expected.input) == expected.length);
    }
  }

  TEST_CASE("a whole text may have the usual prefixes and a version, and nothing else (R5)") {
    const struct {
      const char* input;
      const char* id;
    } cases[] = {
        {"arXiv:2105.05720", "2105.05720"},
        {"ARXIV: 2105.05720v3", "2105.05720"},
        {"abs/hep-th/9901001", "hep-th/9901001"},
        {"https://arxiv.org/abs/2105.05720v2", "2105.05720"},
        {"http://www.arxiv.org/pdf/2105.05720v2.pdf", "2105.05720"},
        {"https://export.arxiv.org/abs/math.GT/0309136", "math/0309136"},
        {"oai:arXiv.org:0704.0001", "0704.0001"},
        {"10.48550/arXiv.2202.01037", "2202.01037"},
        {"https://doi.org/10.48550/ARXIV.2202.01037", "2202.01037"},
        {"doi:10.48550/arxiv.2202.01037", "2202.01037"},
        {"2105.05720V2", "2105.05720"},
        {"2105.05720.pdf", ""},
        {"2105.057200", ""},
        {"2105.05720 ", ""},
        {" 2105.05720", ""},
        {"2105.05720v", ""},
        {"2105.05720v2x", ""},
        {"10.1016/2105.05720", ""},
        {"", ""},
        {"arXiv:", ""},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.input));
      CHECK(text_of(parse_arxiv_id(expected.input)) == expected.id);
    }
  }

  TEST_CASE("the version at the end of an identifier is found in every form") {
    CHECK(version_in_arxiv_id("2105.05720v12") == "12");
    CHECK(version_in_arxiv_id("http://arxiv.org/abs/math/0309136V1") == "1");
    CHECK(version_in_arxiv_id("https://arxiv.org/pdf/2105.05720v2.PDF") == "2");
    CHECK(version_in_arxiv_id("2105.05720").empty());
    CHECK(version_in_arxiv_id("solv-int/9304001").empty());
    CHECK(version_in_arxiv_id("").empty());
  }
}
