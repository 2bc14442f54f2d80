// A line of text as words, numbers and marks, for the rules that read facts out of what people wrote.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace litdex::record {

/// A run of letters, a run of ASCII digits, or one other character. Every dash is the mark "-", however long it is.
struct Token {
  enum class Kind : std::uint8_t { word, number, mark };
  Kind kind = Kind::mark;
  /// Points into the text, or to a literal.
  std::string_view text;
  /// Where it begins in the text, in bytes.
  std::size_t start = 0;
  /// Whether it follows the token before it without a blank.
  bool is_glued = false;

  [[nodiscard]] bool is_word() const { return kind == Kind::word; }
  [[nodiscard]] bool is_number() const { return kind == Kind::number; }
  [[nodiscard]] bool is(std::string_view expected) const { return text == expected; }
};

/// The tokens of `text`, which is UTF-8; what is not ASCII counts as a letter, dashes apart. They live as long as it.
std::vector<Token> tokens_of(std::string_view text);

/// The longest text that facts are read from. The longest comments of 57,403 real records have 1,150 bytes, the longest
/// abstracts 6,100; what is longer is no such text, and the rules would take long for it.
inline constexpr std::size_t k_max_fact_bytes = 16U << 10U;

/// How many tokens back a rule looks for what a sentence began with, so that time stays in proportion to length.
inline constexpr std::size_t k_max_tokens_back = 100;

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_letter(char c) { return is_ascii_upper(c) || (c >= 'a' && c <= 'z'); }

}  // namespace litdex::record
