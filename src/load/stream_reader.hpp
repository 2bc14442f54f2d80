// From the bytes of one stream to batches: segment, decode, normalize.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "format/format.hpp"
#include "load/batch.hpp"
#include "source/source.hpp"
#include "source/window.hpp"

namespace litdex::load {

/// A source that ends where reading it fails, and keeps the error.
class EndAtFault final : public source::ByteSource {
 public:
  explicit EndAtFault(source::ByteSource& source) : m_source(source) {}
  std::size_t read(std::span<char> buffer) override;
  [[nodiscard]] const std::string& name() const override { return m_source.name(); }
  [[nodiscard]] const std::optional<base::Error>& fault() const { return m_fault; }

 private:
  source::ByteSource& m_source;
  std::optional<base::Error> m_fault;
};

/// Reads one stream to its end, to a number of records, or to where reading it fails.
class StreamReader {
 public:
  /// Reads `bytes`, which outlives the reader, in `format`; null: it is found from the first bytes. Throws
  /// Error(bad_data) when the stream is of no known format, and its error when its beginning cannot be read.
  explicit StreamReader(source::ByteSource& bytes, const format::Format* format = nullptr,
                        std::uint64_t max_records = UINT64_MAX, const format::ReadOptions& options = {});

  /// Reads the next batch of about `max_records` records and rejects; false when the one before was the last. The last
  /// one has the stream's SHA-256, unless the stream was not read to its end. A signal that comes meanwhile
  /// (base::note_signal) ends the batch with what was read, or throws base::interruption if that is nothing.
  bool next(Batch& batch, std::size_t max_records);

  [[nodiscard]] const format::Format& format() const { return *m_format; }

  /// Whether there is no further batch.
  [[nodiscard]] bool is_finished() const { return m_is_finished; }

  /// Why reading ended before the end of the stream. What stands at such a false end is left out: the last two records
  /// or rejects, since where they end may depend on bytes that are missing.
  [[nodiscard]] const std::optional<base::Error>& fault() const { return m_bytes.fault(); }

 private:
  /// How much had been read when a record or reject began.
  struct Mark {
    SpanSums sums;
    std::size_t entries = 0;
    std::size_t rejects = 0;
  };
  void add(Batch& batch, const format::Segment& segment);
  void read_spans(Batch& batch, std::size_t max_records);
  void add_record(Batch& batch, const format::Segment& segment);
  void add_reject(Batch& batch, const format::Segment& segment, const format::Reject& reject);
  void forget_marks_before_limit();
  void leave_out_false_end(Batch& batch);

  EndAtFault m_bytes;
  source::Window m_window;
  const format::Format* m_format;
  std::unique_ptr<format::Segmenter> m_segmenter;
  std::uint64_t m_max_records;
  SpanSums m_sums;
  std::array<std::optional<Mark>, 2> m_marks;  ///< of the last two records or rejects behind a fault
  std::uint64_t m_kept_reject_bytes = 0;
  bool m_is_finished = false;
};

}  // namespace litdex::load
