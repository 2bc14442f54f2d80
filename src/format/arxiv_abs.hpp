// arXiv's text formats, .abs files and listings: cuts a stream into entries. The grammar: docs/formats/arxiv_abs.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "format/arxiv_abs_entry.hpp"
#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// Cuts the stream that `window` reads. `max_entry_bytes` is for tests.
std::unique_ptr<Segmenter> make_abs_segmenter(source::Window& window, std::size_t max_entry_bytes);

/// How much `head`, the first bytes of a stream, looks like .abs files.
double detect_arxiv_abs(std::string_view head);

/// How much `head` looks like a listing or mailing.
double detect_arxiv_listing(std::string_view head);

}  // namespace litdex::format
