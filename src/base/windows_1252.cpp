// SPDX-License-Identifier: MIT
#include "base/windows_1252.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "base/byte_search.hpp"
#include "base/text.hpp"

namespace litdex::base {
namespace {

/// The characters from 80 to 9F.
constexpr std::uint16_t k_characters[] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

constexpr unsigned char k_first = 0x80;

std::uint32_t character_of(unsigned char byte) {
  const bool is_latin1 = byte < k_first || byte >= k_first + std::size(k_characters);
  return is_latin1 ? byte : k_characters[byte - k_first];
}

/// Whether some byte is beyond ASCII, and no character is.
bool is_windows_1252(std::string_view text) {
  const auto is_beyond_ascii = [](Bytes c) { return c >= k_first; };
  bool has_wrong_byte = false;
  for (;;) {
    text.remove_prefix(find_byte(text, is_beyond_ascii));
    if (text.empty()) return has_wrong_byte;
    if (read_code_point(text).is_valid) return false;
    has_wrong_byte = true;
    text.remove_prefix(1);
  }
}

}  // namespace

std::optional<std::string> windows_1252_as_utf8(std::string_view text) {
  if (!is_windows_1252(text)) return std::nullopt;
  std::string converted;
  converted.reserve(text.size() + text.size() / 8);
  for (const char c : text) append_utf8(converted, character_of(static_cast<unsigned char>(c)));
  return converted;
}

}  // namespace litdex::base
