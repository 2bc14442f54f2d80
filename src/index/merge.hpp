// Runs of postings into one segment.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>

#include "index/run.hpp"
#include "index/samples.hpp"
#include "index/segment_writer.hpp"

namespace litdex::index {

/// Writes the terms of all runs in order. The rows of each run are above those of the one before. Returns terms by
/// which one can see whether the segment is read as it was written. Throws Error(io).
SampleTerms merge(std::span<const std::unique_ptr<Run>> runs, SegmentWriter& writer);

}  // namespace litdex::index
