// Objects as the snapshots of arXiv's metadata hold them, and their relatives. The grammar: docs/formats/arxiv_json.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "format/segment.hpp"

namespace litdex::format {

/// Reads one object.
Decoded decode_arxiv_json(std::string_view entry);

/// How much `head`, the first bytes of a stream, looks like this format.
double detect_arxiv_json(std::string_view head);

}  // namespace litdex::format
