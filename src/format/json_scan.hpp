// Where does a JSON value end? A scan that needs neither the whole value nor memory for it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace litdex::format {

/// Finds the bytes that a string cannot pass over, '"', '\\' and LF, and remembers those of the last block it looked
/// at.
class StringStops {
 public:
  /// The first of them in `text` at or after `from`; else its size. `from` never goes back, and `text` may grow.
  std::size_t next(std::string_view text, std::size_t from);

  /// What stood before is gone.
  void forget() { m_end = 0; }

 private:
  std::uint64_t m_bits = 0;  ///< of the bytes from m_begin to m_end
  std::size_t m_begin = 0;
  std::size_t m_end = 0;
};

/// Follows one JSON object or array to its end: strings, escapes, brackets, and what may follow what. The rules V1 to
/// V5 are those of docs/formats/json.md. What it finds whole is balanced; numbers and words are not looked into.
class JsonScan {
 public:
  enum class State : std::uint8_t {
    open,    ///< the text ends inside the value
    whole,   ///< the value ends at position()
    broken,  ///< no JSON value, as problem() says; position() is where that shows
  };

  /// Goes on over `text`, which begins with the value and is at least as long as in the call before.
  State scan(std::string_view text);

  [[nodiscard]] State state() const { return m_state; }
  [[nodiscard]] std::size_t position() const { return m_at; }
  /// Why the value is broken, or what it lacks while it is open.
  [[nodiscard]] std::string_view problem() const;

  /// The first `count` bytes of the text, all passed, will not be there in the next call.
  void forget(std::size_t count) {
    m_at -= count;
    m_stops.forget();
  }

 private:
  /// What may stand next, outside strings.
  enum class Expected : std::uint8_t { value, value_or_end, key_or_end, colon, comma_or_end };

  bool pass_token(std::string_view text);
  void open_string();
  bool pass_string(std::string_view text);
  void pass_scalar(std::string_view text);
  void pass_mark(char c);
  void open_container(bool is_object);
  void close_container(bool is_object);
  bool begin_value();
  void end_value();
  void fail(std::string_view problem);
  [[nodiscard]] bool is_in_object() const { return (m_objects & 1U) != 0; }

  State m_state = State::open;
  Expected m_expected = Expected::value;
  bool m_is_in_string = false;
  bool m_is_key = false;        ///< the string is one
  bool m_is_in_scalar = false;  ///< the byte before belongs to a number or word
  unsigned m_depth = 0;
  std::uint64_t m_objects = 0;  ///< a bit a level, the innermost lowest: an object, else an array
  std::size_t m_values = 0;
  std::size_t m_at = 0;
  StringStops m_stops;
  std::string_view m_problem;
};

/// JSON's own white space.
constexpr bool is_json_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// The first byte of `text` at or after `from` that a string cannot pass over: '"', '\' or LF; else its size.
std::size_t find_string_stop(std::string_view text, std::size_t from);

}  // namespace litdex::format
