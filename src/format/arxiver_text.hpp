// The page text of arXiver author pages: cuts a stream into entries. The grammar: docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "format/arxiver_entry.hpp"
#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// Cuts the stream that `window` reads. `max_entry_bytes` (at least 2 * k_anchor_lookahead) is for tests.
std::unique_ptr<Segmenter> make_arxiver_segmenter(source::Window& window, std::size_t max_entry_bytes);

/// How much `head`, the first bytes of a stream, looks like this format: the more of it anchors account for.
double detect_arxiver_text(std::string_view head);

}  // namespace litdex::format
