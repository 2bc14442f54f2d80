// The tail of an anchor line, and the places where it may end: rules C1 to C3 of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "format/choice.hpp"

namespace litdex::format {

/// How the line of a tail ends.
enum class LineEnd : std::uint8_t {
  text_follows,       ///< other text stands on the next line
  paragraph_ends,     ///< an empty line follows, and other text after it
  stream_ends,        ///< nothing but blanks follows
  out_of_sight,       ///< farther away than a tail is looked at
  stream_breaks_off,  ///< nothing follows, not even the line's end
};

/// What follows "arXiv:ID - " up to the end of its line, without blanks at its end: a DOI ("doi: " before it), a
/// journal reference, or both, and then in most cases the next abstract.
struct Tail {
  std::string_view text;
  LineEnd line_end = LineEnd::text_follows;
  /// The next line that is not empty, as far as it is in sight.
  std::string_view next_line;

  /// Whether a paragraph ends with the line, so that a reference may be as long as it is.
  [[nodiscard]] bool ends_with_paragraph() const {
    return line_end == LineEnd::paragraph_ends || line_end == LineEnd::stream_ends;
  }
};

/// A tail is looked at so far. The longest journal reference known has 557 bytes.
inline constexpr std::size_t k_max_tail_bytes = 1024;

/// Takes a place where the tail may end, the offset of the first byte after it, and what is observed there.
using PlaceVisitor = std::function<void(std::size_t offset, const Observations& seen)>;

/// Visits all places of `tail` (C1) in ascending order. `model` says how common openers are.
void visit_places(const Tail& tail, const ChoiceModel& model, const PlaceVisitor& visit);

/// How many bytes of a tail that begins with "doi:" belong to the DOI when a blank ends it: the prefix, the DOI, and
/// any more DOIs after it. 0 when the tail does not begin so.
std::size_t doi_part_length(std::string_view tail);

/// The length of the "doi:" and the blanks after it at the front of `tail`, or 0.
std::size_t doi_prefix_length(std::string_view tail);

}  // namespace litdex::format
