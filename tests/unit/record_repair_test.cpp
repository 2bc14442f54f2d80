// Identifiers that were taken for numbers: rules P1 to P5 of docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>

#include "record/numeric_id.hpp"

using litdex::record::repair_numeric_id;

TEST_SUITE("record::numeric_id") {
  TEST_CASE("a number is repaired where it can only be one identifier") {
    const struct {
      const char* rule;
      const char* text;
      const char* id;
    } cases[] = {
        {"P2", "704.0001", "0704.0001"},
        {"P2", "912.1234", "0912.1234"},
        {"P3", "1001.02", "1001.0200"},
        {"P3", "704.1", "0704.1000"},
        {"P3", "1412.5", "1412.5000"},
        {"P3", "1501.1", "1501.10000"},
        {"P3", "1905.0575", "1905.05750"},
        {"P4", "1905.0574800000002", "1905.05748"},
        {"P4", "1912.1333399999999", "1912.13334"},
        {"P4", "1501.0099999999998", "1501.01000"},
        {"P4", "704.0001000000001", "0704.0001"},
        {"P4", "1001.0199999999999", "1001.0200"},
        {"P4", "1905.05748000000", "1905.05748"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.rule);
      CAPTURE(one.text);
      CHECK(repair_numeric_id(one.text).value_or("none") == one.id);
    }
  }

  TEST_CASE("what is an identifier, or cannot have been one, is not repaired") {
    const struct {
      const char* rule;
      const char* text;
    } cases[] = {
        {"P1", ""},
        {"P1", "."},
        {"P1", "704"},
        {"P1", "704."},
        {"P1", ".0001"},
        {"P1", "704.0001v2"},
        {"P1", "-704.0001"},
        {"P1", "7.040001e2"},
        {"P1", "704,0001"},
        {"P1", "1905.057480000000000000"},
        {"P1", "math/0309136"},
        {"P2", "4.0001"},
        {"P2", "10704.0001"},
        {"P4", "704.00012"},
        {"P4", "1905.057481"},
        {"P4", "1905.0574849999999"},
        {"P4", "1905.0574812345678"},
        {"P4", "1001.9999999999999"},
        {"P5", "0704.0001"},
        {"P5", "1905.05748"},
        {"P5", "703.0001"},
        {"P5", "1001.0"},
        {"P5", "1013.1"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.rule);
      CAPTURE(one.text);
      CHECK_FALSE(repair_numeric_id(one.text).has_value());
    }
  }

  TEST_CASE("every number that an identifier can become is repaired to it") {
    for (const char* const id : {"0704.0001", "0710.1230", "1001.0200", "1412.9990", "1501.00010", "1910.14670"}) {
      CAPTURE(id);
      const std::string shortest = [&] {
        std::string number(id);
        number.erase(0, number.find_first_not_of('0'));
        while (number.back() == '0') number.pop_back();
        return number;
      }();
      CHECK(repair_numeric_id(shortest).value_or(shortest) == id);
    }
  }
}
