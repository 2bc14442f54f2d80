// SPDX-License-Identifier: MIT
#include "format/xml_repair.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/text.hpp"
#include "base/windows_1252.hpp"
#include "format/char_class.hpp"

namespace litdex::format {
namespace {

constexpr std::string_view k_cdata_begin = "<![CDATA[";
constexpr std::string_view k_cdata_end = "]]>";
constexpr std::string_view k_replacement = "\xEF\xBF\xBD";

bool is_allowed(std::uint32_t code_point) {
  if (code_point < ' ') return code_point == '\t' || code_point == '\n' || code_point == '\r';
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  return !is_surrogate && code_point != 0xFFFE && code_point != 0xFFFF && code_point <= 0x10FFFF;
}

/// The code point that "#955;" or "#x3BB;" at the front of `text` writes, or one that is not allowed.
/// `length` becomes what the reference takes, or 0 when it is none.
std::uint32_t read_number(std::string_view text, std::size_t& length) {
  constexpr std::size_t k_most_digits = 10;
  constexpr std::uint32_t k_none = 0x110000;
  const bool is_hex = text.starts_with("#x");
  const std::uint32_t base = is_hex ? 16 : 10;
  const std::size_t begin = is_hex ? 2 : 1;
  std::uint32_t value = 0;
  std::size_t at = begin;
  for (; at < text.size() && at < begin + k_most_digits; ++at) {
    const char c = text[at];
    const char lower = static_cast<char>(c | 0x20);
    const bool is_letter_digit = is_hex && lower >= 'a' && lower <= 'f';
    if (!is_digit(c) && !is_letter_digit) break;
    const auto digit = static_cast<std::uint32_t>(is_digit(c) ? c - '0' : lower - 'a' + 10);
    value = std::min(value * base + digit, k_none);
  }
  length = at > begin && at < text.size() && text[at] == ';' ? at + 1 : 0;
  return value;
}

class Repair {
 public:
  explicit Repair(std::string_view text) : m_text(text) { m_out.reserve(text.size()); }

  std::string run() {
    while (m_at < m_text.size()) {
      const char c = m_text[m_at];
      if (!is_ascii(c)) {
        put_code_point();
      } else if (c == '&' && !m_is_cdata) {
        put_reference();
      } else if (c == '<' && !m_is_cdata) {
        put_tag_begin();
      } else if (m_is_cdata && m_text.substr(m_at).starts_with(k_cdata_end)) {
        m_is_cdata = false;
        put(k_cdata_end);
      } else {
        m_out += is_allowed(static_cast<unsigned char>(c)) ? c : ' ';
        ++m_at;
      }
    }
    return std::move(m_out);
  }

 private:
  void put(std::string_view text) {
    m_out += text;
    m_at += text.size();
  }

  void put_code_point() {
    const std::string_view rest = m_text.substr(m_at);
    const base::CodePoint code_point = base::read_code_point(rest);
    m_at += code_point.length;
    m_out += code_point.is_valid && is_allowed(code_point.value) ? rest.substr(0, code_point.length) : k_replacement;
  }

  void put_reference() {
    constexpr std::array<std::string_view, 5> k_known = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
    const std::string_view rest = m_text.substr(m_at);
    const auto* const known =
        std::ranges::find_if(k_known, [&](std::string_view name) { return rest.starts_with(name); });
    if (known != k_known.end()) {
      put(*known);
      return;
    }
    std::size_t length = 0;
    const bool has_number = rest.substr(1).starts_with('#');
    const std::uint32_t value = has_number ? read_number(rest.substr(1), length) : 0;
    if (length == 0) {
      m_out += "&amp;";
      ++m_at;
    } else if (is_allowed(value)) {
      put(rest.substr(0, length + 1));
    } else {
      m_out += ' ';
      m_at += length + 1;
    }
  }

  void put_tag_begin() {
    const std::string_view rest = m_text.substr(m_at);
    m_is_cdata = rest.starts_with(k_cdata_begin);
    const char next = rest.size() > 1 ? rest[1] : ' ';
    const bool is_tag =
        is_letter(next) || !is_ascii(next) || std::string_view("_:/!?").find(next) != std::string_view::npos;
    m_out += is_tag ? "<" : "&lt;";
    ++m_at;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  bool m_is_cdata = false;
  std::string m_out;
};

}  // namespace

std::string repair_xml(std::string_view text) {
  const std::optional<std::string> converted = base::windows_1252_as_utf8(text);
  return Repair(converted ? *converted : text).run();
}

}  // namespace litdex::format
