// SPDX-License-Identifier: MIT
#include "format/json_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include "base/byte_search.hpp"
#include "base/text.hpp"
#include "format/json_scan.hpp"

// The rules M1 to M4 are those of docs/formats/json.md.
namespace litdex::format {
namespace {

constexpr std::string_view k_replacement = "\\uFFFD";

constexpr std::size_t k_hex_digits = 4;

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// What a byte of a key is compared as; NUL where it is passed over.
constexpr std::array<char, 256> k_compared = [] {
  std::array<char, 256> compared{};
  for (char c = '0'; c <= '9'; ++c) compared[static_cast<unsigned char>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    compared[static_cast<unsigned char>(c)] = c;
    compared[static_cast<unsigned char>(c - 'a' + 'A')] = c;
  }
  return compared;
}();

constexpr char compared(char c) { return k_compared[static_cast<unsigned char>(c)]; }

struct Word {
  std::string_view written;
  std::string_view meant;
  bool is_number = false;  ///< it may have a sign
};

// M3: what Python writes where JSON has another word, or none.
constexpr Word k_words[] = {
    {"NaN", "null", true}, {"Infinity", "null", true}, {"None", "null"}, {"True", "true"}, {"False", "false"},
};

/// Copies an entry piece by piece, each mended.
class Mender {
 public:
  explicit Mender(std::string_view text) : m_text(text) { m_out.reserve(text.size() + 16); }

  std::string mend() {
    while (m_at < m_text.size()) {
      if (m_is_in_string) {
        mend_in_string();
      } else {
        mend_outside();
      }
    }
    return std::move(m_out);
  }

 private:
  void mend_in_string() {
    const char c = m_text[m_at];
    if (c == '\\') {
      mend_escape();
    } else if (static_cast<unsigned char>(c) < 0x20) {
      m_out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
      ++m_at;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      mend_code_point();
    } else {
      m_is_in_string = c != '"';
      take(1);
    }
  }

  /// M1.
  void mend_code_point() {
    const base::CodePoint point = base::read_code_point(m_text.substr(m_at));
    if (point.is_valid) return take(point.length);
    m_out += k_replacement;
    ++m_at;
  }

  /// M2.
  void mend_escape() {
    const std::string_view escape = m_text.substr(m_at);
    const auto code = escape.starts_with("\\u") ? base::hex_number(escape.substr(2), k_hex_digits) : std::nullopt;
    if (!code) return take(std::min<std::size_t>(2, escape.size()));
    constexpr std::size_t k_escape = 2 + k_hex_digits;
    const std::string_view after = escape.substr(k_escape);
    const auto next = after.starts_with("\\u") ? base::hex_number(after.substr(2), k_hex_digits) : std::nullopt;
    if (base::is_high_surrogate(*code) && next && base::is_low_surrogate(*next)) return take(2 * k_escape);
    if (!base::is_high_surrogate(*code) && !base::is_low_surrogate(*code)) return take(k_escape);
    m_out += k_replacement;
    m_at += k_escape;
  }

  void mend_outside() {
    const char c = m_text[m_at];
    if (is_letter(c)) return mend_word();
    if (c == ',' && is_last_comma()) {
      ++m_at;
      return;
    }
    m_is_in_string = c == '"';
    take(1);
  }

  /// M3.
  void mend_word() {
    std::size_t end = m_at;
    while (end < m_text.size() && is_letter(m_text[end])) ++end;
    const std::string_view word = m_text.substr(m_at, end - m_at);
    const auto* const mended = std::ranges::find(k_words, word, &Word::written);
    if (mended == std::end(k_words)) return take(word.size());
    if (mended->is_number && m_out.ends_with('-')) m_out.pop_back();
    m_out += mended->meant;
    m_at = end;
  }

  /// M4: whether the comma stands before a closing bracket.
  [[nodiscard]] bool is_last_comma() const {
    std::size_t next = m_at + 1;
    while (next < m_text.size() && is_json_blank(m_text[next])) ++next;
    return next < m_text.size() && (m_text[next] == '}' || m_text[next] == ']');
  }

