// FTS5's table definitions.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "db/sql_text.hpp"
#include "index/definition.hpp"

using namespace litdex;

namespace {

index::Definition definition_of(std::string_view sql) {
  return std::get<index::Definition>(index::parse_definition("f", sql));
}

std::string refusal_of(std::string_view sql) {
  return std::get<index::Unsupported>(index::parse_definition("f", sql)).reason;
}

}  // namespace

TEST_SUITE("index::definition") {
  TEST_CASE("columns and options are read in each way in which SQL quotes them, past comments") {
    const index::Definition definition = definition_of(
        "CREATE VIRTUAL TABLE f USING fts5 (\"a, b\", -- c, d\n [e] UNINDEXED, /* ) */ 'it''s' unindexed, `x`,"
        " content=\"texts\", CONTENT_ROWID = 'id', tokenize = 'porter unicode61 ''remove_diacritics'' 2')");
    REQUIRE(definition.columns.size() == 4);
    CHECK(definition.columns[0].name == "a, b");
    CHECK(definition.columns[0].is_indexed);
    CHECK(definition.columns[1].name == "e");
    CHECK_FALSE(definition.columns[1].is_indexed);
    CHECK(definition.columns[2].name == "it's");
    CHECK_FALSE(definition.columns[2].is_indexed);
    CHECK(definition.columns[3].name == "x");
    CHECK(definition.content == "texts");
    CHECK(definition.content_rowid == "id");
    CHECK(definition.tokenizer == std::vector<std::string>{"porter", "unicode61", "remove_diacritics", "2"});
  }

  TEST_CASE("what is not given is as FTS5 has it") {
    const index::Definition definition = definition_of("CREATE VIRTUAL TABLE f USING fts5(a, content=t)");
    CHECK(definition.content_rowid == "rowid");
    CHECK(definition.tokenizer == std::vector<std::string>{"unicode61"});
    CHECK(definition.page_bytes == 4050);
  }

  TEST_CASE("an option that is not known is refused with its text") {
    CHECK(refusal_of("CREATE VIRTUAL TABLE f USING fts5(a, content=t, prefix = '2 3')") ==
          "its definition has 'prefix = '2 3''");
    CHECK(refusal_of("CREATE VIRTUAL TABLE f USING fts5(a, content=t, tokendata=1)") ==
          "its definition has 'tokendata=1'");
    CHECK(refusal_of("CREATE VIRTUAL TABLE f USING fts5(a b, content=t)") == "its definition has 'a b'");
    CHECK(refusal_of("CREATE VIRTUAL TABLE f USING fts5(a)") == "its rows stand in no other table");
    CHECK(refusal_of("CREATE VIRTUAL TABLE f USING fts5(content=t)") == "its definition is not understood");
    CHECK(refusal_of("") == "its rows stand in no other table");
  }

  TEST_CASE("a name is quoted so that nothing in it ends it") {
    CHECK(db::quoted_name("plain") == "\"plain\"");
    CHECK(db::quoted_name("a\"b") == "\"a\"\"b\"");
  }
}
