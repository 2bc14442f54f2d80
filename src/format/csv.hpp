// Tables of records: comma-, tab-, semicolon- and pipe-separated. What a row says; the grammar: docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "format/segment.hpp"

namespace litdex::format {

/// Pure: what the row `entry` says, whose columns and quoting are `context` (rules D1 to D8).
Decoded decode_csv(std::string_view entry, std::string_view context);

/// How much `head`, the first bytes of a stream, looks like a table of records (rule H6).
double detect_csv(std::string_view head);

}  // namespace litdex::format
