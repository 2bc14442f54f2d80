// Canonical DOIs out of a field.
// SPDX-License-Identifier: MIT
#include "record/doi.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using litdex::record::canonical_dois;

namespace {

std::string joined(const std::vector<std::string>& dois) {
  std::string all;
  for (const std::string& doi : dois) all += (all.empty() ? "" : " | ") + doi;
  return all;
}

}  // namespace

TEST_SUITE("record::doi") {
  TEST_CASE("a field gives its DOIs in canonical form") {
    const struct {
      const char* field;
      const char* dois;
    } cases[] = {
        {"10.1103/PhysRevB.84.073405", "10.1103/physrevb.84.073405"},
        {"doi:10.1000/182", "10.1000/182"},
        {"doi: 10.1000/182", "10.1000/182"},
        {"DOI:https://doi.org/10.1000/182", "10.1000/182"},
        {"http://dx.doi.org/10.1000/182.", "10.1000/182"},
        {"doi.org/10.1000/182", "10.1000/182"},
        {"info:doi/10.1000/182", "10.1000/182"},
        {"(10.1000/182)", ""},
        {"10.1000/182).", "10.1000/182"},
        {"10.1016/S0370-2693(01)00123-X", "10.1016/s0370-2693(01)00123-x"},
        {"10.2307/2153976;", "10.2307/2153976"},
        {"10.1000/a 10.1000/b", "10.1000/a | 10.1000/b"},
        {"10.1000/a; 10.1000/b", "10.1000/a | 10.1000/b"},
        {"10.1000/a;10.1000/b,doi:10.1000/c", "10.1000/a | 10.1000/b | 10.1000/c"},
        {"10.1000/a 10.1000/A", "10.1000/a"},
        {"10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
         "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"},
        {"10.1000.10/123", "10.1000.10/123"},
        {"10.100/182", ""},
        {"10.1000/", ""},
        {"10.1000", ""},
        {"11.1000/182", ""},
        {"10.10a0/182", ""},
        {"", ""},
        {" ; , ", ""},
        {"none", ""},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.field));
      CHECK(joined(canonical_dois(expected.field)) == expected.dois);
    }
  }

  TEST_CASE("a canonical DOI is its own canonical form") {
    const std::vector<std::string> once = canonical_dois("doi:10.1007/S10701-012-9678-0, 10.1000/X;");
    REQUIRE(once.size() == 2);
    for (const std::string& doi : once) CHECK(canonical_dois(doi) == std::vector{doi});
  }

  TEST_CASE("brackets and DOIs take time in proportion to the text") {
    CHECK(canonical_dois("10.1234/a" + std::string(1'000'000, ')')) == std::vector<std::string>{"10.1234/a"});
    std::string many;
    for (int i = 0; i < 200'000; ++i) many += "10.1234/" + std::to_string(i) + " ";
    CHECK(canonical_dois(many).size() == 200'000);
  }
}
