// One thread's share of the rows that are indexed.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <future>
#include <vector>

#include "base/bounded_queue.hpp"
#include "db/raw_statement.hpp"
#include "index/definition.hpp"
#include "index/inverter.hpp"
#include "index/row_batch.hpp"

namespace litdex::index {

/// Numbers of rows, from first to last.
struct RowRange {
  std::int64_t first;
  std::int64_t last;
};

/// Reads a range of rows in the thread that has the connection, and inverts them in another.
class Share {
 public:
  /// Throws SQLite::Exception.
  Share(SQLite::Database& database, const Definition& definition, RowRange range, InverterLimits limits);
  /// Gives the rows up that were not inverted.
  ~Share();
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;

  /// Reads some rows and lets the other thread have them, as soon as it has done with enough of those before. False
  /// when there are no more. Throws SQLite::Exception.
  bool feed();

  /// Waits for the other thread. Throws what it has thrown.
  InvertedRows finish();

 private:
  RowBatch read_batch();
  InvertedRows invert_all();

  std::vector<Column> m_columns;
  db::RawStatement m_rows;
  bool m_has_rows = true;
  Inverter m_inverter;
  base::BoundedQueue<RowBatch> m_queue;
  std::future<InvertedRows> m_inverted;  // last, because its end waits for the thread that uses the others
};

}  // namespace litdex::index
