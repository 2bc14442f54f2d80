// The scored end of a DOI or journal reference that runs into the next abstract: rule C4 of
// docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "format/arxiver_tail.hpp"

namespace litdex::format {

/// A place where a tail may end: the offset of the first byte after it, and the probability that it is the right one.
struct Cut {
  std::size_t offset = 0;
  double probability = 0;
};

/// Scores all places where a tail may end, in ascending order. The probabilities add up to less than 1: the rest is the
/// chance that none is right. Pure.
std::vector<Cut> score_cuts(const Tail& tail);

/// The likeliest of `cuts`, the first of them where several are; offset 0 and probability 0 when there is none.
Cut best_cut(const std::vector<Cut>& cuts);

}  // namespace litdex::format
