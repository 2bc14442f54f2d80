// One thread's share of the rows that are indexed.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <vector>

#include "db/raw_statement.hpp"
#include "index/definition.hpp"
#include "index/inverter_thread.hpp"

namespace litdex::index {

/// Numbers of rows, from first to last.
struct RowRange {
  std::int64_t first;
  std::int64_t last;
};

/// Reads a range of rows in the thread that has the connection, and inverts them in another.
class Share {
 public:
  /// Throws SQLite::Exception, std::system_error.
  Share(SQLite::Database& database, const Definition& definition, RowRange range, InverterLimits limits);

  /// Reads some rows and lets the other thread have them, as soon as it has done with enough of those before. False
  /// when there are no more. Throws SQLite::Exception.
  bool feed();

  /// Waits for the other thread. Throws what it has thrown.
  InvertedRows finish() { return m_inverter.finish(); }

 private:
  RowBatch read_batch();

  std::vector<Column> m_columns;
  db::RawStatement m_rows;
  bool m_has_rows = true;
  InverterThread m_inverter;
};

}  // namespace litdex::index
