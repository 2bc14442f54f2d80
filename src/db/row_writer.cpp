// SPDX-License-Identifier: MIT
#include "db/row_writer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/sql_text.hpp"

namespace litdex::db {
namespace {

std::string sql_insert(const std::string& table, std::span<const std::string_view> columns,
                       const std::string& on_conflict) {
  const std::vector<std::string_view> places(columns.size(), "?");
  return fmt::format("INSERT INTO {} ({}) VALUES ({}){}", quoted_name(table), fmt::join(columns, ", "),
                     fmt::join(places, ", "), on_conflict);
}

}  // namespace

RowWriter::RowWriter(SQLite::Database& database, AppendedTables* tables, const std::string& table,
                     std::span<const std::string_view> columns, const std::string& on_conflict)
    : m_database(database),
      m_insert(database, sql_insert(table, columns, on_conflict)),
      m_table(tables == nullptr ? nullptr : tables->find(table)) {
  if (m_table == nullptr) return;
  for (const std::string_view column : columns) m_places.push_back(m_table->place_of(column));
  m_row.resize(m_table->column_count());
}

std::int64_t RowWriter::end_row() {
  m_next = 0;
  if (is_appending()) return m_table->append(m_row);
  const StatementUse use(m_insert);
  m_insert.exec();
  return m_database.getLastInsertRowid();
}

}  // namespace litdex::db
