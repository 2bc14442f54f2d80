// SPDX-License-Identifier: MIT
#include "db/appended_tables.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <functional>
#include <future>
#include <stdexcept>
#include <utility>

namespace litdex::db {
namespace {

using btree::Value;

// Of a table WITHOUT ROWID, the key stands before all other columns.
constexpr auto k_sql_columns =
    "SELECT c.name, c.type, c.\"notnull\", s.sql, c.pk FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS c"
    " WHERE s.type = 'table' AND s.name = ? ORDER BY CASE c.pk WHEN 0 THEN 1000 ELSE c.pk END, c.cid";

/// A number in the text, as SQLite stores it in a column of integers.
Value as_integer(const Value& value) {
  std::int64_t number = 0;
  const char* const end = value.bytes.data() + value.bytes.size();
  const auto [stop, error] = std::from_chars(value.bytes.data(), end, number);
  return error == std::errc() && stop == end ? Value::of(number) : value;
}

/// A number without a fraction takes less room as an integer; SQLite reads it as the same number.
Value as_real(const Value& value) {
  constexpr double k_limit = 1e9;
  const bool is_whole = std::abs(value.real) < k_limit && value.real == std::trunc(value.real);
  return is_whole ? Value::of(static_cast<std::int64_t>(value.real)) : value;
}

/// Whether the definition of a table has the constraint that the column is not the empty text, as ours write it.
bool forbids_empty(std::string_view sql, std::string_view column) {
  const std::string condition = fmt::format("{} <> ''", column);
  return sql.find(" " + condition) != std::string_view::npos || sql.find("(" + condition) != std::string_view::npos;
}

/// An index that is not kept while rows are appended lacks them afterwards.
void require_no_other_index(SQLite::Database& database, const AppendedTable& table) {
  SQLite::Statement names(database, "SELECT name FROM pragma_index_list(?) WHERE origin <> 'pk'");
  names.bind(1, table.name());
  while (names.executeStep()) {
    const std::string name = names.getColumn(0).getString();
    if (std::ranges::find(table.indexes(), name, &AppendedIndex::name) == table.indexes().end()) {
      throw std::logic_error(fmt::format("{} stands while rows of {} are appended", name, table.name()));
    }
  }
}

/// Each of two threads takes the next index that is not written. More would each need their buffers of all runs.
void write_side_by_side(std::span<AppendedIndex* const> indexes, PageFile& file) {
  std::atomic<std::size_t> next = 0;
  const auto write_some = [&] {
    for (std::size_t i = next++; i < indexes.size(); i = next++) indexes[i]->write(file);
  };
  // A system without a thread to spare runs it when it is waited for: there is nothing left for it then.
  std::future<void> other = std::async(std::launch::async | std::launch::deferred, write_some);
  write_some();
  other.get();
}

std::logic_error broken_order(std::string_view table) {
  return std::logic_error(fmt::format("rows of {} do not come in the order of their keys", table));
}

}  // namespace

AppendedTable::AppendedTable(SQLite::Database& database, PageFile& file, std::string_view name)
    : m_file(file), m_name(name) {
  SQLite::Statement row(database,
                        "SELECT s.rootpage, t.wr FROM sqlite_schema AS s JOIN pragma_table_list(s.name) AS t"
                        " WHERE s.type = 'table' AND s.name = ? AND t.schema = 'main'");
  row.bind(1, m_name);
  if (!row.executeStep()) throw std::logic_error(fmt::format("no table {}", name));
  m_root = row.getColumn(0).getUInt();
  read_columns(database);
  if (row.getColumn(1).getInt() != 0) {
    m_entries.emplace(file);
  } else {
    m_rows.emplace(file);
  }
  const auto place_in_index = [this](std::string_view column) {
    const std::size_t place = place_of(column);
    const bool is_rowid = m_rows && place == 0;
    return is_rowid ? std::nullopt : std::optional(place);
  };
  for (std::string& index : AppendedIndex::names_of(database, m_name)) {
    m_indexes.emplace_back(database, std::move(index), place_in_index);
  }
}

void AppendedTable::read_columns(SQLite::Database& database) {
  SQLite::Statement columns(database, k_sql_columns);
  columns.bind(1, m_name);
  while (columns.executeStep()) {
    std::string column = columns.getColumn(0).getString();
    const bool may_be_empty = !forbids_empty(columns.getColumn(3).getString(), column);
    m_columns.push_back(
        {std::move(column), columns.getColumn(1).getString(), columns.getColumn(2).getInt() == 0, may_be_empty});
    m_key_columns += columns.getColumn(4).getInt() != 0 ? 1 : 0;
  }
}

std::size_t AppendedTable::place_of(std::string_view column) const {
  const auto found = std::ranges::find(m_columns, column, &Column::name);
  if (found == m_columns.end()) throw std::logic_error(fmt::format("{} has no column {}", m_name, column));
  return static_cast<std::size_t>(found - m_columns.begin());
}

std::int64_t AppendedTable::append(std::span<Value> row) {
  convert(row);
  require_values(row);
  const std::int64_t rowid = append_row(row);
  for (AppendedIndex& index : m_indexes) index.add(row, rowid);
  m_row_count += 1;
  return rowid;
}

std::int64_t AppendedTable::append_row(std::span<Value> row) {
  if (m_entries) {
    take_key(row.first(m_key_columns));
    btree::encode_record(row, m_record);
    m_entries->append(m_record);
    return 0;
  }
  m_last_rowid = take_rowid(row);
  btree::encode_record(row, m_record);
  m_rows->append(m_last_rowid, m_record);
  return m_last_rowid;
}

/// What the type of a column makes of its values, as far as any of ours has another.
void AppendedTable::convert(std::span<Value> row) const {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].type == Value::Type::real) row[i] = as_real(row[i]);
    if (row[i].type == Value::Type::text && m_columns[i].type == "INTEGER") row[i] = as_integer(row[i]);
  }
}

