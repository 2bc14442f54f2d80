// Dates: rules D1 to D5 of docs/normalizing.md.
// SPDX-License-Identifier: MIT
#include "record/date.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using litdex::record::iso_date;

TEST_SUITE("record::date") {
  TEST_CASE("a date in any known form is ISO 8601 in UTC") {
    const struct {
      std::string_view source;
      std::string_view date;
    } cases[] = {
        // D1
        {"2007-04-02", "2007-04-02"},
        {" 2007-04-02\n", "2007-04-02"},
        {"2004-02-29", "2004-02-29"},
        {"2007-04-02T19:18:42Z", "2007-04-02T19:18:42Z"},
        {"2007-04-02 19:18:42", "2007-04-02T19:18:42Z"},
        {"2007-04-02T19:18:42.123456", "2007-04-02T19:18:42Z"},
        {"2007-04-02T19:18:42+02:00", "2007-04-02T17:18:42Z"},
        // D2
        {"Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02T19:18:42Z"},
        {"Mon, 2 Apr 2007 19:18:42", "2007-04-02T19:18:42Z"},
        {"Mon, 02 Apr 2007", "2007-04-02"},
        {"2 Apr 2007", "2007-04-02"},
        {"21 July 2011", "2011-07-21"},
        {"Wed, 29 Jan 92 20:11 GMT", "1992-01-29T20:11:00Z"},
        // D3
        {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
        // D4
        {"Mon, 2 Apr 2007 23:18:42 EST", "2007-04-03T04:18:42Z"},
        {"Mon, 1 Jan 2007 00:18:42 +0200", "2006-12-31T22:18:42Z"},
        {"Mon, 2 Apr 2007 19:18:42 -0430", "2007-04-02T23:48:42Z"},
        {"Mon, 2 Apr 2007 19:18:42 utc", "2007-04-02T19:18:42Z"},
        // D5
        {"Mon, 2 Apr 2007 19:18:42 +0200 (MEST)", "2007-04-02T17:18:42Z"},
    };
    for (const auto& expected : cases) {
      CAPTURE(expected.source);
      const auto date = iso_date(expected.source);
      REQUIRE(date);
      CHECK(date->text() == expected.date);
      const auto again = iso_date(expected.date);
      REQUIRE(again);
      CHECK(again->text() == expected.date);
    }
  }

  TEST_CASE("what is no day of the calendar, or has another form, is no date") {
    for (const std::string_view text : {"",
                                        "2007",
                                        "2007-04",
                                        "2007-02-30",
                                        "2007-13-01",
                                        "2007-00-01",
                                        "2007-04-00",
                                        "2005-02-29",
                                        "0000-01-01",
                                        "9999-12-31",
                                        "9999-12-31T23:00:00-05:00",
                                        "2007-4-2",
                                        "2007/04/02",
                                        "30 Feb 2007",
                                        "2 Apri 2007",
                                        "Foo, 2 Apr 2007",
                                        "Apr 2 2007",
                                        "2007-04-02T",
                                        "2007-04-02T24:00:00Z",
                                        "2007-04-02T19:60:00Z",
                                        "2007-04-02T19:18:61Z",
                                        "2007-04-02T19:18:42X",
                                        "2007-04-02T19:18:42+99:00",
                                        "2007-04-02 and more",
                                        "Mon, 2 Apr 2007 19:18:42 XYZ",
                                        "12007-04-02",
                                        "2 Apr 007",
                                        "2007-04-02T19:18:42Z (5kb)"}) {
      CAPTURE(text);
      CHECK_FALSE(iso_date(text));
    }
  }
}
