// SPDX-License-Identifier: MIT
#include "format/python_list.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace litdex::format {
namespace {

// D9: the longest lists of authors have 5,000 names of four parts. Each text takes some 60 bytes, however short it is.
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

constexpr bool is_surrogate(std::uint32_t code_point) { return code_point >= 0xD800 && code_point <= 0xDFFF; }

class ListReader {
 public:
  explicit ListReader(std::string_view text) : m_rest(base::trim(text)) {}

  std::optional<std::vector<ListItem>> read() {
    std::vector<ListItem> items;
    if (!take('[')) return std::nullopt;
    while (!take(']')) {
      ListItem item;
      if (!read_item(item)) return std::nullopt;
      items.push_back(std::move(item));
      skip_comma();
    }
    if (!m_rest.empty()) return std::nullopt;
    return items;
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

  bool read_item(ListItem& item) {
    skip_blanks();
    if (!take('[')) return read_text(item.emplace_back());
    if (++m_parts > k_most_parts) return false;
    skip_blanks();
    while (!take(']')) {
      if (!read_text(item.emplace_back())) return false;
      skip_comma();
    }
    return true;
  }

  bool read_text(std::string& text) {
    if (++m_parts > k_most_parts) return false;
    if (take('\'')) return read_quoted(text, '\'');
    if (take('"')) return read_quoted(text, '"');
    for (const std::string_view nothing : {"None", "nan", "null"}) {
      if (!m_rest.starts_with(nothing)) continue;
      m_rest.remove_prefix(nothing.size());
      return true;
    }
    return false;
  }

  bool read_quoted(std::string& text, char quote) {
    while (!m_rest.empty()) {
      const char c = m_rest.front();
      m_rest.remove_prefix(1);
      if (c == quote) return true;
      if (c == '\\') {
        read_escape(text);
      } else {
        text += c;
      }
    }
    return false;
  }

  /// What stands after a backslash. One that begins no escape stays, as in Python.
  void read_escape(std::string& text) {
    const char sign = m_rest.empty() ? '\0' : m_rest.front();
    const auto* const found = std::ranges::find(k_escapes, sign, &Escape::sign);
    if (found != std::end(k_escapes)) {
      text += found->meaning;
      m_rest.remove_prefix(1);
      return;
    }
    const auto* const number = std::ranges::find(k_number_escapes, sign, &NumberEscape::sign);
    if (number == std::end(k_number_escapes) || !read_code_point(text, number->digits)) text += '\\';
  }

  bool read_code_point(std::string& text, std::size_t digits) {
    const std::string_view hex = m_rest.substr(1, digits);
    std::uint32_t code_point = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code_point, 16);
    constexpr std::uint32_t k_highest = 0x10FFFF;
    const bool is_whole = hex.size() == digits && error == std::errc() && end == hex.data() + hex.size();
    if (!is_whole || code_point > k_highest || is_surrogate(code_point)) return false;
    base::append_utf8(text, code_point);
    m_rest.remove_prefix(1 + digits);
    return true;
  }

  std::string_view m_rest;
  std::size_t m_parts = 0;
};

}  // namespace

std::optional<std::vector<ListItem>> parse_python_list(std::string_view text) { return ListReader(text).read(); }

}  // namespace litdex::format
