// What a page puts around its entries: navigation, page numbers, notices. Rules F1 to F5 of
// docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace litdex::format {

/// Whether a line is page furniture by its own words (F1 to F3). An empty line is none.
bool is_furniture(std::string_view line);

/// So many bytes of furniture, up to the end of its last line and without that line's end, and how sure it is that the
/// entry begins after it.
struct Furniture {
  std::size_t length = 0;
  double probability = 1;
};

/// The furniture at the front of `body`, the lines before an anchor line (F1 to F5).
Furniture find_furniture(std::string_view body);

/// The same for text that no anchor line follows: leading lines that are furniture by their own words.
std::size_t leading_furniture_length(std::string_view text);

}  // namespace litdex::format
