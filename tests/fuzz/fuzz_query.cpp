// What a person types: FTS5 takes whatever is made of it, and no word of it widens a search.
// SPDX-License-Identifier: MIT
#include "search/query.hpp"

#include <SQLiteCpp/Database.h>

#include <string_view>

#include "base/error.hpp"
#include "fuzz/fuzz.hpp"
#include "search/search.hpp"
#include "support/sample_database.hpp"

using namespace litdex;
using fuzz::require;

namespace {

/// Whether the text may be refused, which is for its size alone.
bool is_over_limits(std::string_view typed) {
  try {
    search::query_words(typed);
    return false;
  } catch (const base::Error& error) {
    require(error.code() == base::ExitCode::usage, "what is refused is the user's to change");
    return true;
  }
}

}  // namespace

// SQLite::Exception is not caught: an expression that FTS5 does not take ends the program.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static SQLite::Database database = test::sample_database();
  const std::string_view typed = fuzz::text_of(data, size);
  if (is_over_limits(typed)) {
    require(typed.size() > search::k_max_query_words, "a short text is never refused");
    return 0;
  }
  if (search::to_fts5(typed).empty()) {
    require(search::query_words(typed).empty(), "every word is in the expression");
    return 0;
  }
  const search::SearchResult result = search::search(database, {typed, std::nullopt}, 10);
  for (const search::WordCount& count : search::count_words(database, typed)) {
    // FTS5 leaves out a word that it finds no token in; such a word alone has no match.
    if (count.papers > 0) require(result.total <= count.papers, "every word has to occur");
  }
  return 0;
}
