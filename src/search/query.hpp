// What a person types, made into a safe FTS5 query.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::search {

/// Longest text that is looked at, in bytes, and most words: FTS5's parser needs time and memory far beyond its input
/// (docs/architecture.md, "Queries"); what is over is refused by name.
inline constexpr std::size_t k_max_query_bytes = 4096;
inline constexpr std::size_t k_max_query_words = 256;

/// The FTS5 expression for what was typed: every word quoted, all of them required; "quoted phrases" stay phrases
/// (an unbalanced quote ends at the end of the text); nothing typed is an operator. Empty when there is no word.
/// Throws Error(usage) over the limits above.
std::string to_fts5(std::string_view typed);

/// The arXiv identifier that the typed text is, if it is one as a whole: then the paper itself is meant.
std::optional<std::string> as_arxiv_id(std::string_view typed);

/// One paper found.
struct Hit {
  std::int64_t paper_id = 0;
  std::optional<std::string> arxiv_id;
  std::optional<int> year;
  /// The title, or where there is none the first words of the abstract.
  std::string headline;
  /// Text around the matches; each match stands between k_match_begin and k_match_end.
  std::string snippet;
  /// bm25, weighted as the file says; smaller is better.
  double rank = 0;
};

inline constexpr char k_match_begin = '\x02';
inline constexpr char k_match_end = '\x03';

struct SearchResult {
  std::vector<Hit> hits;
  /// How many papers match in all.
  std::int64_t total = 0;
};

/// The best `limit` papers for what was typed, best first; ties by paper_id.
SearchResult search(SQLite::Database& database, std::string_view typed, std::int64_t limit);

}  // namespace litdex::search
