// One entry of arXiv's text formats: its identifier, its fields, its abstract.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "format/segment.hpp"

namespace litdex::format {

/// What an entry of an .abs file says: docs/formats/arxiv_abs.md, E2 to F6. It has an abstract.
Decoded decode_arxiv_abs(std::string_view entry);

/// What an entry of a listing or mailing says; it may have no abstract.
Decoded decode_arxiv_listing(std::string_view entry);

/// Whether `entry` is as only listings have them (X2): without an abstract, or with a link at its end.
bool has_listing_form(std::string_view entry);

/// Whether `line` begins a field that only entries have: "Title:", but not "From:" or "Date:", which mails have too.
bool begins_abs_field(std::string_view line);

}  // namespace litdex::format
