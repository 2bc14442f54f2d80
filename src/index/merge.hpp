// Runs of postings into one segment.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "index/run.hpp"
#include "index/segment_writer.hpp"

namespace litdex::index {

/// In how many rows a term stands.
struct TermCount {
  std::string term;
  std::uint64_t rows = 0;
};

/// Terms by which one can see whether a segment is read as it was written.
struct SampleTerms {
  TermCount most_frequent;
  TermCount last;
};

/// Writes the terms of all runs in order. The rows of each run are above those of the one before. Throws Error(io).
SampleTerms merge(std::span<const std::unique_ptr<Run>> runs, SegmentWriter& writer);

}  // namespace litdex::index
