// Ranked full-text search over the papers of a database.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::search {

/// One paper found.
struct Hit {
  std::int64_t paper_id = 0;
  std::optional<std::string> arxiv_id;
  std::optional<int> year;
  /// The title, or where there is none the first words of the abstract; may be empty.
  std::string headline;
  /// Text around the matches; each match stands between k_match_begin and k_match_end. For a paper that was found by
  /// its identifier: the first words of the abstract.
  std::string snippet;
  /// bm25, weighted as the file says; smaller is better. 0 for a paper found by its identifier.
  double rank = 0;
};

inline constexpr char k_match_begin = '\x02';
inline constexpr char k_match_end = '\x03';

struct SearchResult {
  std::vector<Hit> hits;
  /// How many papers match in all.
  std::int64_t total = 0;
};

/// What to search for.
struct Query {
  /// What was typed, as it was typed.
  std::string_view typed;
  /// The identifier that the typed text is, if it is one: its paper comes first.
  std::optional<std::string> arxiv_id;
};

/// The best `limit` papers, best first; ties by paper_id. Throws Error(usage) when nothing typed can be searched for,
/// or too much (see to_fts5).
SearchResult search(SQLite::Database& database, const Query& query, std::int64_t limit);

/// How many papers have one word or phrase of what was typed.
struct WordCount {
  std::string word;
  std::int64_t papers = 0;
};

/// The words of what was typed, each counted by itself: tells which of them keep a search from finding anything.
std::vector<WordCount> count_words(SQLite::Database& database, std::string_view typed);

}  // namespace litdex::search