  void take(std::size_t count) {
    m_out += m_text.substr(m_at, count);
    m_at += count;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  bool m_is_in_string = false;
  std::string m_out;
};

/// A parser has a dozen bytes for each byte of the longest entry it has parsed.
constexpr std::size_t k_most_kept_bytes = std::size_t{256} * 1024;

/// The parser of the last entry of this thread. A parser for each would spend more on memory than on parsing.
std::unique_ptr<simdjson::dom::parser>& spare_parser() {
  thread_local std::unique_ptr<simdjson::dom::parser> spare;
  return spare;
}

std::unique_ptr<simdjson::dom::parser> take_parser() {
  auto parser = std::exchange(spare_parser(), nullptr);
  return parser ? std::move(parser) : std::make_unique<simdjson::dom::parser>();
}

std::string_view meaning_of(simdjson::error_code error) {
  switch (error) {
    case simdjson::STRING_ERROR: return "a string with an escape that JSON does not have";
    case simdjson::UTF8_ERROR: return "bytes that are no UTF-8";
    case simdjson::NUMBER_ERROR: return "a number that JSON does not have, or one with too many digits";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR: return "a word that is none of true, false and null";
    case simdjson::TAPE_ERROR: return "words, commas or brackets that JSON does not have there";
    default: return simdjson::error_message(error);
  }
}

}  // namespace

JsonEntry::JsonEntry(std::string_view entry) : m_parser(take_parser()) {
  // The parser would copy from nowhere.
  if (entry.empty()) m_problem = "broken JSON: nothing";
  if (!entry.empty() && !parse(entry)) parse(mend_json(entry));
}

JsonEntry::~JsonEntry() {
  if (m_parser->capacity() <= k_most_kept_bytes) spare_parser() = std::move(m_parser);
}

bool JsonEntry::parse(std::string_view entry) {
  // The parser copies the entry: its bytes must be followed by others that may be read.
  const simdjson::error_code error = m_parser->parse(entry.data(), entry.size(), true).get(m_root);
  m_problem.reset();
  if (error) m_problem = fmt::format("broken JSON: {}", meaning_of(error));
  return !error;
}

std::string mend_json(std::string_view entry) { return Mender(entry).mend(); }

JsonKey::JsonKey(std::string_view key) {
  const auto is_other = [](base::Bytes c) { return base::is_outside(c, 'a', 'z') & base::is_outside(c, '0', '9'); };
  const bool is_written_so = base::find_byte(key, is_other) == key.size();
  m_text = is_written_so && key.size() <= k_most ? key : write(key);
}

std::string_view JsonKey::write(std::string_view key) {
  if (const std::size_t colon = key.rfind(':'); colon != std::string_view::npos) key.remove_prefix(colon + 1);
  std::size_t size = 0;
  for (const char c : key) {
    if (compared(c) == '\0') continue;
    if (size == k_most) return {};
    m_written[size++] = compared(c);
  }
  return {m_written, size};
}

std::optional<std::string> json_scalar_text(simdjson::dom::element element) {
  std::string text;
  switch (element.type()) {
    case simdjson::dom::element_type::STRING: text = json_string(element); break;
    case simdjson::dom::element_type::INT64: text = fmt::format("{}", std::int64_t(element)); break;
    case simdjson::dom::element_type::UINT64: text = fmt::format("{}", std::uint64_t(element)); break;
    // The shortest form: an identifier that was made a number is seen as it was written.
    case simdjson::dom::element_type::DOUBLE: text = fmt::format("{}", double(element)); break;
    default: break;
  }
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::string_view json_string(simdjson::dom::element element) {
  std::string_view text;
  return element.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string json_words(simdjson::dom::element element) {
  simdjson::dom::array array;
  if (element.get(array) != simdjson::SUCCESS) return json_scalar_text(element).value_or("");
  std::string words;
  for (const simdjson::dom::element part : array) {
    const std::optional<std::string> text = json_scalar_text(part);
    if (text) words += (words.empty() ? "" : " ") + *text;
  }
  return words;
}

std::string_view json_first_of(simdjson::dom::object object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    simdjson::dom::element value;
    if (object[key].get(value) == simdjson::SUCCESS && !json_string(value).empty()) return json_string(value);
  }
  return {};
}

}  // namespace litdex::format
