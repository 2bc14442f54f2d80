// Rows of one table, appended to a new one or inserted.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btree/record.hpp"
#include "db/appended_tables.hpp"
#include "db/statement.hpp"

namespace litdex::db {

/// One value of a row. Nothing is copied.
template <std::integral Integer>
btree::Value value_of(Integer value) {
  return btree::Value::of(static_cast<std::int64_t>(value));
}
inline btree::Value value_of(double value) { return btree::Value::of(value); }
inline btree::Value value_of(std::string_view value) { return btree::Value::text(value); }
inline btree::Value value_of(const std::string& value) { return btree::Value::text(value); }
inline btree::Value value_of(const base::EntryHash& value) { return btree::Value::blob(value.view()); }
inline btree::Value value_of(const Blob& value) { return btree::Value::blob(value.bytes); }
inline btree::Value value_of(const TerminatedText& value) { return btree::Value::text(value.text); }
inline btree::Value value_of(const std::string* value) { return value == nullptr ? btree::Value() : value_of(*value); }
template <typename T>
btree::Value value_of(const std::optional<T>& value) {
  return value ? value_of(*value) : btree::Value();
}

/// Writes rows of a table, whether they are appended to a new one or inserted into any.
class RowWriter {
 public:
  /// `columns`: those that rows are given values for, in their order. `tables`: of a new database, else nullptr;
  /// outlives the object, as `database` does. `on_conflict`: follows the INSERT, for a table with rows that are written
  /// again.
  RowWriter(SQLite::Database& database, AppendedTables* tables, const std::string& table,
            std::span<const std::string_view> columns, const std::string& on_conflict = "");

  /// Writes a row of one value for each column. Returns its row number; of a table WITHOUT ROWID, nothing that means
  /// anything. Throws as AppendedTable::append does, or SQLite::Exception.
  template <typename... Values>
  std::int64_t write(const Values&... values) {
    (add(values), ...);
    return end_row();
  }

  /// The same in pieces: the values one after another, which live until end_row().
  template <typename T>
  void add(const T& value) {
    if (is_appending()) {
      m_row[m_places[m_next]] = value_of(value);
    } else {
      bind_at(m_insert, static_cast<int>(m_next) + 1, value);
    }
    m_next += 1;
  }
  std::int64_t end_row();

 private:
  [[nodiscard]] bool is_appending() const { return m_table != nullptr && m_table->is_open(); }

  SQLite::Database& m_database;
  SQLite::Statement m_insert;
  AppendedTable* m_table;
  std::vector<std::size_t> m_places;  ///< in the records of that table
  std::vector<btree::Value> m_row;
  std::size_t m_next = 0;
};

}  // namespace litdex::db
