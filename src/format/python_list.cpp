// SPDX-License-Identifier: MIT
#include "format/python_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "format/char_class.hpp"

namespace litdex::format {
namespace {

// G3 of docs/formats/csv.md: the longest lists of authors have 5,000 names of four parts. A parser takes a dozen bytes
// for each byte of the list, and some for each item, however short it is.
constexpr std::size_t k_longest_list = std::size_t{4} << 20U;
constexpr std::size_t k_most_parts = 1U << 18U;

struct Escape {
  char sign;
  char meaning;
};

constexpr Escape k_escapes[] = {{'n', '\n'},  {'t', '\t'}, {'r', '\r'}, {'\\', '\\'},
                                {'\'', '\''}, {'"', '"'},  {'/', '/'}};

struct NumberEscape {
  char sign;
  std::size_t digits;
};

constexpr NumberEscape k_number_escapes[] = {{'x', 2}, {'u', 4}, {'U', 8}};

/// Writes a list as Python prints it anew, as JSON. The rules G1 to G3 are those of docs/formats/csv.md.
class ListWriter {
 public:
  explicit ListWriter(std::string_view text) : m_rest(base::trim(text)) {}

  std::optional<std::string> write() {
    const bool is_list = m_rest.starts_with('[') || m_rest.starts_with('(');
    if (!is_list || m_rest.size() > k_longest_list || !write_value(0) || !m_rest.empty()) return std::nullopt;
    return std::move(m_json);
  }

 private:
  bool take(char c) {
    if (!m_rest.starts_with(c)) return false;
    m_rest.remove_prefix(1);
    return true;
  }

  void skip_blanks() {
    while (!m_rest.empty() && base::is_blank(m_rest.front())) m_rest.remove_prefix(1);
  }

  void skip_comma() {
    skip_blanks();
    take(',');
    skip_blanks();
  }

  /// A value inside so many brackets.
  bool write_value(std::size_t depth) {
    constexpr std::size_t k_deepest = 4;  // G2
    if (m_rest.empty() || depth > k_deepest || m_parts++ > k_most_parts) return false;
    switch (m_rest.front()) {
      case '[': return write_list(']', depth);
      case '(': return write_list(')', depth);
      case '{': return write_dict(depth);
      case '\'':
      case '"': return write_text();
      default: return write_word(depth);
    }
  }

  bool write_list(char closing, std::size_t depth) {
    m_rest.remove_prefix(1);
    m_json += '[';
    skip_blanks();
    for (std::string_view separator; !take(closing); separator = ",") {
      m_json += separator;
      if (!write_value(depth + 1)) return false;
      skip_comma();
    }
    m_json += ']';
    return true;
  }

  bool write_dict(std::size_t depth) {
    m_rest.remove_prefix(1);
    m_json += '{';
    skip_blanks();
    for (std::string_view separator; !take('}'); separator = ",") {
      m_json += separator;
      if (!write_text()) return false;
      skip_blanks();
      if (!take(':')) return false;
      m_json += ':';
      skip_blanks();
      if (!write_value(depth + 1)) return false;
      skip_comma();
    }
    m_json += '}';
    return true;
  }

  /// What begins with no mark: nothing, a number, or the name of what is made of the value in parentheses behind it.
  bool write_word(std::size_t depth) {
    constexpr std::string_view k_nothing[] = {"None", "nan", "NaN", "null", "True", "False", "true", "false"};
    const std::string_view word = take_word();
    if (word.empty()) return false;
    if (word == "u") return write_text();  // Python 2
    if (is_digit(word.front()) || word.front() == '-') {
      m_json.append(1, '"').append(word).append(1, '"');
      return true;
    }
    if (std::ranges::find(k_nothing, word) != std::end(k_nothing)) {
      m_json += "null";
      return true;
    }
    if (!take('(') || !write_value(depth + 1)) return false;
    skip_blanks();
    return take(')');
  }

  std::string_view take_word() {
    const auto is_of_word = [](char c) {
      return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-' || c == '+';
    };
    const auto* const end = std::ranges::find_if_not(m_rest, is_of_word);
    const std::string_view word = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
    m_rest.remove_prefix(word.size());
    return word;
  }

  /// A text in quotation marks of either kind.
  bool write_text() {
    const char quote = m_rest.empty() ? '\0' : m_rest.front();
    if (quote != '\'' && quote != '"') return false;
    m_rest.remove_prefix(1);
    m_json += '"';
    while (!m_rest.empty()) {
      const char c = m_rest.front();
      m_rest.remove_prefix(1);
      if (c == quote) {
        m_json += '"';
        return true;
      }
      if (c == '\\') {
        write_escaped();
      } else {
        put(c);
      }
    }
    return false;
  }

  /// A character as JSON's strings have it.
  void put(char c) {
    if (c == '"' || c == '\\') m_json += '\\';
    if (static_cast<unsigned char>(c) < ' ') {
      m_json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      m_json += c;
    }
  }

  /// What stands after a backslash. One that begins no escape stays, as in Python.
  void write_escaped() {
    const char sign = m_rest.empty() ? '\0' : m_rest.front();
    const auto* const found = std::ranges::find(k_escapes, sign, &Escape::sign);
    if (found != std::end(k_escapes)) {
      put(found->meaning);
      m_rest.remove_prefix(1);
      return;
    }
    const auto* const number = std::ranges::find(k_number_escapes, sign, &NumberEscape::sign);
    if (number == std::end(k_number_escapes) || !write_code_point(number->digits)) put('\\');
  }

  bool write_code_point(std::size_t digits) {
    std::size_t length = 1 + digits;
    const auto first = base::hex_number(m_rest.substr(1), digits);
    if (!first) return false;
    std::uint32_t code_point = *first;
    if (base::is_high_surrogate(code_point) && m_rest.substr(length).starts_with("\\u")) {
      const auto low = base::hex_number(m_rest.substr(length + 2), 4);
      if (low && base::is_low_surrogate(*low)) {
        code_point = 0x10000 + ((code_point - 0xD800) << 10U) + (*low - 0xDC00);
        length += 6;
      }
    }
    if (code_point > 0x10FFFF || base::is_high_surrogate(code_point) || base::is_low_surrogate(code_point))
      return false;
    if (code_point < 0x80) {
      put(static_cast<char>(code_point));
    } else {
      base::append_utf8(m_json, code_point);
    }
    m_rest.remove_prefix(length);
    return true;
  }

  std::string_view m_rest;
  std::string m_json;
  std::size_t m_parts = 0;
};

}  // namespace

std::optional<std::string> python_list_as_json(std::string_view text) { return ListWriter(text).write(); }

std::unique_ptr<JsonEntry> read_python_list(std::string_view text) {
  const std::optional<std::string> json = python_list_as_json(text);
  if (!json) return nullptr;
  auto entry = std::make_unique<JsonEntry>(*json);
  return entry->problem() ? nullptr : std::move(entry);
}

}  // namespace litdex::format
