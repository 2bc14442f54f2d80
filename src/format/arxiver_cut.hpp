// Where a DOI or journal reference ends and the next abstract, glued to it, begins: a scored choice.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace litdex::format {

/// How the line of a tail ends.
enum class LineEnd : std::uint8_t {
  text_follows,  ///< other text stands on the next line
  stream_ends,   ///< nothing but blanks follows
  out_of_sight,  ///< farther away than a tail is looked at
};

/// A place where a tail may end: the offset of the first byte after it, and the probability that it is the right one.
struct Cut {
  std::size_t offset = 0;
  double probability = 0;
};

/// A tail is looked at so far. The longest journal reference known has 557 bytes.
inline constexpr std::size_t k_max_tail_bytes = 1024;

/// Scores all places where a tail may end, in ascending order. `tail` is what follows "arXiv:ID - " up to the end of
/// its line, without blanks at its end: a DOI ("doi: " before it), a journal reference, or both, and then in most
/// cases the next abstract. The probabilities add up to less than 1: the rest is the chance that none is right.
/// Pure. The rule is documented in docs/formats/arxiver_text.md, C1 to C4.
std::vector<Cut> score_cuts(std::string_view tail, LineEnd line_end);

/// The likeliest of `cuts`, the first of them where several are; offset 0 and probability 0 when there is none.
Cut best_cut(const std::vector<Cut>& cuts);

/// How many bytes of a tail that begins with "doi:" belong to the DOI when a blank ends it: the prefix, the DOI, and
/// any more DOIs after it. 0 when the tail does not begin so.
std::size_t doi_part_length(std::string_view tail);

/// The length of the "doi:" and the blanks after it at the front of `tail`, or 0.
std::size_t doi_prefix_length(std::string_view tail);

}  // namespace litdex::format
