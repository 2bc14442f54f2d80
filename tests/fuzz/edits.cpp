// Hostile database files.
// SPDX-License-Identifier: MIT
#include "fuzz/edits.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "db/content_hash.hpp"
#include "db/migration.hpp"
#include "support/sample_database.hpp"

namespace litdex::fuzz {
namespace {

constexpr std::size_t k_max_file_bytes = 1U << 20U;

// Small pages: more of them, so that edits meet inner pages, overflow and free lists. The times are always the same.
constexpr const char* k_sql_layout = "PRAGMA page_size = 1024";
constexpr const char* k_sql_times = R"(
UPDATE schema_migrations SET applied_at = '2026-01-31T12:00:00Z', tool_version = '0';
UPDATE imports SET started = '2026-01-31T12:00:00Z', finished = '2026-01-31T12:00:01Z', tool_version = '0')";

struct Column {
  std::string table;
  std::string name;
};

/// What edits are made to.
struct Base {
  std::string bytes;
  std::vector<Column> columns;
  std::vector<std::string> objects;
};

std::string serialized(SQLite::Database& database) {
  struct Free {
    void operator()(unsigned char* bytes) const { sqlite3_free(bytes); }
  };
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, Free> bytes(sqlite3_serialize(database.getHandle(), "main", &size, 0));
  if (!bytes) return {};
  return {reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size)};
}

