// Text helpers that every module may use: UTF-8, white space, and what is safe to print.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::base {

/// One code point read from UTF-8, and how many bytes it took. An invalid byte reads as U+FFFD of length 1.
struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 1;
  bool is_valid = true;
};

/// Reads the code point at the start of `text`, which is not empty. Overlong forms, surrogates and values above
/// U+10FFFF are invalid (Unicode, table 3-7).
CodePoint read_code_point(std::string_view text);

/// Appends `code_point` to `out` as UTF-8. The value is a Unicode scalar value.
void append_utf8(std::string& out, std::uint32_t code_point);

/// The number that exactly so many hexadecimal digits at the front of `text` write; at most eight.
std::optional<std::uint32_t> hex_number(std::string_view text, std::size_t digits);

constexpr bool is_high_surrogate(std::uint32_t code) { return code >= 0xD800 && code <= 0xDBFF; }
constexpr bool is_low_surrogate(std::uint32_t code) { return code >= 0xDC00 && code <= 0xDFFF; }

/// Whether all of `text` is valid UTF-8.
bool is_valid_utf8(std::string_view text);

/// The longest prefix of valid UTF-8 `text` with at most `max_bytes` bytes that ends between code points.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

/// The longest suffix of valid UTF-8 `text` with at most `max_bytes` bytes that begins between code points.
std::string_view utf8_suffix(std::string_view text, std::size_t max_bytes);

/// Space, tab, CR, LF, VT and FF: the white space of dumps.
constexpr bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Whether two lower-case ASCII letters stand one behind the other, in either case. Quick: to be asked before looking
/// for words with a pair that few words have.
bool has_pair(std::string_view text, char first, char second);

/// The first eight bytes of a text as a number that sorts like them, as if zeros followed a shorter one.
std::uint64_t sort_prefix(std::string_view text);

/// The byte order mark, which some programs begin a file of UTF-8 with.
inline constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

/// `text` without the byte order mark that it may begin with.
std::string_view without_byte_order_mark(std::string_view text);

/// `text` without blanks at both ends.
std::string_view trim(std::string_view text);

/// `text` cut at every `separator`; empty pieces stay.
std::vector<std::string_view> split(std::string_view text, char separator);

/// `text` with ASCII letters in lower case.
std::string ascii_lower(std::string_view text);

/// `text` made safe for a terminal and one line: control characters (C0, DEL, C1), bidirectional controls and
/// invalid UTF-8 appear as \xNN, \n, \r, \t or \u{NNNN}. Everything else is unchanged.
std::string printable(std::string_view text);

/// `bytes` as lower-case hexadecimal.
std::string hex(std::string_view bytes);

/// The number with a comma at every third digit: 12,304.
std::string with_commas(std::uint64_t number);

/// The number of single-character edits (insert, delete, replace, swap of neighbours) between two short words.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace litdex::base
