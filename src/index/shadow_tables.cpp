// SPDX-License-Identifier: MIT
#include "index/shadow_tables.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include "base/interrupt.hpp"
#include "base/varint.hpp"
#include "db/sql_text.hpp"
#include "db/statement.hpp"

namespace litdex::index {
namespace {

// What the names of the tables end with.
constexpr auto k_blocks = "_data";
constexpr auto k_separators = "_idx";
constexpr auto k_sizes = "_docsize";

constexpr std::array<std::string_view, 2> k_block_columns = {"id", "block"};
constexpr std::array<std::string_view, 3> k_separator_columns = {"segid", "term", "pgno"};
constexpr std::array<std::string_view, 2> k_size_columns = {"id", "sz"};
constexpr auto k_replace_block = " ON CONFLICT (id) DO UPDATE SET block = excluded.block";

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
  SQLite::Statement query(database,
                          fmt::format("SELECT block FROM {} WHERE id = ?", db::quoted_name(table + k_blocks)));
  query.bind(1, k_structure_id);
  std::string cookie(query.executeStep() ? db::bytes_of(query.getColumn(0)) : std::string_view());
  cookie.resize(k_cookie_bytes);
  return cookie;
}

std::unique_ptr<db::AppendedTables> pages_of(SQLite::Database& database, const std::string& table) {
  const std::array names = {table + k_blocks, table + k_separators, table + k_sizes};
  const std::array<std::string_view, 3> views = {names[0], names[1], names[2]};
  return std::make_unique<db::AppendedTables>(database, views);
}

void empty_index(SQLite::Database& database, const std::string& table) {
  reset_index(database, table);
  const std::string name = db::quoted_name(table);
  database.exec(fmt::format("INSERT INTO {0} ({0}) VALUES ('delete-all')", name));
}

}  // namespace

ShadowTables::ShadowTables(SQLite::Database& database, const Definition& definition, Storage storage)
    : m_database((empty_index(database, definition.table), database)),
      m_table(definition.table),
      m_columns(definition.columns.size()),
      m_opened(database),
      m_pages(storage == Storage::pages ? pages_of(database, m_table) : nullptr),
      m_blocks(database, m_pages.get(), m_table + k_blocks, k_block_columns, k_replace_block),
      m_separators(database, m_pages.get(), m_table + k_separators, k_separator_columns),
      m_sizes(database, m_pages.get(), m_table + k_sizes, k_size_columns) {
  if (m_pages) begin_pages();
}

/// The rows that an empty index has come first again.
void ShadowTables::begin_pages() {
  std::vector<Block> blocks;
  {
    SQLite::Statement rows(m_database,
                           fmt::format("SELECT id, block FROM {} ORDER BY id", db::quoted_name(m_table + k_blocks)));
    while (rows.executeStep()) {
      blocks.push_back({rows.getColumn(0).getInt64(), std::string(db::bytes_of(rows.getColumn(1)))});
    }
  }
  m_pages->begin();
  for (const Block& block : blocks) write_block(block);
}

void ShadowTables::write_sizes(const RowSizes& sizes) {
  std::string_view rest = sizes.bytes;
  std::int64_t rowid = 0;
  for (std::uint64_t row = 0; row < sizes.rows; ++row) {
    base::stop_if_interrupted();
    rowid = static_cast<std::int64_t>(static_cast<std::uint64_t>(rowid) + base::take_varint(rest));
    const std::string_view begin = rest;
    for (std::size_t column = 0; column < m_columns; ++column) base::take_varint(rest);
    m_sizes.write(rowid, db::Blob{begin.substr(0, begin.size() - rest.size())});
  }
}

void ShadowTables::write_block(const Block& block) { m_blocks.write(block.id, db::Blob{block.bytes}); }

void ShadowTables::write_part(const SegmentPart& part) {
  for (const Block& leaf : part.leaves) write_block(leaf);
  for (const Separator& separator : part.separators) {
    m_separators.write(k_segment, db::Blob{separator.term}, separator.page);
  }
}

void ShadowTables::write_end(const SegmentEnd& segment, const std::vector<RowSizes>& sizes) {
  for (const Block& block : segment.doclist_indexes) write_block(block);
  if (m_pages) m_pages->settle();
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
  base::append_varint(bytes, k_segment);
  base::append_varint(bytes, 1);  // its first leaf
  base::append_varint(bytes, leaves);
  return bytes;
}

void reset_index(SQLite::Database& database, const std::string& table) {
  const db::OpenShadowTables opened(database);
  SQLite::Statement set_version(
      database, fmt::format("REPLACE INTO {} (k, v) VALUES ('version', ?)", db::quoted_name(table + "_config")));
  db::run(set_version, k_format_version);
  SQLite::Statement set_structure(
      database, fmt::format("REPLACE INTO {} (id, block) VALUES (?, ?)", db::quoted_name(table + k_blocks)));
  std::string structure = read_cookie(database, table);
  structure.append(3, '\0');  // levels, segments, leaves written so far
  db::run(set_structure, k_structure_id, db::Blob{structure});
}

}  // namespace litdex::index
