// Batches of a stream, read in a thread of their own while those before are written.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <future>

#include "base/bounded_queue.hpp"
#include "load/batch.hpp"
#include "load/stream_reader.hpp"

namespace litdex::load {

/// Where a stream's bytes come from.
enum class Waiting {
  never,     ///< a file, which is read at once
  possible,  ///< a pipe or a terminal: who waits for it is to be woken up by signals, as the first thread is
};

/// Reads the batches of a stream, one ahead of who takes them. The batches are those that the reader alone gives.
class ReadAhead {
 public:
  /// `reader` outlives the object, and nobody else uses it meanwhile.
  ReadAhead(StreamReader& reader, std::size_t batch_records, Waiting waiting);

  /// Gives up what was read ahead.
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  /// As StreamReader::next.
  bool next(Batch& batch);

  /// Whether there is no further batch.
  [[nodiscard]] bool is_finished() const { return m_is_finished; }

 private:
  struct Read {
    Batch batch;
    bool is_last = false;
  };
  bool read(Batch& batch);
  void begin_thread();
  void read_all();

  StreamReader& m_reader;
  std::size_t m_batch_records;
  bool m_may_begin_thread;
  bool m_is_finished = false;
  base::BoundedQueue<Read> m_queue{1};
  std::future<void> m_reading;  // last, because its end waits for the thread that uses the others
};

}  // namespace litdex::load
