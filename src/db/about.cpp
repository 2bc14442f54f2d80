// The table `about`: facts about the file, one row each.
// SPDX-License-Identifier: MIT
#include "db/about.hpp"

#include <SQLiteCpp/Statement.h>

#include <string_view>

namespace litdex::db {
namespace {

constexpr const char* k_sql_read = "SELECT value FROM about WHERE key = ?";
constexpr const char* k_sql_write = R"(
INSERT INTO about (key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value)";
constexpr const char* k_sql_index = "SELECT sql FROM sqlite_master WHERE name = 'papers_fts'";

// remove_diacritics 2 came with 3.27; nothing in the schema needs more.
constexpr const char* k_min_sqlite = "3.27, with FTS5 for search";

/// The value of the option `tokenize` of the full-text index, read from its own definition.
std::optional<std::string> tokenizer(SQLite::Database& database) {
  constexpr std::string_view k_option = "tokenize='";
  SQLite::Statement query(database, k_sql_index);
  if (!query.executeStep()) return std::nullopt;
  const std::string sql = query.getColumn(0).getString();
  const std::size_t option = sql.find(k_option);
  if (option == std::string::npos) return std::nullopt;
  const std::size_t begin = option + k_option.size();
  return sql.substr(begin, sql.find('\'', begin) - begin);
}

}  // namespace

std::optional<std::string> read_fact(SQLite::Database& database, const std::string& key) {
  SQLite::Statement query(database, k_sql_read);
  query.bind(1, key);
  if (!query.executeStep()) return std::nullopt;
  return query.getColumn(0).getString();
}

void write_fact(SQLite::Database& database, const std::string& key, const std::string& value) {
  SQLite::Statement upsert(database, k_sql_write);
  upsert.bind(1, key);
  upsert.bind(2, value);
  upsert.exec();
}

void delete_fact(SQLite::Database& database, const std::string& key) {
  SQLite::Statement deletion(database, "DELETE FROM about WHERE key = ?");
  deletion.bind(1, key);
  deletion.exec();
}

void write_facts(SQLite::Database& database) {
  write_fact(database, "schema_version", database.execAndGet("PRAGMA user_version").getString());
  write_fact(database, "min_sqlite", k_min_sqlite);
  if (const std::optional<std::string> found = tokenizer(database)) write_fact(database, "tokenizer", *found);
}

}  // namespace litdex::db
