// The tables in which FTS5 keeps an index.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "db/appended_tables.hpp"
#include "db/connection.hpp"
#include "db/row_writer.hpp"
#include "index/definition.hpp"
#include "index/inverter.hpp"
#include "index/segment_writer.hpp"

namespace litdex::index {

/// How the rows of an index come into the file. The file holds the same rows.
enum class Storage : std::uint8_t {
  rows,  ///< inserted
  /// Written beneath SQLite: for a file that nobody else reads and that is thrown away when anything fails. No free
  /// page of it is used.
  pages,
};

/// Fills the tables of an FTS5 index that was emptied. All functions throw SQLite::Exception.
class ShadowTables {
 public:
  /// Empties the index, so that FTS5 remembers nothing of what it held. `storage`: as WriteLimits has it.
  ShadowTables(SQLite::Database& database, const Definition& definition, Storage storage);

  /// Writes how many tokens each row has. The rows are above those of all calls before.
  void write_sizes(const RowSizes& sizes);
  void write_part(const SegmentPart& part);
  /// Writes what says of the index that it consists of this segment and these rows.
  void write_end(const SegmentEnd& segment, const std::vector<RowSizes>& sizes);

 private:
  void begin_pages();
  void write_block(const Block& block);
  std::string structure(std::uint64_t leaves);

  SQLite::Database& m_database;
  std::string m_table;
  std::size_t m_columns;
  db::OpenShadowTables m_opened;
  std::unique_ptr<db::AppendedTables> m_pages;  ///< or nothing, where rows are inserted
  db::RowWriter m_blocks;
  db::RowWriter m_separators;
  db::RowWriter m_sizes;
};

/// Makes an index an empty one of a format that FTS5 knows, whatever stands in its tables: FTS5 begins anew with no
/// index that it does not understand. Throws SQLite::Exception.
void reset_index(SQLite::Database& database, const std::string& table);

}  // namespace litdex::index
