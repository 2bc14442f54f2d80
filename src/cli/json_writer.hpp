// Nested JSON, written member by member.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/cell.hpp"

namespace litdex::cli {

/// Builds one JSON text, indented by two spaces. An empty key is for the outermost value and the elements of arrays.
class JsonWriter {
 public:
  void begin_object(std::string_view key = {}) { begin(key, '{'); }
  void end_object() { end('}'); }
  void begin_array(std::string_view key = {}) { begin(key, '['); }
  void end_array() { end(']'); }

  void member(std::string_view key, const Cell& value);
  void flag(std::string_view key, bool value);

  /// All that was written, with a line end; to be called when everything begun has ended.
  [[nodiscard]] std::string text() const { return m_text + '\n'; }

 private:
  void begin(std::string_view key, char bracket);
  void end(char bracket);
  void start_value(std::string_view key);

  std::string m_text;
  std::vector<bool> m_is_empty;  ///< of each object or array that is open
};

}  // namespace litdex::cli
