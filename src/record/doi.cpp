// SPDX-License-Identifier: MIT
#include "record/doi.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"

namespace litdex::record {
namespace {

// Longest first where one begins another. Compared in lower case.
constexpr std::array<std::string_view, 8> k_prefixes = {
    "https://", "http://", "dx.doi.org/", "www.doi.org/", "doi.org/", "info:doi/", "doi:", "doi/",
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether `text` begins with `prefix`, which is in lower case, whatever its own.
bool begins_with(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && base::ascii_lower(text.substr(0, prefix.size())) == prefix;
}

/// Removes all prefixes, so that "doi:https://doi.org/10.…" becomes "10.…".
void drop_prefixes(std::string_view& text) {
  // None begins with a digit, as most texts do.
  for (bool found = !text.empty() && !is_digit(text.front()); found;) {
    found = false;
    for (const std::string_view prefix : k_prefixes) {
      if (!begins_with(text, prefix)) continue;
      text.remove_prefix(prefix.size());
      found = true;
    }
  }
}

/// Whether `text` begins as a DOI does, any prefix included.
bool begins_doi(std::string_view text) {
  drop_prefixes(text);
  return text.starts_with("10.");
}

/// How many brackets of one kind a text closes more than it opens.
struct Excess {
  char close;
  std::ptrdiff_t count;
};

/// Removes what a sentence around the DOI leaves at its end: punctuation, and brackets it did not open.
void drop_trailing_punctuation(std::string_view& text) {
  constexpr std::string_view k_punctuation = ".,;:'\"";
  constexpr std::string_view k_marks = ".,;:'\")]}>";
  if (text.empty() || k_marks.find(text.back()) == std::string_view::npos) return;
  const auto excess_of = [text](char open, char close) {
    return Excess{close, std::ranges::count(text, close) - std::ranges::count(text, open)};
  };
  std::array excesses = {excess_of('(', ')'), excess_of('[', ']'), excess_of('{', '}'), excess_of('<', '>')};
  while (!text.empty()) {
    auto* const excess = std::ranges::find(excesses, text.back(), &Excess::close);
    const bool is_unopened = excess != excesses.end() && excess->count-- > 0;
    if (!is_unopened && k_punctuation.find(text.back()) == std::string_view::npos) return;
    text.remove_suffix(1);
  }
}

/// "10." and a registrant of at least four digits (with parts after more dots), "/", and something more.
bool is_doi(std::string_view text) {
  if (!text.starts_with("10.")) return false;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash + 1 == text.size()) return false;
  const std::string_view registrant = text.substr(3, slash - 3);
  const bool is_numeric = std::ranges::all_of(registrant, [](char c) { return is_digit(c) || c == '.'; });
  return is_numeric && registrant.size() >= 4 && std::ranges::all_of(registrant.substr(0, 4), is_digit);
}

void add_doi(std::vector<std::string_view>& dois, std::string_view text) {
  drop_prefixes(text);
  drop_trailing_punctuation(text);
  if (is_doi(text)) dois.push_back(text);
}

}  // namespace

std::vector<std::string_view> find_dois(std::string_view text) {
  std::vector<std::string_view> dois;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool is_gap = i == text.size() || base::is_blank(text[i]);
    const bool is_separator = !is_gap && (text[i] == ';' || text[i] == ',') && begins_doi(text.substr(i + 1));
    if (!is_gap && !is_separator) continue;
    if (i > begin) add_doi(dois, text.substr(begin, i - begin));
    begin = i + 1;
  }
  return dois;
}

std::vector<std::string> canonical_dois(std::string_view field) {
  std::vector<std::string> dois;
  std::unordered_set<std::string> seen;
  for (const std::string_view found : find_dois(field)) {
    std::string doi = base::ascii_lower(found);
    if (seen.insert(doi).second) dois.push_back(std::move(doi));
  }
  return dois;
}

}  // namespace litdex::record
