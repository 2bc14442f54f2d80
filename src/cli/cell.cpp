// SPDX-License-Identifier: MIT
#include "cli/cell.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"

namespace litdex::cli {
namespace {

std::string_view bytes_of(const void* data, int size) {
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

std::string real_text(double number) {
  // JSON has no infinity; this is what SQLite itself writes and reads.
  if (std::isinf(number)) return number > 0 ? "9e999" : "-9e999";
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

/// Whether a terminal, or a reader of the text, could be misled by the code point.
bool is_escaped_in_json(std::uint32_t c, std::string_view bytes) {
  return c >= 0x7F && base::printable(bytes) != bytes;
}

void append_json(std::string& out, std::string_view bytes, const base::CodePoint& point) {
  if (!point.is_valid) {
    out += "\xEF\xBF\xBD";
  } else if (point.value == '"' || point.value == '\\') {
    out += '\\';
    out += bytes;
  } else if (point.value == '\n') {
    out += "\\n";
  } else if (point.value == '\t') {
    out += "\\t";
  } else if (point.value == '\r') {
    out += "\\r";
  } else if (point.value < 0x20 || is_escaped_in_json(point.value, bytes)) {
    out += fmt::format("\\u{:04x}", point.value);  // all of these lie below U+10000
  } else {
    out += bytes;
  }
}

}  // namespace

Cell cell_of(sqlite3_stmt* statement, int index) {
  switch (sqlite3_column_type(statement, index)) {
    case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(statement, index));
    case SQLITE_FLOAT: return sqlite3_column_double(statement, index);
    case SQLITE_TEXT: {
      const void* text = sqlite3_column_text(statement, index);
      return std::string(bytes_of(text, sqlite3_column_bytes(statement, index)));
    }
    case SQLITE_BLOB: {
      const void* blob = sqlite3_column_blob(statement, index);
      return Blob{std::string(bytes_of(blob, sqlite3_column_bytes(statement, index)))};
    }
    default: return {};
  }
}

Cell cell_of(std::uint64_t count) { return static_cast<std::int64_t>(count); }

Cell cell_of(std::optional<int> number) { return number ? Cell(std::int64_t{*number}) : Cell(); }

Cell cell_of(const std::optional<std::string>& text) { return text ? Cell(*text) : Cell(); }

std::string plain_text(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&cell)) return real_text(*real);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* blob = std::get_if<Blob>(&cell)) return base::hex(blob->bytes);
  return {};
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const base::CodePoint point = base::read_code_point(text);
    append_json(out, text.substr(0, point.length), point);
    text.remove_prefix(point.length);
  }
  return out + '"';
}

std::string json_text(const Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return "null";
  const bool is_quoted = std::holds_alternative<std::string>(cell) || std::holds_alternative<Blob>(cell);
  return is_quoted ? json_string(plain_text(cell)) : plain_text(cell);
}

}  // namespace litdex::cli
