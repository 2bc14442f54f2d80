// SPDX-License-Identifier: MIT
#include "cli/json_writer.hpp"

namespace litdex::cli {

void JsonWriter::start_value(std::string_view key) {
  if (m_is_empty.empty()) return;
  m_text += m_is_empty.back() ? "\n" : ",\n";
  m_is_empty.back() = false;
  m_text.append(2 * m_is_empty.size(), ' ');
  if (!key.empty()) m_text += json_string(key) + ": ";
}

void JsonWriter::begin(std::string_view key, char bracket) {
  start_value(key);
  m_text += bracket;
  m_is_empty.push_back(true);
}

void JsonWriter::end(char bracket) {
  const bool is_empty = m_is_empty.back();
  m_is_empty.pop_back();
  if (!is_empty) {
    m_text += '\n';
    m_text.append(2 * m_is_empty.size(), ' ');
  }
  m_text += bracket;
}

void JsonWriter::member(std::string_view key, const Cell& value) {
  start_value(key);
  m_text += json_text(value);
}

void JsonWriter::flag(std::string_view key, bool value) {
  start_value(key);
  m_text += value ? "true" : "false";
}

}  // namespace litdex::cli
