// SPDX-License-Identifier: MIT
#include "cli/sql_rows.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace litdex::cli {
namespace {

void bind(sqlite3_stmt* statement, int place, const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
    sqlite3_bind_int64(statement, place, *integer);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    sqlite3_bind_text(statement, place, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
  } else if (const auto* real = std::get_if<double>(&cell)) {
    sqlite3_bind_double(statement, place, *real);
  } else {
    sqlite3_bind_null(statement, place);
  }
}

}  // namespace

StatementHandle prepare_next(SQLite::Database& database, std::string_view& sql) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  const int result =
      sqlite3_prepare_v2(database.getHandle(), sql.data(), static_cast<int>(sql.size()), &statement, &tail);
  if (result != SQLITE_OK) throw SQLite::Exception(database.getHandle(), result);
  sql.remove_prefix(static_cast<std::size_t>(tail - sql.data()));
  return StatementHandle(statement);
}

bool step(SQLite::Database& database, sqlite3_stmt* statement) {
  const int result = sqlite3_step(statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE) throw SQLite::Exception(database.getHandle(), result);
  return result == SQLITE_ROW;
}

std::vector<std::string> column_names(sqlite3_stmt* statement) {
  std::vector<std::string> names;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const char* name = sqlite3_column_name(statement, i);
    names.emplace_back(name == nullptr ? "" : name);
  }
  return names;
}

Row current_row(sqlite3_stmt* statement) {
  Row row;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) row.push_back(cell_of(statement, i));
  return row;
}

Rows query(SQLite::Database& database, std::string_view sql, const std::vector<Cell>& parameters) {
  const StatementHandle statement = prepare_next(database, sql);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    bind(statement.get(), static_cast<int>(i) + 1, parameters[i]);
  }
  Rows result{column_names(statement.get()), {}};
  while (step(database, statement.get())) result.rows.push_back(current_row(statement.get()));
  return result;
}

std::int64_t integer_of(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return *integer;
  const std::string found =
      std::holds_alternative<std::monostate>(cell) ? "nothing" : base::printable(plain_text(cell));
  throw base::Error(base::ExitCode::bad_data, fmt::format("the database has {} where a number belongs", found),
                    "litdex check says more; another program may have changed it");
}

std::int64_t query_count(SQLite::Database& database, std::string_view sql) {
  const Rows result = query(database, sql);
  return integer_of(result.rows.at(0).at(0));
}

}  // namespace litdex::cli
