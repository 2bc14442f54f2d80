// One thread's share of the rows that are indexed.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <memory>
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
  /// when there are no more, or the other thread has failed. Throws SQLite::Exception.
  bool feed();

  /// The other thread, which was given all rows.
  std::unique_ptr<InverterThread> take_inverter() { return std::move(m_inverter); }

 private:
  RowBatch read_batch();

  std::vector<Column> m_columns;
  db::RawStatement m_rows;
  bool m_has_rows = true;
  std::unique_ptr<InverterThread> m_inverter;
};

}  // namespace litdex::index
