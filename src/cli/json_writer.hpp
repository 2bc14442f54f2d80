// Nested JSON, written member by member.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/cell.hpp"

namespace litdex::cli {

/// Builds one JSON text, indented by two spaces. What has a key is a member of an object, also where the key is empty;
/// what has none is the outermost value or an element of an array.
class JsonWriter {
 public:
  void begin_object() { begin_element('{'); }
  void begin_object(std::string_view key) { begin_member(key, '{'); }
  void end_object() { end('}'); }
  void begin_array() { begin_element('['); }
  void begin_array(std::string_view key) { begin_member(key, '['); }
  void end_array() { end(']'); }

  void element(const Cell& value);
  void member(std::string_view key, const Cell& value);
  void flag(std::string_view key, bool value);

  /// All that was written, with a line end; to be called when everything begun has ended.
  [[nodiscard]] std::string text() const { return m_text + '\n'; }

 private:
  void begin_element(char bracket);
  void begin_member(std::string_view key, char bracket);
  void end(char bracket);
  void start_value();
  void start_member(std::string_view key);

  std::string m_text;
  std::vector<bool> m_is_empty;  ///< of each object or array that is open
};

}  // namespace litdex::cli
