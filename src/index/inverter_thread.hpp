// An inverter in a thread of its own.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <future>

#include "base/bounded_queue.hpp"
#include "index/definition.hpp"
#include "index/inverter.hpp"
#include "index/row_batch.hpp"

namespace litdex::index {

/// Takes rows from the thread that has the connection, and inverts them meanwhile.
class InverterThread {
 public:
  /// `database` is asked for the tokenizer only, and may end before the object does. So many batches wait at most.
  /// Throws SQLite::Exception, std::system_error.
  InverterThread(SQLite::Database& database, const Definition& definition, InverterLimits limits,
                 std::size_t waiting_batches);
  /// Gives up what was not inverted.
  ~InverterThread();
  InverterThread(const InverterThread&) = delete;
  InverterThread& operator=(const InverterThread&) = delete;

  /// Hands over a finished batch, as soon as the thread has done with enough of those before. False when it has failed:
  /// finish() throws why.
  bool push(RowBatch batch) { return m_queue.push(std::move(batch)); }

  /// Waits for the thread. Throws what it has thrown: Error(io), SQLite::Exception.
  InvertedRows finish();

 private:
  InvertedRows invert_all();

  Inverter m_inverter;
  base::BoundedQueue<RowBatch> m_queue;
  std::future<InvertedRows> m_inverted;  // last, because its end waits for the thread that uses the others
};

}  // namespace litdex::index
