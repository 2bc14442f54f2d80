// SPDX-License-Identifier: MIT
#include "normalize/entities.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/text.hpp"

namespace litdex::normalize {
namespace {

// The longest that is looked for: &#x10FFFF;
constexpr std::size_t k_longest = 10;

struct Named {
  std::string_view name;
  std::uint32_t value;
};

constexpr Named k_named[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}};

/// Whether a character may stand inside an entity: decoded, it could complete another one, and decoding again would
/// change the text. Composing turns the Greek question mark into a semicolon.
bool may_be_of_entity(std::uint32_t value) {
  constexpr std::uint32_t k_greek_question_mark = 0x37E;
  const bool is_digit = value >= '0' && value <= '9';
  const bool is_letter = (value | 0x20U) >= 'a' && (value | 0x20U) <= 'z';
  return is_digit || is_letter || value == '#' || value == ';' || value == k_greek_question_mark;
}

/// The character of a number like "955" or "x3BB"; 0 when it is none that is decoded.
std::uint32_t numbered(std::string_view digits) {
  const bool is_hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  if (is_hexadecimal) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hexadecimal ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return 0;
  const bool is_control = value < 0x20 || (value >= 0x7F && value < 0xA0);
  const bool is_no_character = value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
  return is_control || is_no_character || may_be_of_entity(value) ? 0 : value;
}

/// The character that `name`, what stands between & and ;, is for; 0 when it is for none.
std::uint32_t character_of(std::string_view name) {
  if (name.starts_with('#')) return numbered(name.substr(1));
  const auto* const found = std::ranges::find(k_named, name, &Named::name);
  return found == std::end(k_named) ? 0 : found->value;
}

}  // namespace

std::optional<std::string> decode_entities(std::string_view text) {
  if (text.find('&') == std::string_view::npos) return std::nullopt;
  std::string rest(text);
  std::string decoded;
  for (std::size_t i = 0; i < rest.size();) {
    const std::size_t plain = std::min(rest.find('&', i), rest.size()) - i;
    decoded.append(rest, i, plain);
    i += plain;
    const std::size_t end = std::string_view(rest).substr(i, k_longest).find(';');
    const std::uint32_t character =
        end == std::string::npos ? 0 : character_of(std::string_view(rest).substr(i + 1, end - 1));
    if (character == 0) {
      decoded.append(rest, i++, 1);
    } else if (character == '&') {
      // It may begin another entity: &amp;lt; was encoded twice.
      i += end;
      rest[i] = '&';
    } else {
      base::append_utf8(decoded, character);
      i += end + 1;
    }
  }
  return decoded == text ? std::nullopt : std::optional(decoded);
}

}  // namespace litdex::normalize
