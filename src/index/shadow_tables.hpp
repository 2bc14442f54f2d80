// The tables in which FTS5 keeps an index.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "index/definition.hpp"
#include "index/inverter.hpp"
#include "index/segment_writer.hpp"

namespace litdex::index {

/// Fills the tables of an FTS5 index that was emptied. All functions throw SQLite::Exception.
class ShadowTables {
 public:
  /// Empties the index, so that FTS5 remembers nothing of what it held.
  ShadowTables(SQLite::Database& database, const Definition& definition);

  /// Writes how many tokens each row has. The rows are above those of all calls before.
  void write_sizes(const RowSizes& sizes);
  void write_part(const SegmentPart& part);
  /// Writes what says of the index that it consists of this segment and these rows.
  void write_end(const SegmentEnd& segment, const std::vector<RowSizes>& sizes);

 private:
  [[nodiscard]] std::string name(const char* suffix) const { return quoted_name(m_table + suffix); }
  void write_block(const Block& block);
  std::string structure(std::uint64_t leaves);

  SQLite::Database& m_database;
  std::string m_table;
  std::size_t m_columns;
  db::OpenShadowTables m_opened;
  SQLite::Statement m_insert_block;
  SQLite::Statement m_insert_separator;
  SQLite::Statement m_insert_sizes;
};

/// Makes an index an empty one of a format that FTS5 knows, whatever stands in its tables: FTS5 begins anew with no
/// index that it does not understand. Throws SQLite::Exception.
void reset_index(SQLite::Database& database, const std::string& table);

}  // namespace litdex::index
