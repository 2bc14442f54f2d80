// A prepared statement of SQLite's own interface, for what SQLiteCpp does not offer.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace litdex::db {

/// Rows of a query, many columns of which are read: SQLiteCpp makes an object that is counted for each.
class RawStatement {
 public:
  /// Throws SQLite::Exception.
  RawStatement(SQLite::Database& database, const std::string& sql) : m_handle(database.getHandle()) {
    sqlite3_stmt* statement = nullptr;
    require(sqlite3_prepare_v2(m_handle, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    m_statement.reset(statement);
  }

  void bind(int place, std::int64_t value) {
    require(sqlite3_bind_int64(m_statement.get(), place, value) == SQLITE_OK);
  }
  /// Binds a pointer, which means something to who knows its type.
  void bind(int place, void* pointer, const char* type) {
    require(sqlite3_bind_pointer(m_statement.get(), place, pointer, type, nullptr) == SQLITE_OK);
  }

  /// Goes to the next row; false when there is none, and then it begins anew. Throws SQLite::Exception.
  bool step() {
    const int result = sqlite3_step(m_statement.get());
    require(result == SQLITE_ROW || result == SQLITE_DONE);
    return result == SQLITE_ROW;
  }

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
  /// Valid until the next step; empty where it is NULL.
  [[nodiscard]] std::string_view text(int column) const {
    // The text before its size, which depends on it.
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return text == nullptr ? std::string_view() : std::string_view(text, size);
  }

 private:
  void require(bool is_ok) const {
    if (!is_ok) throw SQLite::Exception(m_handle);
  }

  sqlite3* m_handle;
  std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> m_statement{nullptr, sqlite3_finalize};
};

}  // namespace litdex::db
