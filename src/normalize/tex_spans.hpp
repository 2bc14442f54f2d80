// Where the mathematics of a text stands, and where its groups end: rule T1 of docs/normalizing.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace litdex::normalize {

/// Where the signs stand that mean something to TeX, in ascending order: backslashes, dollars, braces and tildes. What
/// follows a backslash is no such sign.
std::vector<std::size_t> tex_signs(std::string_view text);

/// The mathematics and the groups of a text, found in one pass over its signs.
class TexSpans {
 public:
  /// `signs` are those of `text`; both are looked at here only.
  TexSpans(std::string_view text, std::span<const std::size_t> signs);

  /// The first byte after the mathematics that begins at `i`, or `i` when none does. To be asked in ascending order.
  std::size_t math_end(std::size_t i);

  /// Where the brace that closes the one at `open` stands, or npos. To be asked in ascending order.
  std::size_t group_end(std::size_t open);

  /// Whether an unescaped dollar stands anywhere.
  [[nodiscard]] bool has_dollar() const { return m_has_dollar; }

 private:
  struct Span {
    std::size_t begin;
    std::size_t end;
  };
  using Signs = std::span<const std::size_t>;
  static std::vector<Span> find_environments(std::string_view text, Signs signs);
  void find_math(std::string_view text, Signs signs);
  void find_groups(std::string_view text, Signs signs);

  std::vector<Span> m_math;
  std::vector<Span> m_groups;
  std::size_t m_next_math = 0;
  std::size_t m_next_group = 0;
  bool m_has_dollar = false;
};

}  // namespace litdex::normalize
