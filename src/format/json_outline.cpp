// SPDX-License-Identifier: MIT
#include "format/json_outline.hpp"

#include <algorithm>
#include <span>
#include <string>

#include "format/json_scan.hpp"

namespace litdex::format {
namespace {

// L4: the keys under which programs and services list records.
constexpr std::string_view k_list_keys[] = {"papers",   "records", "results",   "items", "data", "entries",
                                            "articles", "docs",    "documents", "rows",  "works"};

// L4: the keys that may stand before such a list.
constexpr std::string_view k_envelope_keys[] = {"meta",   "metadata", "info",  "header", "status", "query",
                                                "total",  "count",    "next",  "offset", "took",   "totalResults",
                                                "source", "version",  "start", "limit",  "page",   "license"};

bool is_one_of(std::string_view key, std::span<const std::string_view> keys) {
  return std::ranges::find(keys, key) != keys.end();
}

/// Reads small pieces of JSON one after another; `ok` is false once something else stood there.
class Reader {
 public:
  explicit Reader(std::string_view text) : m_text(text) {}

  [[nodiscard]] std::size_t position() const { return m_at; }

  bool take(char c) {
    skip_blanks();
    if (m_at == m_text.size() || m_text[m_at] != c) return false;
    ++m_at;
    return true;
  }

  /// A string without escapes, as it stands between its quotes.
  std::optional<std::string_view> take_string() {
    if (!take('"')) return std::nullopt;
    const std::size_t begin = m_at;
    const std::size_t end = find_string_stop(m_text, begin);
    if (end == m_text.size() || m_text[end] != '"') return std::nullopt;
    m_at = end + 1;
    return m_text.substr(begin, end - begin);
  }

  /// A value that is no array, whole.
  bool skip_value() {
    skip_blanks();
    if (m_at == m_text.size()) return false;
    if (m_text[m_at] == '"') return take_string().has_value();
    if (m_text[m_at] == '{') {
      JsonScan scan;
      if (scan.scan(m_text.substr(m_at)) != JsonScan::State::whole) return false;
      m_at += scan.position();
      return true;
    }
    const std::size_t end = m_text.find_first_of(",}] \n\r\t", m_at);
    const bool is_whole = end != std::string_view::npos && end > m_at && m_text[m_at] != '[';
    if (is_whole) m_at = end;
    return is_whole;
  }

 private:
  void skip_blanks() {
    while (m_at < m_text.size() && is_json_blank(m_text[m_at])) ++m_at;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
};

}  // namespace

std::optional<std::string_view> first_json_key(std::string_view text) {
  Reader reader(text);
  return reader.take('{') ? reader.take_string() : std::nullopt;
}

bool begins_json_pair(std::string_view text) {
  Reader reader(text);
  return reader.take('[') && reader.take_string() && reader.take(',') && reader.take('{');
}

std::size_t json_wrapper_length(std::string_view text) {
  Reader reader(text);
  if (!reader.take('{')) return 0;
  do {
    const std::optional<std::string_view> key = reader.take_string();
    if (!key || !reader.take(':')) return 0;
    if (is_one_of(*key, k_list_keys)) {
      if (!reader.take('[')) return 0;
      const std::size_t length = reader.position();
      return reader.take('{') || reader.take('[') || reader.take(']') ? length : 0;
    }
    if (!is_one_of(*key, k_envelope_keys) || !reader.skip_value()) return 0;
  } while (reader.take(','));
  return 0;
}

std::size_t json_wrapper_tail_length(std::string_view text) {
  // The scan sees an object whose list is empty.
  std::string object = "{\"\":[]";
  const std::size_t added = object.size();
  object += text;
  JsonScan scan;
  return scan.scan(object) == JsonScan::State::whole ? scan.position() - added : 0;
}

}  // namespace litdex::format
