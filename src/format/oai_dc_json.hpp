// Dublin Core records as arXiv's OAI server gives them, turned into JSON. The grammar: docs/formats/oai_dc_json.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "format/segment.hpp"

namespace litdex::format {

/// Reads one entry: a pair of an identifier and an object, or such an object alone.
Decoded decode_oai_dc_json(std::string_view entry);

/// How much `head`, the first bytes of a stream, looks like this format.
double detect_oai_dc_json(std::string_view head);

}  // namespace litdex::format
