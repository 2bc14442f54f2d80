// What a person types becomes an FTS5 expression in which nothing is an operator.
// SPDX-License-Identifier: MIT
#include "search/query.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/error.hpp"

using namespace litdex;
using namespace std::string_view_literals;

namespace {

std::string repeated(std::string_view piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

std::string refusal(std::string_view typed) {
  try {
    return "no refusal: " + search::to_fts5(typed);
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ExitCode::usage);
    CHECK(error.hint() == "search for fewer words");
    return error.message();
  }
}

}  // namespace

TEST_SUITE("search::to_fts5") {
  TEST_CASE("every word is quoted, a typed phrase stays one, and words without a token are left out") {
    struct Case {
      std::string_view typed;
      std::string_view expression;
    };
    constexpr Case k_cases[] = {
        {"", ""},
        {" \t\n", ""},
        {"pagerank", R"("pagerank")"},
        {"  higher-order   PageRank\n", R"("higher-order" "PageRank")"},
        {R"("text field" labeling)", R"("text field" "labeling")"},
        {R"("text field"labeling)", R"("text field" "labeling")"},
        {R"("unbalanced words here)", R"("unbalanced words here")"},
        {R"(unbalanced")", R"("unbalanced""")"},
        {R"(5"disk)", R"("5""disk")"},
        {R"(G\"odel)", R"("G\""odel")"},
        {R"("" """ ")", ""},
        {"-- $$ ? ... -", ""},
        {"a -- b", R"("a" "b")"},
        {"2009.04153", R"("2009.04153")"},
        {"C++", R"("C++")"},
        {"R&D", R"("R&D")"},
        {"$\\alpha$", "\"$\\alpha$\""},
        {"AND OR NOT NEAR(", R"q("AND" "OR" "NOT" "NEAR(")q"},
        {"col:x a* -x ^x {x} (x) x+y", R"q("col:x" "a*" "-x" "^x" "{x}" "(x)" "x+y")q"},
        {"Gödel Nguyễn 量子 ½ Ⅳ", R"("Gödel" "Nguyễn" "量子" "½" "Ⅳ")"},
        {"\U0001F600 — … €", ""},
        {"a\u00A0b\u3000c", R"("a" "b" "c")"},
        {"a\0b\0"sv, R"("ab")"},
        {"\0"sv, ""},
        {"\xff\xfe", ""},
        {"\xff x", R"("x")"},
    };
    for (const Case& c : k_cases) {
      CAPTURE(c.typed);
      CHECK(search::to_fts5(c.typed) == c.expression);
    }
  }

  TEST_CASE("an invalid byte inside a word stays in it") { CHECK(search::to_fts5("a\xff") == "\"a\xff\""); }

  TEST_CASE("text at the limits is taken, over them it is refused by name") {
    CHECK(search::query_words(repeated("a ", search::k_max_query_words)).size() == search::k_max_query_words);
    CHECK(search::query_words(std::string(search::k_max_query_bytes, 'a')).size() == 1);
    CHECK(refusal(repeated("a ", 300)) == "the search text has 300 words; at most 256 are possible");
    CHECK(refusal(std::string(5000, 'a')) == "the search text is 5,000 bytes long; at most 4,096 are possible");
  }
}