/// A database in memory of these bytes, in which everything is allowed.
SQLite::Database unprotected(std::string_view bytes) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
  if (copy == nullptr) throw std::bad_alloc();
  std::memcpy(copy, bytes.data(), bytes.size());
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  const int result = sqlite3_deserialize(database.getHandle(), "main", copy, size, size,
                                         SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (result != SQLITE_OK) throw SQLite::Exception(database.getHandle(), result);
  database.exec("PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
  return database;
}

std::string base_bytes() {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  database.exec(k_sql_layout);
  db::migrate(database);
  test::add_sample(database);
  database.exec(k_sql_times);
  SQLite::Statement hash(database, "INSERT INTO about (key, value) VALUES ('content_hash', ?)");
  hash.bind(1, db::content_hash(database));
  hash.exec();
  return serialized(database);
}

Base make_base() {
  Base base{base_bytes(), {}, {}};
  SQLite::Database database = unprotected(base.bytes);
  SQLite::Statement columns(database, R"(
    SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY t.name, c.cid)");
  while (columns.executeStep()) {
    base.columns.push_back({columns.getColumn(0).getString(), columns.getColumn(1).getString()});
  }
  SQLite::Statement objects(database, "SELECT name FROM sqlite_master ORDER BY name");
  while (objects.executeStep()) base.objects.push_back(objects.getColumn(0).getString());
  return base;
}

enum class EditKind : std::uint8_t { bytes, value, object, size, whole };

/// How many bytes of the input the numbers of an edit take, in this order; 0 where it has none.
struct EditShape {
  std::size_t place;
  std::size_t row;
  std::size_t type;
  std::size_t length;
};

// In the order of EditKind.
constexpr std::array k_shapes = {EditShape{3, 0, 0, 1}, EditShape{2, 1, 1, 2}, EditShape{1, 0, 1, 2},
                                 EditShape{3, 0, 0, 0}, EditShape{0, 0, 0, 0}};

struct Edit {
  EditKind kind = EditKind::bytes;
  std::size_t place = 0;
  std::size_t row = 0;
  std::size_t type = 0;
  std::string_view bytes;
};

std::string_view take(std::string_view& input, std::size_t count) {
  const std::string_view taken = input.substr(0, count);
  input.remove_prefix(taken.size());
  return taken;
}

std::size_t take_front_number(std::string_view& input, std::size_t count) {
  std::size_t number = 0;
  unsigned shift = 0;
  for (const char c : take(input, count)) {
    number |= std::size_t{static_cast<unsigned char>(c)} << shift;
    shift += 8;
  }
  return number;
}

std::vector<Edit> parse_edits(std::string_view input) {
  std::vector<Edit> edits;
  while (!input.empty()) {
    Edit& edit = edits.emplace_back();
    const std::size_t kind = take_front_number(input, 1) % k_shapes.size();
    const EditShape& shape = k_shapes[kind];
    edit.kind = static_cast<EditKind>(kind);
    edit.place = take_front_number(input, shape.place);
    edit.row = take_front_number(input, shape.row);
    edit.type = take_front_number(input, shape.type);
    edit.bytes = take(input, edit.kind == EditKind::whole ? input.size() : take_front_number(input, shape.length));
  }
  return edits;
}

void bind_value(SQLite::Statement& statement, std::size_t type, std::string_view bytes) {
  std::int64_t number = 0;
  std::memcpy(&number, bytes.data(), std::min(bytes.size(), sizeof number));
  switch (type % 5) {
    case 0: statement.bind(1); break;
    case 1: statement.bind(1, number); break;
    case 2: statement.bind(1, static_cast<double>(number) / 1000); break;
    case 3: statement.bind(1, std::string(bytes)); break;
    default: statement.bind(1, bytes.data(), static_cast<int>(bytes.size())); break;
  }
}

void change_value(SQLite::Database& database, const Column& column, const Edit& edit) {
  const std::string update_all = fmt::format("UPDATE OR IGNORE \"{}\" SET \"{}\" = ?", column.table, column.name);
  const std::string of_one_row =
      fmt::format(" WHERE rowid = (SELECT rowid FROM \"{}\" ORDER BY rowid LIMIT 1 OFFSET {})", column.table, edit.row);
  // A table without rowid: every row is changed that can be. What cannot be stored is not in the file.
  for (const std::string& sql : {update_all + of_one_row, update_all}) {
    try {
      SQLite::Statement update(database, sql);
      bind_value(update, edit.type, edit.bytes);
      update.exec();
      return;
    } catch (const SQLite::Exception&) {
      continue;
    }
  }
}

void change_object(SQLite::Database& database, const std::string& object, const Edit& edit) {
  constexpr std::size_t k_make_view = 1;
  constexpr const char* k_ways[] = {
      "UPDATE sqlite_master SET sql = ?1 WHERE name = ?2",
      "UPDATE sqlite_master SET sql = ?1, type = 'view', rootpage = 0 WHERE name = ?2",
      "INSERT INTO sqlite_master VALUES ('view', 'added_' || ?2, 'added_' || ?2, 0, ?1)",
      "INSERT INTO sqlite_master VALUES ('trigger', 'added_' || ?2, ?2, 0, ?1)",
  };
  const std::size_t way = edit.type % std::size(k_ways);
  SQLite::Statement change(database, k_ways[way]);
  change.bind(1, std::string(edit.bytes));
  change.bind(2, object);
  change.exec();
  if (way != k_make_view) return;
  // No schema is read in which a view has indexes.
  SQLite::Statement indexes(database, "DELETE FROM sqlite_master WHERE type = 'index' AND tbl_name = ?");
  indexes.bind(1, object);
  indexes.exec();
}

/// The base with the edits to values and objects, which are made in memory.
std::string with_rows_edited(const Base& base, const std::vector<Edit>& edits) {
  SQLite::Database database = unprotected(base.bytes);
  for (const Edit& edit : edits) {
    if (edit.kind == EditKind::value) {
      change_value(database, base.columns[edit.place % base.columns.size()], edit);
    } else if (edit.kind == EditKind::object) {
      change_object(database, base.objects[edit.place % base.objects.size()], edit);
    }
  }
  return serialized(database);
}

void edit_bytes(std::string& file, const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    if (edit.kind == EditKind::size) {
      file.resize(edit.place % k_max_file_bytes);
    } else if (edit.kind == EditKind::whole) {
      file = edit.bytes.substr(0, k_max_file_bytes);
    } else if (edit.kind == EditKind::bytes && !file.empty()) {
      const std::size_t at = edit.place % file.size();
      file.replace(at, std::min(edit.bytes.size(), file.size() - at), edit.bytes.substr(0, file.size() - at));
    }
  }
}

}  // namespace

std::string edited_database(std::string_view input) {
  static const Base base = make_base();
  const std::vector<Edit> edits = parse_edits(input);
  std::string file = with_rows_edited(base, edits);
  edit_bytes(file, edits);
  return file;
}

}  // namespace litdex::fuzz
