// SPDX-License-Identifier: MIT
#include "format/name_list.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace litdex::format {
namespace {

constexpr std::string_view k_group_words[] = {"collaboration", "collaborations", "consortium", "team"};

bool is_group_word(std::string_view word) {
  return std::ranges::any_of(k_group_words, [word](std::string_view group) {
    return group.size() == word.size() && group == base::ascii_lower(word);
  });
}

/// `part` without the separators at its ends that a splitter left, and with no semicolon that would end it.
std::string name_part(std::string_view part) {
  const auto is_separator = [](char c) { return c == ',' || c == ';' || c == ':' || base::is_blank(c); };
  while (!part.empty() && is_separator(part.front())) part.remove_prefix(1);
  while (!part.empty() && is_separator(part.back())) part.remove_suffix(1);
  std::string clean(part);
  std::ranges::replace(clean, ';', ',');
  return clean;
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

}  // namespace

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
  if (!is_balanced(text)) {
    // A parenthesis too many would end the list of affiliations.
    std::ranges::replace(text, '(', '[');
    std::ranges::replace(text, ')', ']');
  }
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
