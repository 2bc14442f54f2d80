// Prepared statements: binding by type, running, and giving back.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"

namespace litdex::db {

/// Resets a statement when the scope that uses it ends, so that it holds no lock and no row.
class StatementUse {
 public:
  explicit StatementUse(SQLite::Statement& statement) : m_statement(statement) {}
  ~StatementUse() { m_statement.tryReset(); }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;

 private:
  SQLite::Statement& m_statement;
};

/// Binds one value. Strings and hashes are not copied: they live until the statement is reset. Views are copied.
template <std::integral Integer>
void bind_at(SQLite::Statement& statement, int place, Integer value) {
  statement.bind(place, static_cast<std::int64_t>(value));
}
inline void bind_at(SQLite::Statement& statement, int place, double value) { statement.bind(place, value); }
inline void bind_at(SQLite::Statement& statement, int place, const std::string& value) {
  statement.bindNoCopy(place, value);
}
void bind_at(SQLite::Statement& statement, int place, std::string&& value) = delete;
inline void bind_at(SQLite::Statement& statement, int place, std::string_view value) {
  statement.bind(place, std::string(value));
}
inline void bind_at(SQLite::Statement& statement, int place, const base::EntryHash& value) {
  statement.bindNoCopy(place, value.bytes.data(), static_cast<int>(value.bytes.size()));
}
/// Bytes that need not be text, not copied.
struct Blob {
  std::string_view bytes;
};
inline void bind_at(SQLite::Statement& statement, int place, const Blob& value) {
  statement.bindNoCopy(place, value.bytes.data(), static_cast<int>(value.bytes.size()));
}
/// Text without a NUL in it that one follows, not copied.
struct TerminatedText {
  std::string_view text;
};
inline void bind_at(SQLite::Statement& statement, int place, const TerminatedText& value) {
  statement.bindNoCopy(place, value.text.data());
}
/// nullptr is NULL.
inline void bind_at(SQLite::Statement& statement, int place, const std::string* value) {
  if (value == nullptr) {
    statement.bind(place);
  } else {
    statement.bindNoCopy(place, *value);
  }
}
template <typename T>
void bind_at(SQLite::Statement& statement, int place, const std::optional<T>& value) {
  if (value) {
    bind_at(statement, place, *value);
  } else {
    statement.bind(place);
  }
}

/// Binds all parameters of a statement, from the first.
template <typename... Values>
void bind_all(SQLite::Statement& statement, const Values&... values) {
  int place = 0;
  (bind_at(statement, ++place, values), ...);
}

/// A column's text; nothing where it is NULL.
inline std::optional<std::string> text_of(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(column.getString());
}

/// A column's bytes, valid until the statement goes on.
inline std::string_view bytes_of(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

/// Runs a statement that returns no row. With values: binds them first.
template <typename... Values>
void run(SQLite::Statement& statement, const Values&... values) {
  const StatementUse use(statement);
  bind_all(statement, values...);
  statement.exec();
}

/// Whether the rows that `read` gives for `key` hold just these values, one after another; an empty text stands for
/// NULL.
template <typename Texts>
bool has_rows(SQLite::Statement& read, std::int64_t key, const Texts& values) {
  const StatementUse use(read);
  bind_all(read, key);
  auto expected = values.begin();
  while (read.executeStep()) {
    for (int column = 0; column < read.getColumnCount(); ++column, ++expected) {
      if (expected == values.end() || bytes_of(read.getColumn(column)) != *expected) return false;
    }
  }
  return expected == values.end();
}

/// Runs `clear` for `key` where the rows of `read` hold other values, and returns whether it did. Rows that are as they
/// should be are left alone: to write one dirties pages of its table and of each index.
template <typename Texts>
bool clear_other_rows(SQLite::Statement& read, SQLite::Statement& clear, std::int64_t key, const Texts& values) {
  if (has_rows(read, key, values)) return false;
  run(clear, key);
  return true;
}

}  // namespace litdex::db