void AppendedTable::require_values(std::span<const Value> row) const {
  for (std::size_t i = m_rows ? 1 : 0; i < row.size(); ++i) {  // a row number may be left out
    const bool is_null = row[i].type == Value::Type::null;
    const bool is_empty = row[i].type == Value::Type::text && row[i].bytes.empty();
    if (is_null && !m_columns[i].may_be_null)
      throw std::logic_error(fmt::format("{}.{} is NULL", m_name, m_columns[i].name));
    if (is_empty && !m_columns[i].may_be_empty)
      throw std::logic_error(fmt::format("{}.{} is empty", m_name, m_columns[i].name));
  }
}

/// The row number stands beside the record, whose column for it is NULL.
std::int64_t AppendedTable::take_rowid(std::span<Value> row) {
  const Value key = std::exchange(row.front(), Value());
  if (key.type == Value::Type::null) return m_last_rowid + 1;
  if (key.integer <= m_last_rowid) throw broken_order(m_name);
  return key.integer;
}

void AppendedTable::take_key(std::span<const Value> key) {
  m_key.resize(key.size());
  for (std::size_t i = 0; i < key.size(); ++i) {
    m_key[i].integer = key[i].integer;
    m_key[i].text = key[i].bytes;
  }
  if (m_key <= m_last_key) throw broken_order(m_name);
  std::swap(m_key, m_last_key);
}

void AppendedTable::finish() {
  if (m_rows) m_rows->finish(m_root);
  if (m_entries) m_entries->finish(m_root);
  m_is_open = false;
}

AppendedTables::AppendedTables(SQLite::Database& database, std::span<const std::string_view> names)
    : m_database(database), m_file(database) {
  for (const std::string_view name : names) m_tables.emplace_back(database, m_file, name);
}

AppendedTable* AppendedTables::find(std::string_view table) {
  const auto found = std::ranges::find(m_tables, table, &AppendedTable::name);
  return found == m_tables.end() ? nullptr : &*found;
}

void AppendedTables::begin() {
  if (is_settled()) return;
  commit();
  if (m_state == State::untouched) open();
  m_file.begin();
  m_is_appending = true;
}

void AppendedTables::end() {
  if (!m_is_appending) return;
  m_file.end();
  m_is_appending = false;
  m_database.exec("BEGIN IMMEDIATE");
}

std::vector<std::string> AppendedTables::indexes() const {
  std::vector<std::string> names;
  for (const AppendedTable& table : m_tables) {
    for (const AppendedIndex& index : table.indexes()) names.push_back(index.name());
  }
  return names;
}

void AppendedTables::settle(Indexes indexes) {
  if (m_state != State::open) {
    m_state = State::settled;
    return;
  }
  const bool is_in_transaction = m_is_appending || sqlite3_get_autocommit(m_database.getHandle()) == 0;
  if (!m_is_appending) {
    commit();
    m_file.begin();
  }
  finish(indexes);
  m_file.end();
  m_is_appending = false;
  m_state = State::settled;
  m_database.exec("PRAGMA locking_mode = EXCLUSIVE");
  if (is_in_transaction) m_database.exec("BEGIN IMMEDIATE");
}

void AppendedTables::finish(Indexes indexes) {
  for (AppendedTable& table : m_tables) table.finish();
  const std::vector<AppendedIndex*> unwritten = largest_first();
  if (indexes == Indexes::written) return write_side_by_side(unwritten, m_file);
  for (AppendedIndex* const index : unwritten) index->write_empty(m_file);
}

std::vector<AppendedIndex*> AppendedTables::largest_first() {
  std::vector<AppendedIndex*> indexes;
  for (AppendedTable& table : m_tables) {
    for (AppendedIndex& index : table.indexes()) indexes.push_back(&index);
  }
  std::ranges::stable_sort(indexes, std::greater(), &AppendedIndex::entry_count);
  return indexes;
}

/// From now on SQLite gives up its lock after each transaction, and sees then what was written beside it.
void AppendedTables::open() {
  m_database.exec("PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema");
  m_file.begin();
  const std::string no_root(m_file.page_bytes(), '\0');
  for (AppendedTable& table : m_tables) {
    require_no_other_index(m_database, table);
    m_file.write(table.root(), no_root);
    for (const AppendedIndex& index : table.indexes()) m_file.write(index.root(), no_root);
    table.open();
  }
  m_file.end();
  m_state = State::open;
}

void AppendedTables::commit() {
  if (sqlite3_get_autocommit(m_database.getHandle()) == 0) m_database.exec("COMMIT");
}

}  // namespace litdex::db
