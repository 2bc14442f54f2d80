// SPDX-License-Identifier: MIT
#include "db/appended_index.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "base/interrupt.hpp"
#include "btree/tree_writer.hpp"
#include "db/database.hpp"

namespace litdex::db {
namespace {

using btree::Direction;
using btree::EntryOrder;
using btree::Value;

/// Of memory: with some ten indexes little beside the rest of an import, and few runs for a million papers.
constexpr std::size_t k_run_bytes = std::size_t{4} << 20U;

/// How many entries are written between two looks at the signals.
constexpr std::size_t k_entries_between_looks = 8192;

constexpr auto k_sql_names =
    "SELECT l.name FROM pragma_index_list(?) AS l WHERE l.origin = 'c' AND l.partial = 0 AND NOT EXISTS"
    " (SELECT 1 FROM pragma_index_xinfo(l.name) AS x WHERE x.cid = -2 OR x.coll <> 'BINARY') ORDER BY l.name";

// What follows the columns of the index in its entries tells rows apart: their number, or the rest of their key.
constexpr auto k_sql_columns = "SELECT cid, name, \"desc\", key FROM pragma_index_xinfo(?) ORDER BY seqno";

bool has_null(std::string_view entry, std::size_t columns) {
  btree::RecordReader values(entry);
  for (std::size_t i = 0; i < columns; ++i) {
    if (values.next().type == Value::Type::null) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> AppendedIndex::names_of(SQLite::Database& database, const std::string& table) {
  SQLite::Statement rows(database, k_sql_names);
  rows.bind(1, table);
  std::vector<std::string> names;
  while (rows.executeStep()) names.push_back(rows.getColumn(0).getString());
  return names;
}

AppendedIndex::AppendedIndex(SQLite::Database& database, std::string name, const PlaceOf& place_of)
    : m_name(std::move(name)) {
  SQLite::Statement root(
      database, "SELECT rootpage, sql LIKE 'CREATE UNIQUE %' FROM sqlite_schema WHERE type = 'index' AND name = ?");
  root.bind(1, m_name);
  if (!root.executeStep()) throw std::logic_error(fmt::format("no index {}", m_name));
  m_root = root.getColumn(0).getUInt();
  const bool is_unique = root.getColumn(1).getInt() != 0;

  std::vector<Direction> directions;
  SQLite::Statement columns(database, k_sql_columns);
  columns.bind(1, m_name);
  while (columns.executeStep()) {
    const bool is_rowid = columns.getColumn(0).getInt() == -1;
    m_places.push_back(is_rowid ? std::nullopt : place_of(columns.getColumn(1).getString()));
    if (columns.getColumn(3).getInt() == 0) continue;
    directions.push_back(columns.getColumn(2).getInt() != 0 ? Direction::descending : Direction::ascending);
  }
  if (is_unique) m_unique_columns = directions.size();
  m_entry.resize(m_places.size());
  m_entries.emplace(EntryOrder(std::move(directions)), spill_folder(database), k_run_bytes);
}

void AppendedIndex::add(std::span<const Value> row, std::int64_t rowid) {
  for (std::size_t i = 0; i < m_places.size(); ++i) {
    m_entry[i] = m_places[i] ? row[*m_places[i]] : Value::of(rowid);
  }
  m_entries->add(m_entry);
  m_entry_count += 1;
}

void AppendedIndex::write(btree::PageSink& sink) {
  btree::IndexWriter tree(sink);
  std::size_t count = 0;
  m_entries->drain([&](std::string_view entry) {
    if (count++ % k_entries_between_looks == 0) base::stop_if_interrupted();
    if (m_unique_columns != 0) require_unlike(entry);
    tree.append(entry);
  });
  tree.finish(m_root);
  m_entries.reset();
}

void AppendedIndex::write_empty(btree::PageSink& sink) {
  btree::IndexWriter(sink).finish(m_root);
  m_entries.reset();
}

/// As in SQLite, what is NULL is like nothing.
void AppendedIndex::require_unlike(std::string_view entry) {
  const bool is_like = !m_last_entry.empty() && m_entries->order().compare(m_last_entry, entry) == 0;
  if (is_like && !has_null(entry, m_unique_columns)) {
    throw std::logic_error(fmt::format("two rows have the same entry in {}", m_name));
  }
  m_last_entry = entry;
}

}  // namespace litdex::db
