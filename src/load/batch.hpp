// What is committed together: some records of a stream, its rejects, and its sums so far.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "format/segment.hpp"
#include "load/source_record.hpp"

namespace litdex::load {

/// One record of a stream, decoded and normalized. `confidence` and `doubtful` are of this very span; those of `source`
/// may be raised to the evidence of a surer copy.
struct LoadEntry {
  std::uint64_t start = 0;
  std::uint64_t length = 0;
  double confidence = 1;
  record::FieldSet doubtful;
  SourceRecord source;
  std::vector<format::CutCandidate> candidates;
  /// The entry itself, where it is in doubt and not too long to be kept.
  std::optional<std::string> bytes;
};

/// One reject of a stream.
struct LoadReject {
  std::uint64_t start = 0;
  std::uint64_t length = 0;
  std::uint64_t line = 0;
  base::EntryHash hash;
  std::string_view code;
  std::string message;
  std::string excerpt;
  std::optional<std::string> bytes;
};

/// How many spans of each kind a stream has had so far, and their bytes. Indexed by format::SpanKind.
struct SpanSums {
  struct Sum {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
  };
  std::array<Sum, 4> sums{};

  Sum& operator[](format::SpanKind kind) { return sums[static_cast<std::size_t>(kind)]; }
  const Sum& operator[](format::SpanKind kind) const { return sums[static_cast<std::size_t>(kind)]; }

  /// Bytes in all: how far the stream has been read.
  [[nodiscard]] std::uint64_t bytes() const {
    std::uint64_t total = 0;
    for (const Sum& sum : sums) total += sum.bytes;
    return total;
  }
};

struct Batch {
  std::vector<LoadEntry> entries;
  std::vector<LoadReject> rejects;
  /// Of the stream from its beginning to the end of this batch.
  SpanSums sums;
  /// SHA-256 of the stream when this is its last batch.
  std::optional<std::string> stream_sha256;

  [[nodiscard]] bool is_empty() const { return entries.empty() && rejects.empty(); }

  /// Place of the first entry among the records of the stream, from 1.
  [[nodiscard]] std::uint64_t first_ordinal() const {
    return sums[format::SpanKind::record].count - entries.size() + 1;
  }
};

/// What became of the records of a batch.
struct Outcomes {
  std::uint64_t new_count = 0;
  std::uint64_t updated_count = 0;
  std::uint64_t unchanged_count = 0;
  std::uint64_t duplicate_count = 0;
  /// Of those that found their paper there: how many came to it by a DOI or the like, not by its arXiv identifier.
  std::uint64_t joined_count = 0;

  Outcomes& operator+=(const Outcomes& other) {
    new_count += other.new_count;
    updated_count += other.updated_count;
    unchanged_count += other.unchanged_count;
    duplicate_count += other.duplicate_count;
    joined_count += other.joined_count;
    return *this;
  }
};

}  // namespace litdex::load
