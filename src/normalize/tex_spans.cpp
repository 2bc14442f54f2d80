// SPDX-License-Identifier: MIT
#include "normalize/tex_spans.hpp"

#include <algorithm>
#include <iterator>

#include "base/byte_search.hpp"

namespace litdex::normalize {
namespace {

constexpr std::size_t k_nowhere = std::string_view::npos;

/// One of \ $ { } ~, and, as it stands between them and is rare, the bar.
constexpr auto k_may_be_sign = [](auto c) { return (c == '\\') | (c == '$') | base::is_between(c, '{', '~'); };

/// Finds `close` from `from` on; a position once found is remembered, so that all searches together are linear.
class Finder {
 public:
  Finder(std::string_view text, std::string_view close) : m_text(text), m_close(close) {}

  std::size_t at_or_after(std::size_t from) {
    if (m_found != k_nowhere && m_found >= from) return m_found;
    if (m_is_exhausted) return k_nowhere;
    m_found = m_text.find(m_close, from);
    m_is_exhausted = m_found == k_nowhere;
    return m_found;
  }

 private:
  std::string_view m_text;
  std::string_view m_close;
  std::size_t m_found = k_nowhere;
  bool m_is_exhausted = false;
};

/// Where the mathematics ends that the first of `dollars` begins; two dollars in a row are closed by two.
std::size_t dollar_math_end(std::span<const std::size_t> dollars) {
  const auto is_double_at = [&](std::size_t k) { return k + 1 < dollars.size() && dollars[k + 1] == dollars[k] + 1; };
  const bool is_double = is_double_at(0);
  const std::size_t close = is_double ? 2 : 1;
  if (close >= dollars.size()) return k_nowhere;
  return dollars[close] + (is_double && is_double_at(close) ? 2 : 1);
}

/// The first byte after a mark of two bytes.
std::size_t after(std::size_t mark) { return mark == k_nowhere ? k_nowhere : mark + 2; }

/// The length of "\\begin{name}" or "\\end{name}" at the front of `text`, where `command` says which; else 0.
std::size_t environment_mark(std::string_view text, std::string_view command) {
  constexpr std::size_t k_longest_name = 32;
  if (!text.starts_with(command)) return 0;
  const std::size_t close = text.substr(command.size(), k_longest_name).find('}');
  return close == k_nowhere || close == 0 ? 0 : command.size() + close + 1;
}

}  // namespace

std::vector<std::size_t> tex_signs(std::string_view text) {
  constexpr std::size_t k_block = 32;
  std::vector<std::size_t> signs;
  std::size_t i = base::find_byte(text, k_may_be_sign);
  if (i < text.size()) signs.reserve(k_block);
  while (i < text.size()) {
    // Where one sign is, others are near.
    for (const std::size_t end = std::min(i + k_block, text.size()); i < end; ++i) {
      if (!k_may_be_sign(static_cast<unsigned char>(text[i]))) continue;
      if (text[i] != '|') signs.push_back(i);
      if (text[i] == '\\') ++i;
    }
    if (i < text.size()) i += base::find_byte(text.substr(i), k_may_be_sign);
  }
  return signs;
}

TexSpans::TexSpans(std::string_view text, Signs signs) {
  find_math(text, signs);
  find_groups(text, signs);
}

std::vector<TexSpans::Span> TexSpans::find_environments(std::string_view text, Signs signs) {
  std::vector<Span> environments;
  std::vector<std::size_t> open;
  for (const std::size_t i : signs) {
    if (environment_mark(text.substr(i), "\\begin{") != 0) open.push_back(i);
    const std::size_t length = environment_mark(text.substr(i), "\\end{");
    if (length == 0 || open.empty()) continue;
    // Only the outermost counts.
    while (!environments.empty() && environments.back().begin > open.back()) environments.pop_back();
    environments.push_back({open.back(), i + length});
    open.pop_back();
  }
  return environments;
}

void TexSpans::find_math(std::string_view text, Signs signs) {
  const std::vector<Span> environments = find_environments(text, signs);
  std::vector<std::size_t> dollars;
  std::ranges::copy_if(signs, std::back_inserter(dollars), [text](std::size_t i) { return text[i] == '$'; });
  m_has_dollar = !dollars.empty();
  Finder round(text, "\\)");
  Finder square(text, "\\]");
  auto environment = environments.begin();
  std::size_t dollar = 0;
  std::size_t done = 0;
  for (const std::size_t i : signs) {
    if (i < done || (text[i] != '$' && text[i] != '\\')) continue;
    while (dollar < dollars.size() && dollars[dollar] < i) ++dollar;
    while (environment != environments.end() && environment->begin < i) ++environment;
    std::size_t end = k_nowhere;
    if (text[i] == '$') {
      end = dollar_math_end(std::span(dollars).subspan(dollar));
    } else if (environment != environments.end() && environment->begin == i) {
      end = environment->end;
    } else if (text.substr(i + 1).starts_with('(')) {
      end = after(round.at_or_after(i + 2));
    } else if (text.substr(i + 1).starts_with('[')) {
      end = after(square.at_or_after(i + 2));
    }
    if (end == k_nowhere) continue;
    m_math.push_back({i, end});
    done = end;
  }
}

void TexSpans::find_groups(std::string_view text, Signs signs) {
  std::vector<std::size_t> open;
  auto math = m_math.begin();
  for (const std::size_t i : signs) {
    while (math != m_math.end() && math->end <= i) ++math;
    if (math != m_math.end() && i >= math->begin) continue;
    if (text[i] == '{') {
      open.push_back(m_groups.size());
      m_groups.push_back({i, k_nowhere});
    } else if (text[i] == '}' && !open.empty()) {
      m_groups[open.back()].end = i;
      open.pop_back();
    }
  }
}

std::size_t TexSpans::math_end(std::size_t i) {
  while (m_next_math < m_math.size() && m_math[m_next_math].begin < i) ++m_next_math;
  return m_next_math < m_math.size() && m_math[m_next_math].begin == i ? m_math[m_next_math].end : i;
}

std::size_t TexSpans::group_end(std::size_t open) {
  while (m_next_group < m_groups.size() && m_groups[m_next_group].begin < open) ++m_next_group;
  const bool is_found = m_next_group < m_groups.size() && m_groups[m_next_group].begin == open;
  return is_found ? m_groups[m_next_group].end : k_nowhere;
}

}  // namespace litdex::normalize
