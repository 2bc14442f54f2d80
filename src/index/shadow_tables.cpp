// SPDX-License-Identifier: MIT
#include "index/shadow_tables.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/interrupt.hpp"
#include "base/varint.hpp"
#include "db/statement.hpp"

namespace litdex::index {
namespace {

/// Two rows of the table of blocks that are no page of a segment.
constexpr std::int64_t k_averages_id = 1;
constexpr std::int64_t k_structure_id = 10;

/// A structure begins with FTS5's cookie, by which it knows that its settings are as it read them.
constexpr std::size_t k_cookie_bytes = 4;

/// FTS5 merges four segments of a level into one of the next. A segment stands on the level on which it would be, had
/// it come to its size like that from some of about these pages: on the lowest, all of it would soon be written again.
constexpr std::uint64_t k_merged_segments = 4;
constexpr std::uint64_t k_small_segment_pages = 256;

std::uint64_t level_of(std::uint64_t leaves) {
  std::uint64_t level = 0;
  for (; leaves > k_small_segment_pages; leaves /= k_merged_segments) level += 1;
  return level;
}

/// The rows of the index and the tokens of all of them in each column.
std::string averages(const std::vector<RowSizes>& sizes, std::size_t columns) {
  std::uint64_t rows = 0;
  std::vector<std::uint64_t> totals(columns);
  for (const RowSizes& share : sizes) {
    rows += share.rows;
    std::ranges::transform(share.totals, totals, totals.begin(), std::plus());
  }
  std::string bytes;
  base::append_varint(bytes, rows);
  for (const std::uint64_t total : totals) base::append_varint(bytes, total);
  return bytes;
}

/// What the structure of an index begins with; zeros where there is none.
std::string read_cookie(SQLite::Database& database, const std::string& table) {
  SQLite::Statement query(database, fmt::format("SELECT block FROM {} WHERE id = ?", quoted_name(table + "_data")));
  query.bind(1, k_structure_id);
  std::string cookie(query.executeStep() ? db::bytes_of(query.getColumn(0)) : std::string_view());
  cookie.resize(k_cookie_bytes);
  return cookie;
}

void empty_index(SQLite::Database& database, const std::string& table) {
  reset_index(database, table);
  const std::string name = quoted_name(table);
  database.exec(fmt::format("INSERT INTO {0} ({0}) VALUES ('delete-all')", name));
}

}  // namespace

ShadowTables::ShadowTables(SQLite::Database& database, const Definition& definition)
    : m_database((empty_index(database, definition.table), database)),
      m_table(definition.table),
      m_columns(definition.columns.size()),
      m_opened(database),
      m_insert_block(database, fmt::format("INSERT OR REPLACE INTO {} (id, block) VALUES (?, ?)", name("_data"))),
      m_insert_separator(database, fmt::format("INSERT INTO {} (segid, term, pgno) VALUES (1, ?, ?)", name("_idx"))),
      m_insert_sizes(database, fmt::format("INSERT INTO {} (id, sz) VALUES (?, ?)", name("_docsize"))) {}

void ShadowTables::write_sizes(const RowSizes& sizes) {
  std::string_view rest = sizes.bytes;
  std::int64_t rowid = 0;
  for (std::uint64_t row = 0; row < sizes.rows; ++row) {
    base::stop_if_interrupted();
    rowid = static_cast<std::int64_t>(static_cast<std::uint64_t>(rowid) + base::take_varint(rest));
    const std::string_view begin = rest;
    for (std::size_t column = 0; column < m_columns; ++column) base::take_varint(rest);
    db::run(m_insert_sizes, rowid, db::Blob{begin.substr(0, begin.size() - rest.size())});
  }
}

void ShadowTables::write_block(const Block& block) { db::run(m_insert_block, block.id, db::Blob{block.bytes}); }

void ShadowTables::write_part(const SegmentPart& part) {
  for (const Block& leaf : part.leaves) write_block(leaf);
  for (const Separator& separator : part.separators) {
    db::run(m_insert_separator, db::Blob{separator.term}, separator.page);
  }
}

void ShadowTables::write_end(const SegmentEnd& segment, const std::vector<RowSizes>& sizes) {
  for (const Block& block : segment.doclist_indexes) write_block(block);
  write_block({k_averages_id, averages(sizes, m_columns)});
  if (segment.leaves > 0) write_block({k_structure_id, structure(segment.leaves)});
}

/// The levels of segments; all but the last are empty.
std::string ShadowTables::structure(std::uint64_t leaves) {
  std::string bytes = read_cookie(m_database, m_table);
  const std::uint64_t level = level_of(leaves);
  base::append_varint(bytes, level + 1);
  base::append_varint(bytes, 1);       // segments
  base::append_varint(bytes, leaves);  // written so far, which decides when FTS5 merges
  for (std::uint64_t empty = 0; empty < level; ++empty) bytes.append(2, '\0');
  base::append_varint(bytes, 0);  // segments of the level that are being merged
  base::append_varint(bytes, 1);  // segments of the level
  base::append_varint(bytes, 1);  // number of the segment
  base::append_varint(bytes, 1);  // its first leaf
  base::append_varint(bytes, leaves);
  return bytes;
}

void reset_index(SQLite::Database& database, const std::string& table) {
  const db::OpenShadowTables opened(database);
  SQLite::Statement set_version(
      database, fmt::format("REPLACE INTO {} (k, v) VALUES ('version', ?)", quoted_name(table + "_config")));
  db::run(set_version, k_format_version);
  SQLite::Statement set_structure(
      database, fmt::format("REPLACE INTO {} (id, block) VALUES (?, ?)", quoted_name(table + "_data")));
  std::string structure = read_cookie(database, table);
  structure.append(3, '\0');  // levels, segments, leaves written so far
  db::run(set_structure, k_structure_id, db::Blob{structure});
}

}  // namespace litdex::index
