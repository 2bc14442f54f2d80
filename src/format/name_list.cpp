// SPDX-License-Identifier: MIT
#include "format/name_list.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/byte_search.hpp"
#include "base/text.hpp"
#include "format/char_class.hpp"
#include "record/author.hpp"

namespace litdex::format {
namespace {

/// Whether `word` is one that makes a name that of a collaboration (A1 of docs/authors.md), and nothing else.
bool is_group_word(std::string_view word) {
  return word.find(' ') == std::string_view::npos && record::is_collaboration(word);
}

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return is_letter(c) || (c & 0x80) != 0; });
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

/// `part` without the separators at its ends that a splitter left.
std::string_view trim_separators(std::string_view part) {
  const auto is_separator = [](char c) { return c == ',' || c == ';' || c == ':' || base::is_blank(c); };
  while (!part.empty() && is_separator(part.front())) part.remove_prefix(1);
  while (!part.empty() && is_separator(part.back())) part.remove_suffix(1);
  return part;
}

/// Whether `part` may hold something that would end it or go on behind it.
bool may_end_name(std::string_view part) {
  const auto is_mark = [](base::Bytes c) { return (c == ';') | (c == '(') | (c == ')'); };
  return base::find_byte(part, is_mark) < part.size();
}

/// `part` with nothing that would end it or go on behind it; it points to `part` or to `kept`.
std::string_view name_part(std::string_view part, std::string& kept) {
  if (part.empty()) return part;
  part = trim_separators(part);
  if (!may_end_name(part)) return part;
  kept = part;
  std::ranges::replace(kept, ';', ',');
  pair_parentheses(kept);
  return kept;
}

/// Takes what a splitter that knows no "et al." made of it off the names.
void drop_et_al(std::string_view& family, std::string_view& given) {
  if (family != "al" && family != "al.") return;
  for (const std::string_view et : {" et", " et."}) {
    if (!given.ends_with(et)) continue;
    family = given.substr(0, given.size() - et.size());
    given = {};
    return;
  }
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
  std::array<std::string, 3> kept;
  std::string_view last = name_part(family, kept[0]);
  std::string_view rest = name_part(given, kept[1]);
  drop_et_al(last, rest);
  if (!has_letter(last) && !has_letter(rest)) return;
  if (!rest.empty() && is_group_word(last)) return begin_name({rest, last}, " ");
  begin_name({last, rest, name_part(suffix, kept[2])}, ", ");
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

void NameList::begin_name(std::initializer_list<std::string_view> parts, std::string_view first_separator) {
  std::string_view separator = m_text.empty() ? "" : " ";
  std::string_view next = parts.begin()->empty() ? " " : first_separator;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    m_text.append(separator).append(part);
    separator = std::exchange(next, " ");
    m_is_in_name = true;
  }
}

void NameList::end_name() {
  if (m_is_in_name) {
    if (!m_affiliations.empty()) m_text.append(" (").append(m_affiliations).append(")");
    m_text += ';';
  }
  m_is_in_name = false;
  m_affiliations.clear();
}

}  // namespace litdex::format
