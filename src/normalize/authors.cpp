// SPDX-License-Identifier: MIT
#include "normalize/authors.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "normalize/author_line.hpp"
#include "record/author.hpp"

namespace litdex::normalize {
namespace {

using record::Author;

constexpr std::size_t k_longest = std::size_t{4} << 20;

/// A12: whether `text` may be read name by name: neither too long nor of too many names.
bool is_bounded(std::string_view text) {
  const auto parts_names = [](char c) { return c == ',' || c == ';' || c == '&' || c == ':'; };
  return text.size() <= k_longest &&
         static_cast<std::size_t>(std::ranges::count_if(text, parts_names)) <= record::k_most_names;
}

/// A6: whether `text` is a list, and not a line that has a stray ";": in a list, no name has two commas.
bool is_list(std::string_view text) {
  if (!record::has_outside_groups(text, ';')) return false;
  if (text.ends_with(';') || text.find(',') == std::string_view::npos) return true;
  const std::vector<record::Group> groups = record::outer_groups(text);
  auto group = groups.begin();
  int commas = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (group != groups.end() && group->begin == i) {
      i = group->end - 1;
      ++group;
      continue;
    }
    if (text[i] == ';') commas = 0;
    if (text[i] == ',' && ++commas > 1) return false;
  }
  return true;
}

constexpr std::string_view k_parted_hyphen = ". -";

/// A9: "J. -P. Author", as a splitter writes it, is "J.-P. Author".
std::string with_joined_initials(std::string_view text) {
  std::string joined;
  std::size_t begin = 0;
  for (std::size_t place = text.find(k_parted_hyphen); place < text.size(); place = text.find(k_parted_hyphen, begin)) {
    const std::size_t hyphen = place + k_parted_hyphen.size() - 1;
    const bool is_initial = hyphen + 1 < text.size() && text[hyphen + 1] >= 'A' && text[hyphen + 1] <= 'Z';
    joined += text.substr(begin, (is_initial ? place + 1 : hyphen) - begin);
    begin = hyphen;
  }
  joined += text.substr(begin);
  return joined;
}

record::CanonicalList canonical_round(std::string_view text) {
  const bool was_list = is_list(text);
  std::vector<Author> authors;
  if (!was_list) authors = read_author_line(text);
  record::CanonicalList result =
      was_list ? record::canonical_list(text) : record::CanonicalList{record::author_text(authors), false};
  if (result.text.empty()) return {std::string(text), true};
  if (is_list(result.text) || (was_list && is_plain_name(result.text))) return result;
  // A5: what would be read as a line otherwise is marked as a list.
  if (was_list) authors = record::author_names(text);
  if (read_author_line(result.text) != authors) result.text += ';';
  return result;
}

using ByteCounts = std::array<std::int32_t, 256>;

/// Adds `step` for each byte of `text` to its count, but for what only parts names.
void count_substance(ByteCounts& counts, std::string_view text, std::int32_t step) {
  constexpr std::string_view k_and = " and ";
  for (const char c : text) counts[static_cast<unsigned char>(c)] += step;
  for (std::size_t i = text.find(k_and); i != std::string_view::npos; i = text.find(k_and, i + k_and.size() - 1)) {
    for (const char c : k_and) counts[static_cast<unsigned char>(c)] -= step;
  }
  for (const char c : {' ', ',', ';', '&'}) counts[static_cast<unsigned char>(c)] = 0;
}

/// Whether the texts have the same bytes, in any order, but for what only parts names.
bool has_same_substance(std::string_view a, std::string_view b) {
  ByteCounts counts{};
  count_substance(counts, a, 1);
  count_substance(counts, b, -1);
  return counts == ByteCounts{};
}

}  // namespace

Authors canonical_authors(std::string_view text) {
  // As for TeX: a text that does not come to rest stays as it is.
  constexpr int k_most_rounds = 4;
  if (is_bounded(text)) {
    std::string result = with_joined_initials(text);
    bool is_only_reordered = true;
    // Without parentheses one round is enough, and most texts have none.
    const bool is_plain = text.find('(') == std::string_view::npos && text.find(')') == std::string_view::npos;
    for (int round = 0; round < k_most_rounds; ++round) {
      record::CanonicalList next = canonical_round(result);
      const bool is_at_rest = is_plain || next.text == result;
      result = std::move(next.text);
      is_only_reordered = is_only_reordered && next.is_only_reordered;
      if (!is_at_rest) continue;
      const bool changed_more = !is_only_reordered && result != text && !has_same_substance(result, text);
      return {std::move(result), changed_more};
    }
  }
  return {std::string(text), false};
}

}  // namespace litdex::normalize
