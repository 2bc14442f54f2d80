// Scored choices: model files, weights, probabilities (C4 of docs/formats/arxiver_text.md).
// SPDX-License-Identifier: MIT
#include "format/choice.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "base/error.hpp"

using litdex::base::Error;
using litdex::format::ChoiceModel;
using litdex::format::escape_value;
using litdex::format::Kind;
using litdex::format::make_probabilities;
using litdex::format::Observations;

TEST_SUITE("format::choice") {
  TEST_CASE("a score is the sum of the weights of what was seen, and the unknown weighs nothing") {
    const ChoiceModel model("# a comment\nword\tWe\t1.5\nyear\t3\t0.25\nlast3\t\\x5C00\t-2\n");
    Observations seen;
    CHECK(model.score(seen) == 0);
    seen.add(Kind::word, "We");
    seen.add(Kind::year, 3);
    CHECK(model.score(seen) == 1.75);
    seen.add(Kind::word, "You");
    seen.add(Kind::second, "We");
    CHECK(model.score(seen) == 1.75);
    seen.add(Kind::last3, "\\00");
    CHECK(model.score(seen) == -0.25);
    seen.clear();
    CHECK(model.score(seen) == 0);
  }

  TEST_CASE("a line that is no weight is refused, and named") {
    for (const char* line : {"word\tWe", "word\tWe\tmuch", "word\tWe\tnan", "nonsense\tWe\t1", "word\tW\\x5\t1",
                             "word\tW\\y41\t1\t2", "word\tWe\t1\t2"}) {
      CAPTURE(std::string(line));
      CHECK_THROWS_WITH_AS(ChoiceModel{line}, doctest::Contains("no line of a model: "), Error);
    }
  }

  TEST_CASE("values come back from a model file as they were") {
    const std::string value = "a\tb\\c\xC3\xA9 d";
    const ChoiceModel model("word\t" + escape_value(value) + "\t3\n");
    CHECK(model.weight(Kind::word, value) == 3.0F);
    CHECK(escape_value("a b") == "a b");
    CHECK(escape_value("\t") == "\\x09");
  }

  TEST_CASE("probabilities add up to one and keep the order of the scores, however large") {
    std::array<double, 3> scores = {1000, 1001, -1000};
    make_probabilities(scores);
    CHECK(scores[0] + scores[1] + scores[2] == doctest::Approx(1));
    CHECK(scores[1] == doctest::Approx(0.7310586));
    CHECK(scores[2] == 0);
    make_probabilities({});
  }

  TEST_CASE("the program's own model knows the commonest openers") {
    const ChoiceModel& model = ChoiceModel::shipped();
    CHECK(model.weight(Kind::opener_count, "We").value_or(0) > 10);
    CHECK(model.weight(Kind::word, "We").value_or(0) > 0);
    CHECK_FALSE(model.weight(Kind::opener_count, "teapotwise"));
  }
}
