// SPDX-License-Identifier: MIT
#include "index/inverter_thread.hpp"

#include <utility>

namespace litdex::index {

InverterThread::InverterThread(SQLite::Database& database, const Definition& definition, InverterLimits limits,
                               std::size_t waiting_batches)
    : m_inverter(definition, Tokenizer(database, definition.tokenizer), std::move(limits)), m_queue(waiting_batches) {
  m_inverted = std::async(std::launch::async, [this] { return invert_all(); });
}

InverterThread::~InverterThread() { m_queue.close(); }

/// What the thread does.
InvertedRows InverterThread::invert_all() {
  const base::QueueCloser closer(m_queue);  // who still pushes must not wait
  while (const auto batch = m_queue.pop()) m_inverter.add(*batch);
  return m_inverter.finish();
}

InvertedRows InverterThread::finish() {
  m_queue.close();
  return m_inverted.get();
}

}  // namespace litdex::index
