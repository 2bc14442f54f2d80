// How an FTS5 table is defined, as far as its index depends on it.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace litdex::index {

/// The version of the format that this program writes, as FTS5 keeps it in its table of settings.
inline constexpr int k_format_version = 4;

struct Column {
  std::string name;
  bool is_indexed = true;
};

/// An FTS5 table whose rows stand in another table.
struct Definition {
  std::string table;
  std::vector<Column> columns;
  std::string content;
  std::string content_rowid = "rowid";
  std::vector<std::string> tokenizer = {"unicode61"};  ///< its name and arguments
  std::size_t page_bytes = 4050;                       ///< of an index page
};

/// Why an index is none that this program writes: completes "it was left to FTS5, because …".
struct Unsupported {
  std::string reason;
};

/// Reads the definition of the FTS5 table `table` of `database`. Throws SQLite::Exception.
std::variant<Definition, Unsupported> read_definition(SQLite::Database& database, const std::string& table);

/// The same out of its CREATE VIRTUAL TABLE statement alone.
std::variant<Definition, Unsupported> parse_definition(const std::string& table, std::string_view sql);

}  // namespace litdex::index
