// Queries whose rows become cells.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cell.hpp"
#include "cli/table.hpp"

namespace litdex::cli {

/// A prepared statement of SQLite that ends with its scope; null for a text that holds none.
struct StatementEnd {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, StatementEnd>;

/// Prepares the first statement of `sql` and moves `sql` behind it. Throws SQLite::Exception.
StatementHandle prepare_next(SQLite::Database& database, std::string_view& sql);

/// Steps to the next row; false after the last. Throws SQLite::Exception.
bool step(SQLite::Database& database, sqlite3_stmt* statement);

/// The names of the result's columns.
std::vector<std::string> column_names(sqlite3_stmt* statement);

/// The current row.
Row current_row(sqlite3_stmt* statement);

/// A whole result that is known to be short.
struct Rows {
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

/// Runs one of our own queries with `parameters` bound in order.
Rows query(SQLite::Database& database, std::string_view sql, const std::vector<Cell>& parameters = {});

/// The cell as a number. Throws Error(bad_data) when it is none: a file may hold anything.
std::int64_t integer_of(const Cell& cell);

/// The first value of the first row of one of our own queries, which counts something.
std::int64_t query_count(SQLite::Database& database, std::string_view sql);

}  // namespace litdex::cli
