// A database as one SQL text: to be kept in the tree, and to be compared.
// SPDX-License-Identifier: MIT
#include "support/sql_dump.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <vector>

namespace litdex::test {
namespace {

std::string text(SQLite::Database& database, const std::string& sql) { return database.execAndGet(sql).getString(); }

std::vector<std::string> texts(SQLite::Database& database, const std::string& sql) {
  std::vector<std::string> rows;
  SQLite::Statement query(database, sql);
  while (query.executeStep()) rows.push_back(query.getColumn(0).getString());
  return rows;
}

/// The columns of a table as a list, each wrapped in `before` and `after`.
std::string columns(SQLite::Database& database, const std::string& table, const char* before, const char* after) {
  std::string list;
  for (const std::string& name : texts(database, fmt::format("SELECT name FROM pragma_table_info('{}')", table))) {
    list += fmt::format("{}{}{}{}", list.empty() ? "" : ", ", before, name, after);
  }
  return list;
}

/// The columns of the primary key, or the rowid where there is none.
std::string key(SQLite::Database& database, const std::string& table) {
  const std::string list =
      text(database,
           fmt::format("SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info('{}') WHERE pk ORDER BY pk)",
                       table));
  return list.empty() ? "rowid" : list;
}

std::string rows_of(SQLite::Database& database, const std::string& table) {
  std::string values = columns(database, table, "quote(", ")");
  if (table == "schema_migrations") values = "version, quote(name), quote(sha256), 'NULL', 'NULL'";
  std::string rows;
  SQLite::Statement query(database, fmt::format("SELECT {} FROM {} ORDER BY {}", values, table, key(database, table)));
  while (query.executeStep()) {
    rows += fmt::format("INSERT INTO {} VALUES (", table);
    for (int i = 0; i < query.getColumnCount(); ++i) {
      rows += fmt::format("{}{}", i == 0 ? "" : ", ", query.getColumn(i).getString());
    }
    rows += ");\n";
  }
  return rows;
}

std::string index_of(SQLite::Database& database, const std::string& table) {
  std::string sql;
  const std::string query = fmt::format("SELECT k || ', ' || quote(v) FROM {}_config WHERE k <> 'version'", table);
  for (const std::string& option : texts(database, query)) {
    const std::size_t comma = option.find(',');
    sql += fmt::format("INSERT INTO {0} ({0}, rank) VALUES ('{1}'{2});\n", table, option.substr(0, comma),
                       option.substr(comma));
  }
  return sql + fmt::format("INSERT INTO {0} ({0}) VALUES ('rebuild');\n", table);
}

}  // namespace

std::string sql_dump(SQLite::Database& database) {
  // Without an index's own tables, which come with it.
  const std::string objects =
      "FROM sqlite_master AS o WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND NOT EXISTS ("
      "SELECT 1 FROM sqlite_master AS v WHERE v.sql LIKE 'CREATE VIRTUAL%' AND o.name IN (v.name || '_config', "
      "v.name || '_content', v.name || '_data', v.name || '_docsize', v.name || '_idx'))";
  std::string dump = fmt::format("PRAGMA application_id = {};\nPRAGMA user_version = {};\nBEGIN;\n",
                                 text(database, "PRAGMA application_id"), text(database, "PRAGMA user_version"));
  const auto add_objects = [&](const char* which) {
    for (const std::string& sql : texts(database, "SELECT sql " + objects + which + " ORDER BY name")) {
      dump += sql + ";\n";
    }
  };
  const auto tables = [&](const char* which) {
    return texts(database, "SELECT name " + objects + " AND type = 'table'" + which + " ORDER BY name");
  };
  add_objects(" AND type = 'table'");
  for (const std::string& table : tables(" AND sql NOT LIKE 'CREATE VIRTUAL%'")) dump += rows_of(database, table);
  for (const std::string& table : tables(" AND sql LIKE 'CREATE VIRTUAL%'")) dump += index_of(database, table);
  add_objects(" AND type <> 'table'");
  return dump + "COMMIT;\n";
}

void load_dump(const std::filesystem::path& path, const std::string& dump) {
  SQLite::Database database(path.native(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(dump);
}

}  // namespace litdex::test
