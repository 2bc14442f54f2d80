// The segment of an index, laid out in a thread of its own.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "base/bounded_queue.hpp"
#include "index/inverter.hpp"
#include "index/inverter_thread.hpp"
#include "index/samples.hpp"
#include "index/segment_writer.hpp"

namespace litdex::index {

/// What is to be inserted into the tables of an index, in their order: the sizes of all rows, then the segment.
using IndexPart = std::variant<RowSizes, SegmentPart>;

/// Waits for rows to be inverted and lays their postings out as one segment, while the thread that has the connection
/// does other work. Goes so far ahead of it that what waits takes some 64 MB.
class SegmentThread {
 public:
  /// `inverters` were given all their rows, each those above the rows of the one before. Throws std::system_error.
  SegmentThread(std::vector<std::unique_ptr<InverterThread>> inverters, std::size_t page_bytes);
  /// Gives up what was not taken.
  ~SegmentThread();
  SegmentThread(const SegmentThread&) = delete;
  SegmentThread& operator=(const SegmentThread&) = delete;

  /// Waits for the next part; nothing when there are no more, or when the thread has failed: finish() throws why.
  std::optional<IndexPart> next() { return m_parts.pop(); }

  /// What is known of the segment when all parts were taken.
  struct End {
    SegmentEnd segment;
    SampleTerms samples;
  };
  /// Waits for the thread. Throws what it has thrown: Error(io), SQLite::Exception.
  End finish() { return m_end.get(); }

 private:
  End lay_out();
  void hand_over(IndexPart part);

  std::vector<std::unique_ptr<InverterThread>> m_inverters;
  std::size_t m_page_bytes;
  base::BoundedQueue<IndexPart> m_parts;
  std::future<End> m_end;  // last, because its end waits for the thread that uses the others
};

/// An index that is being made of rows since before they were all written.
struct EarlyIndex {
  std::uint64_t rows = 0;                  ///< so many were given
  std::unique_ptr<SegmentThread> segment;  ///< or nothing: the rows have to be read
};

}  // namespace litdex::index
