// One value of a query's result, and the ways to write it.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace litdex::cli {

/// Bytes that are no text.
struct Blob {
  std::string bytes;

  friend bool operator==(const Blob&, const Blob&) = default;
};

/// NULL, an integer, a real number, text, or bytes.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

/// The value in column `index` of the current row.
Cell cell_of(sqlite3_stmt* statement, int index);

/// A count as a cell.
Cell cell_of(std::uint64_t count);

/// A small number or NULL as a cell.
Cell cell_of(std::optional<int> number);

/// Text or NULL as a cell.
Cell cell_of(const std::optional<std::string>& text);

/// The value as text without any escaping: NULL is empty, bytes are hexadecimal, a real number has a point.
std::string plain_text(const Cell& cell);

/// The value as JSON, always valid UTF-8: bytes are a string of hexadecimal digits, an invalid byte of a text is
/// U+FFFD. Control and bidirectional characters are escaped, so that it is safe on a terminal.
std::string json_text(const Cell& cell);

/// `text` as a JSON string, as json_text has it.
std::string json_string(std::string_view text);

}  // namespace litdex::cli
