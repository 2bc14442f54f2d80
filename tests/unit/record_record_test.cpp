// A normalized record: values that are set, replaced and removed.
// SPDX-License-Identifier: MIT
#include "record/record.hpp"

#include <doctest/doctest.h>

using litdex::record::Field;
using litdex::record::Record;
using litdex::record::Value;

TEST_SUITE("record::record") {
  TEST_CASE("a field has the value set last, until it is removed") {
    Record record;
    CHECK_FALSE(record[Field::title]);
    record.set(Field::title, Value{"Tea", "\\emph{Tea}"});
    record.set(Field::abstract, Value{"Kettles are old.", {}});
    CHECK(record[Field::title] == Value{"Tea", "\\emph{Tea}"});
    record.set(Field::title, Value{"On Tea", {}});
    CHECK(record[Field::title] == Value{"On Tea", {}});
    CHECK(record[Field::abstract]->text == "Kettles are old.");
    record.set(Field::title, {});
    CHECK_FALSE(record[Field::title]);
    CHECK(record.given().has(Field::abstract));
    CHECK_FALSE(record.given().has(Field::title));
  }

  TEST_CASE("a field may be set to what another field of the record says") {
    Record record;
    const Value title{"A title that is too long to be kept inside a string", "A \\emph{title} that is too long for it"};
    record.set(Field::title, title);
    for (int i = 0; i < 20; ++i) {
      record.set(Field::abstract, record[Field::title]);
      record.set_date(record[Field::abstract]->original);
      REQUIRE(record[Field::abstract] == title);
      REQUIRE(record.date() == title.original);
    }
  }

  TEST_CASE("a NUL follows each text") {
    Record record;
    record.set(Field::title, Value{"Tea", "T\\'ea"});
    record.set(Field::abstract, Value{"Kettles", {}});
    CHECK(*record[Field::title]->text.end() == '\0');
    CHECK(*record[Field::title]->original->end() == '\0');
    CHECK(*record[Field::abstract]->text.end() == '\0');
  }

  TEST_CASE("records are equal when their values and dates are, however they came about") {
    Record once;
    once.set(Field::title, Value{"Tea", {}});
    once.set_date("2007-04-02");
    Record changed;
    changed.set_date("2007-04-03");
    changed.set(Field::title, Value{"Coffee", {}});
    changed.set(Field::abstract, Value{"Kettles", {}});
    CHECK_FALSE(once == changed);
    changed.set(Field::title, Value{"Tea", {}});
    changed.set(Field::abstract, {});
    CHECK_FALSE(once == changed);
    changed.set_date("2007-04-02");
    CHECK(once == changed);
    changed.set_date({});
    CHECK_FALSE(changed.date());
    CHECK_FALSE(once == changed);
  }
}
