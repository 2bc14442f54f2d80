// SPDX-License-Identifier: MIT
#include "format/name_list.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "record/author.hpp"

namespace litdex::format {
namespace {

/// Whether `word` is one that makes a name that of a collaboration (A1 of docs/authors.md), and nothing else.
bool is_group_word(std::string_view word) {
  return word.find(' ') == std::string_view::npos && record::is_collaboration(word);
}

/// Whether each closing parenthesis has its opening one.
bool is_balanced(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    depth += (c == '(' ? 1 : 0) - (c == ')' ? 1 : 0);
    if (depth < 0) return false;
  }
  return depth == 0;
}

/// Makes brackets of parentheses that do not pair: one too many would end the list of affiliations, or hide the
/// semicolons behind it.
void pair_parentheses(std::string& text) {
  if (is_balanced(text)) return;
  std::ranges::replace(text, '(', '[');
  std::ranges::replace(text, ')', ']');
}

/// `part` without the separators at its ends that a splitter left, and with nothing that would end it or go on behind
/// it.
std::string name_part(std::string_view part) {
  const auto is_separator = [](char c) { return c == ',' || c == ';' || c == ':' || base::is_blank(c); };
  while (!part.empty() && is_separator(part.front())) part.remove_prefix(1);
  while (!part.empty() && is_separator(part.back())) part.remove_suffix(1);
  std::string clean(part);
  std::ranges::replace(clean, ';', ',');
  pair_parentheses(clean);
  return clean;
}

bool is_name_suffix(std::string_view text) { return record::is_name_suffix(base::trim(text)); }

}  // namespace

bool holds_several_names(std::string_view text) {
  // A longer text is not read as a line (A12 of docs/authors.md), and its groups would take much memory.
  constexpr std::size_t k_longest_line = std::size_t{4} << 20U;
  if (text.size() > k_longest_line) return false;
  std::string outside;
  std::size_t begin = 0;
  for (const record::Group& group : record::outer_groups(text)) {
    outside += text.substr(begin, group.begin - begin);
    begin = group.end;
  }
  outside += text.substr(begin);
  if (outside.find(';') != std::string::npos) return true;
  const std::size_t comma = outside.find(',');
  if (comma == std::string::npos) {
    const bool has_and = outside.find(" and ") != std::string::npos || outside.find(" & ") != std::string::npos;
    return has_and && !record::is_collaboration(outside);
  }
  // "Family, Given, Jr." is one name.
  const std::size_t next = outside.find(',', comma + 1);
  if (next != std::string::npos) return !is_name_suffix(std::string_view(outside).substr(next + 1));
  return outside.find(" and ", comma) != std::string::npos || outside.find(" & ", comma) != std::string::npos;
}

void NameList::add(std::string_view family, std::string_view given, std::string_view suffix) {
  end_name();
  const std::string last = name_part(family);
  std::string rest = name_part(given);
  if (is_group_word(last) && !rest.empty()) {
    m_name = rest + ' ' + last;
    return;
  }
  if (const std::string end = name_part(suffix); !end.empty()) rest += (rest.empty() ? "" : " ") + end;
  m_name = last;
  if (last.empty()) {
    m_name = rest;
  } else if (!rest.empty()) {
    m_name += ", " + rest;
  }
}

void NameList::add_affiliation(std::string_view affiliation) {
  std::string text(base::trim(affiliation));
  if (text.empty()) return;
  pair_parentheses(text);
  m_affiliations += (m_affiliations.empty() ? "" : "; ") + text;
}

std::string NameList::take() {
  end_name();
  return std::exchange(m_text, {});
}

void NameList::end_name() {
  if (!m_name.empty()) {
    if (!m_text.empty()) m_text += ' ';
    m_text += m_name;
    if (!m_affiliations.empty()) m_text += " (" + m_affiliations + ')';
    m_text += ';';
  }
  m_name.clear();
  m_affiliations.clear();
}

}  // namespace litdex::format
