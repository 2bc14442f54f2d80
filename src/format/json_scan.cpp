// SPDX-License-Identifier: MIT
#include "format/json_scan.hpp"

#include <array>
#include <bit>

#include "base/byte_search.hpp"

namespace litdex::format {
namespace {

// V4: deeper than any record, and what one machine word can remember.
constexpr unsigned k_most_levels = 64;

// V5: papers of 5,000 authors hold some 30,000 values. Parsers need many bytes for each.
constexpr std::size_t k_most_values = 1U << 20U;

enum class Kind : std::uint8_t { other, blank, scalar, quote, mark };

constexpr std::array<Kind, 256> k_kinds = [] {
  std::array<Kind, 256> kinds{};
  const auto set = [&kinds](std::string_view characters, Kind kind) {
    for (const char c : characters) kinds[static_cast<unsigned char>(c)] = kind;
  };
  set(" \n\r\t", Kind::blank);
  set("0123456789+-.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", Kind::scalar);
  set("\"", Kind::quote);
  set("{}[]:,", Kind::mark);
  return kinds;
}();

constexpr Kind kind_of(char c) { return k_kinds[static_cast<unsigned char>(c)]; }

constexpr auto k_is_stop = [](base::Bytes c) { return (c == '"') | (c == '\\') | (c == '\n'); };

}  // namespace

std::size_t find_string_stop(std::string_view text, std::size_t from) {
  return from + base::find_byte(text.substr(from), k_is_stop);
}

std::size_t StringStops::next(std::string_view text, std::size_t from) {
  while (true) {
    if (from < m_end) {
      if (const std::uint64_t bits = m_bits >> (from - m_begin); bits != 0) {
        return from + static_cast<std::size_t>(std::countr_zero(bits));
      }
      from = m_end;
    }
    if (text.size() - from < base::k_bits) return find_string_stop(text, from);
    m_begin = from;
    m_end = from + base::k_bits;
    m_bits = base::find_bits(text.data() + from, k_is_stop);
  }
}

// Flattened, so that the copy is all that is worked on.
[[gnu::flatten]] JsonScan::State JsonScan::scan(std::string_view text) {
  // A copy can stand in registers. The bytes of `text` might be those of *this, which would be stored and loaded again
  // around each of them.
  JsonScan scan = *this;
  while (scan.m_state == State::open && scan.m_at < text.size() && scan.pass_token(text)) {
  }
  *this = scan;
  return m_state;
}

/// False when more text is needed.
bool JsonScan::pass_token(std::string_view text) {
  if (m_is_in_string) return pass_string(text);
  const char c = text[m_at];
  const Kind kind = kind_of(c);
  if (kind == Kind::scalar) {
    pass_scalar(text);
    return true;
  }
  m_is_in_scalar = false;
  if (kind == Kind::quote) {
    open_string();
  } else if (kind == Kind::mark) {
    pass_mark(c);
    // A blank mostly follows, which need not be looked at by itself.
    if (m_state == State::open && m_at < text.size() && text[m_at] == ' ') ++m_at;
  } else if (kind == Kind::blank) {
    ++m_at;
  } else {
    fail("a character that JSON does not have outside strings");
  }
  return true;
}

std::string_view JsonScan::problem() const {
  if (m_state != State::open) return m_problem;
  return m_is_in_string ? "the stream ends in a string" : "the stream ends before the closing bracket";
}

void JsonScan::open_string() {
  m_is_key = m_expected == Expected::key_or_end;
  m_is_in_string = m_is_key || begin_value();
  if (m_is_in_string) ++m_at;
}

/// V2. Goes behind the closing quote, or as far as the text reaches; false when more text is needed.
bool JsonScan::pass_string(std::string_view text) {
  m_at = m_stops.next(text, m_at);
  if (m_at == text.size()) return false;
  if (text[m_at] == '\n') {
    fail("a string is not closed on its line");
  } else if (text[m_at] == '\\') {
    if (m_at + 1 == text.size()) return false;
    m_at += text[m_at + 1] == '\n' ? 1 : 2;
  } else {
    m_is_in_string = false;
    ++m_at;
    if (m_is_key) {
      m_expected = Expected::colon;
    } else {
      end_value();
    }
  }
  return true;
}

void JsonScan::pass_scalar(std::string_view text) {
  if (!m_is_in_scalar && !begin_value()) return;
  while (m_at < text.size() && kind_of(text[m_at]) == Kind::scalar) ++m_at;
  m_is_in_scalar = true;
  end_value();
}

void JsonScan::pass_mark(char c) {
  switch (c) {
    case '{': return open_container(true);
    case '[': return open_container(false);
    case '}': return close_container(true);
    case ']': return close_container(false);
    case ':':
      if (m_expected != Expected::colon) return fail("':' without a key before it");
      m_expected = Expected::value;
      break;
    default:
      if (m_expected != Expected::comma_or_end) return fail("',' without a value before it");
      // V3: a comma before a closing bracket is passed over.
      m_expected = is_in_object() ? Expected::key_or_end : Expected::value_or_end;
  }
  ++m_at;
}

void JsonScan::open_container(bool is_object) {
  if (!begin_value()) return;
  if (m_depth == k_most_levels) return fail("brackets nested more than 64 deep");
  m_objects = (m_objects << 1U) | (is_object ? 1U : 0U);
  ++m_depth;
  m_expected = is_object ? Expected::key_or_end : Expected::value_or_end;
  ++m_at;
}

void JsonScan::close_container(bool is_object) {
  if (m_depth == 0 || is_in_object() != is_object) return fail("a closing bracket of the wrong kind");
  if (m_expected == Expected::colon || m_expected == Expected::value) return fail("a key without a value");
  m_objects >>= 1U;
  --m_depth;
  ++m_at;
  end_value();
}

/// V1. Whether a value may begin here; fails if not.
bool JsonScan::begin_value() {
  if (m_expected == Expected::value || m_expected == Expected::value_or_end) {
    if (++m_values <= k_most_values) return true;
    fail("more than 1,048,576 values");
    return false;
  }
  switch (m_expected) {
    case Expected::key_or_end: fail("a value where a key must stand"); break;
    case Expected::colon: fail("no ':' after a key"); break;
    default: fail("no ',' between values"); break;
  }
  return false;
}

void JsonScan::end_value() {
  m_expected = Expected::comma_or_end;
  if (m_depth == 0) m_state = State::whole;
}

void JsonScan::fail(std::string_view problem) {
  m_state = State::broken;
  m_problem = problem;
}

}  // namespace litdex::format
