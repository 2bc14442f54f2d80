// The categories of arXiv: rule E5 of docs/formats/arxiv_atom.md, which tables follow too.
// SPDX-License-Identifier: MIT
#include "record/category.hpp"

#include <doctest/doctest.h>

#include <string>

using litdex::record::is_category_code;

TEST_SUITE("record::category") {
  TEST_CASE("a code is an archive, or one with a subject, in any case (E5)") {
    for (const auto& category : litdex::record::categories()) {
      const std::string code(category.code);
      CAPTURE(code);
      const bool is_of_papers = !code.starts_with("test") && !code.starts_with("bad-arch");
      CHECK(is_category_code(code) == is_of_papers);
    }
    for (const char* code :
         {"cs.AI", "CS.AI", "cs.ai", "Hep-Th", "math", "cs", "eess", "math.XY", "cond-mat.mes-hall"}) {
      CAPTURE(code);
      CHECK(is_category_code(code));
    }
    for (const char* text :
         {"",      ".",      "cs.",   "cs.X",  ".AI",     "cs.A1",   "cs.AI.", "cs.AI; 3", "nothing.CV", "mat",
          "maths", "math-p", "math-", "68T45", "machine", "Physics", "Math",   "CS",       "test",       "test.soft"}) {
      CAPTURE(text);
      CHECK_FALSE(is_category_code(text));
    }
  }
}
