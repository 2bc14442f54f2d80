// SPDX-License-Identifier: MIT
#include "load/read_ahead.hpp"

#include <memory>
#include <system_error>
#include <utility>

#include "load/facts.hpp"

namespace litdex::load {
namespace {

void read_facts(Batch& batch) {
  for (LoadEntry& entry : batch.entries) {
    entry.source.facts = std::make_shared<const Facts>(facts_in(fact_texts(entry.source.record)));
  }
}

}  // namespace

ReadAhead::ReadAhead(StreamReader& reader, std::size_t batch_records, Waiting waiting)
    : m_reader(reader), m_batch_records(batch_records), m_may_begin_thread(waiting == Waiting::never) {}

ReadAhead::~ReadAhead() { m_queue.close(); }

bool ReadAhead::next(Batch& batch) {
  if (!m_reading.valid()) {
    const bool is_read = read(batch);
    // Most streams of an archive are one batch long, and not worth a thread.
    if (is_read && !m_is_finished && m_may_begin_thread) begin_thread();
    return is_read;
  }
  std::optional<Read> read = m_queue.pop();
  if (!read) {
    m_reading.get();
    return false;
  }
  batch = std::move(read->batch);
  m_is_finished = read->is_last;
  return true;
}

bool ReadAhead::read(Batch& batch) {
  const bool is_read = m_reader.next(batch, m_batch_records);
  m_is_finished = m_reader.is_finished();
  return is_read;
}

void ReadAhead::begin_thread() {
  try {
    m_reading = std::async(std::launch::async, [this] { read_all(); });
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::resource_unavailable_try_again) throw;
    m_may_begin_thread = false;
  }
}

/// What the other thread does.
void ReadAhead::read_all() {
  const base::QueueCloser closer(m_queue);
  for (Batch batch; m_reader.next(batch, m_batch_records);) {
    read_facts(batch);
    if (!m_queue.push({std::move(batch), m_reader.is_finished()})) return;
  }
}

}  // namespace litdex::load
