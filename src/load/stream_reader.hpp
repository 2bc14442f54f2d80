// From the bytes of one stream to batches: segment, decode, normalize.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "format/format.hpp"
#include "load/batch.hpp"
#include "source/source.hpp"
#include "source/window.hpp"

namespace litdex::load {

/// Reads one stream to its end.
class StreamReader {
 public:
  /// Opens the dump and finds its format, by `format_name` or from its first bytes. Throws Error: no_input, io,
  /// bad_data when it is of no known format, usage when there is no format of that name.
  StreamReader(const std::string& input, const std::string& format_name);

  /// Reads the next batch of at most `max_records` records; false when the one before was the last.
  bool next(Batch& batch, std::size_t max_records);

  [[nodiscard]] const format::Format& format() const { return *m_format; }
  [[nodiscard]] const source::ByteSource& source() const { return *m_source; }

 private:
  void add_record(Batch& batch, const format::Segment& segment);
  void add_reject(Batch& batch, const format::Segment& segment, const format::Reject& reject);

  std::unique_ptr<source::ByteSource> m_source;
  source::Window m_window;
  const format::Format* m_format;
  std::unique_ptr<format::Segmenter> m_segmenter;
  SpanSums m_sums;
  std::uint64_t m_kept_reject_bytes = 0;
  bool m_is_finished = false;
};

}  // namespace litdex::load
