// Characters and words as the scored choices look at them: ASCII classes, shapes, first words.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/text.hpp"

namespace litdex::format {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// The shape of a character: 0 for a digit, A and a for letters, u for what is not ASCII; others are their own.
constexpr char shape_of(char c) {
  if (is_digit(c)) return '0';
  if (is_upper(c)) return 'A';
  if (is_lower(c)) return 'a';
  return is_ascii(c) ? c : 'u';
}

/// Digits as 0, everything else as it is.
constexpr char without_digit(char c) { return is_digit(c) ? '0' : c; }

/// A set of characters that is asked in one step.
class CharSet {
 public:
  constexpr explicit CharSet(std::string_view characters) {
    for (const char c : characters) m_has[static_cast<unsigned char>(c)] = true;
  }
  [[nodiscard]] constexpr bool has(char c) const { return m_has[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> m_has{};
};

/// What stands before the first blank of `text`.
constexpr std::string_view first_word(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && !base::is_blank(text[length])) ++length;
  return text.substr(0, length);
}

/// What stands after the first word of `text` and one blank.
constexpr std::string_view after_first_word(std::string_view text) {
  const std::size_t length = first_word(text).size();
  return text.substr(length < text.size() ? length + 1 : length);
}

/// What stands after the last blank of `text`.
constexpr std::string_view last_word(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && !base::is_blank(text[begin - 1])) --begin;
  return text.substr(begin);
}

/// A short text put together without memory from the heap; what does not fit is dropped.
class ShortText {
 public:
  constexpr void put(char c) {
    if (m_size < m_bytes.size()) m_bytes[m_size++] = c;
  }
  constexpr void put(std::string_view text) {
    for (const char c : text) put(c);
  }
  /// Every character of `text` as its shape.
  constexpr void put_shape(std::string_view text) {
    for (const char c : text) put(shape_of(c));
  }
  /// The shape of `text` with runs of digits, capitals and small letters as one; up to `max` characters in all.
  constexpr void put_runs(std::string_view text, std::size_t max) {
    char before = 0;
    for (const char c : text) {
      const char shape = shape_of(c);
      const bool is_run = shape == before && (shape == '0' || shape == 'A' || shape == 'a');
      if (is_run) continue;
      if (m_size >= max) return;
      put(shape);
      before = shape;
    }
  }
  [[nodiscard]] constexpr std::size_t size() const { return m_size; }
  [[nodiscard]] constexpr std::string_view view() const { return {m_bytes.data(), m_size}; }

 private:
  std::array<char, 64> m_bytes{};
  std::size_t m_size = 0;
};

}  // namespace litdex::format
