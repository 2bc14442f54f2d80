// A cut between two records, moved by a decision.
// SPDX-License-Identifier: MIT
#include "load/corrections.hpp"

#include <doctest/doctest.h>

#include <string>

using litdex::load::CutText;
using litdex::load::move_cut;

TEST_SUITE("load::corrections") {
  TEST_CASE("a moved cut gives text of one record to the other, and nothing is lost") {
    const struct {
      CutText text;
      int delta;
      CutText moved;
    } cases[] = {
        {{"", "Tea Lett. 7 (2010)", "A kettle sings."}, 0, {"", "Tea Lett. 7 (2010)", "A kettle sings."}},
        {{"", "Tea Lett. 7 (2010) A", "kettle sings."}, -1, {"", "Tea Lett. 7 (2010)", "Akettle sings."}},
        {{"", "Tea Lett. 7 (2010", ")A kettle sings."}, 1, {"", "Tea Lett. 7 (2010)", "A kettle sings."}},
        {{"10.1000/7", "Tea Lett. 7", "A kettle."}, -14, {"10.1000", "", "/7 Tea Lett. 7A kettle."}},
        {{"10.1000/7A", "kettle sings", ""}, -14, {"10.1000/7", "", "A kettle sings"}},
        {{"10.1000/", "", "7A kettle."}, 1, {"10.1000/7", "", "A kettle."}},
        {{"10.1000/7", "", " Tea Lett. 7A kettle."}, 12, {"10.1000/7", "Tea Lett. 7", "A kettle."}},
        {{"", "Tea Lett. 7A kettle.", ""}, -20, {"", "", "Tea Lett. 7A kettle."}},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.text.doi + "|" + expected.text.journal_ref + "|" + expected.text.abstract);
      CAPTURE(expected.delta);
      const auto moved = move_cut(expected.text, expected.delta);
      REQUIRE(moved);
      CHECK(moved->doi == expected.moved.doi);
      CHECK(moved->journal_ref == expected.moved.journal_ref);
      CHECK(moved->abstract == expected.moved.abstract);
    }
  }

  TEST_CASE("a cut cannot be moved out of its two records") {
    CHECK_FALSE(move_cut({"", "Tea 7", "A kettle."}, -6));
    CHECK_FALSE(move_cut({"", "Tea 7", "A kettle."}, 10));
    CHECK_FALSE(move_cut({"10.1000/7", "", "A kettle."}, -10));
    CHECK(move_cut({"", "Tea 7", "A kettle."}, 9));
  }
}
