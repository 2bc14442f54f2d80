// SPDX-License-Identifier: MIT
#include "cli/json_writer.hpp"

namespace litdex::cli {

void JsonWriter::start_value() {
  if (m_is_empty.empty()) return;
  m_text += m_is_empty.back() ? "\n" : ",\n";
  m_is_empty.back() = false;
  m_text.append(2 * m_is_empty.size(), ' ');
}

void JsonWriter::start_member(std::string_view key) {
  start_value();
  m_text += json_string(key) + ": ";
}

void JsonWriter::begin_element(char bracket) {
  start_value();
  m_text += bracket;
  m_is_empty.push_back(true);
}

void JsonWriter::begin_member(std::string_view key, char bracket) {
  start_member(key);
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

void JsonWriter::element(const Cell& value) {
  start_value();
  m_text += json_text(value);
}

void JsonWriter::member(std::string_view key, const Cell& value) {
  start_member(key);
  m_text += json_text(value);
}

void JsonWriter::flag(std::string_view key, bool value) {
  start_member(key);
  m_text += value ? "true" : "false";
}

}  // namespace litdex::cli
