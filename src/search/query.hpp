// What a person types, made into a safe FTS5 query.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::search {

/// Longest text that is looked at, in bytes, and most words: FTS5's parser needs time and memory far beyond its input
/// (docs/architecture.md, "Queries"); what is over is refused by name.
inline constexpr std::size_t k_max_query_bytes = 4096;
inline constexpr std::size_t k_max_query_words = 256;

/// The FTS5 expression for what was typed: every word quoted, all of them required; "quoted phrases" stay phrases
/// (an unbalanced quote ends at the end of the text); nothing typed is an operator. Words in which the index would
/// find nothing to look up (--, $$, an emoji) are left out. Empty when there is no other word.
/// Throws Error(usage) over the limits above.
std::string to_fts5(std::string_view typed);

/// The words and phrases that to_fts5 makes its expression of, without their quotes; they point into `typed`.
/// Throws Error(usage) over the limits above.
std::vector<std::string_view> query_words(std::string_view typed);

/// One word or phrase as FTS5 takes it literally: in double quotes, those in it doubled. NUL is left out.
std::string quoted(std::string_view word);

}  // namespace litdex::search
