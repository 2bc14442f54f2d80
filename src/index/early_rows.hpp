// The rows of an index, inverted while they are being written.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "index/definition.hpp"
#include "index/inverter_thread.hpp"
#include "index/row_batch.hpp"
#include "index/segment_thread.hpp"
#include "index/write_index.hpp"

namespace litdex::index {

/// Takes the rows of the table that an index is made of, all of them, in the order of their numbers, as they are
/// written: write_index need not read them again.
class EarlyRows {
 public:
  /// For the FTS5 table `table`, whose rows are still to be written. Nothing where this program does not write such an
  /// index, or the system has no thread to spare. Throws SQLite::Exception.
  static std::unique_ptr<EarlyRows> begin(SQLite::Database& database, const std::string& table,
                                          const WriteLimits& limits = default_limits());

  /// As begin, for a table of that definition. Throws SQLite::Exception, std::system_error.
  EarlyRows(SQLite::Database& database, Definition definition, const WriteLimits& limits);

  /// The columns whose fields a row has.
  [[nodiscard]] const std::vector<Column>& columns() const { return m_definition.columns; }

  /// Begins a row; add_field is then called for every column, in their order. Throws what the thread has thrown:
  /// Error(io), SQLite::Exception.
  void begin_row(std::int64_t rowid);
  void add_field(std::string_view text) { m_batch.add_field(text); }

  /// The rows are no longer what they were: they have to be read after all. Nothing can be added afterwards.
  void give_up() { m_inverter.reset(); }

  /// Has the index laid out in a thread; no segment where the rows were given up, or the system has no thread to spare.
  /// Nothing can be added afterwards. Throws Error(io), SQLite::Exception.
  EarlyIndex finish();

 private:
  void hand_over();

  Definition m_definition;
  RowBatch m_batch;
  std::uint64_t m_rows = 0;
  std::unique_ptr<InverterThread> m_inverter;
};

}  // namespace litdex::index
