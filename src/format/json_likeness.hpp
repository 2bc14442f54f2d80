// How much a stream looks like a JSON format: by what its first entries say.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "format/json_segmenter.hpp"
#include "record/record.hpp"

namespace litdex::format {

/// The mean of `judge` (0 to 1) over the first few entries of `head` that `decode` takes; 0 where there is none.
double json_likeness(std::string_view head, JsonEntries entries, Decoded (*decode)(std::string_view entry),
                     double (*judge)(const record::RawRecord& record));

}  // namespace litdex::format
