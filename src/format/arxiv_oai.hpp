// OAI-PMH pages of arXiv, in its three metadata formats. The grammar: docs/formats/arxiv_oai.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// Cuts a stream of pages, or of bare records, into its records.
std::unique_ptr<Segmenter> make_arxiv_oai_segmenter(source::Window& window);

/// What a <record> says, or an <error> page.
Decoded decode_arxiv_oai(std::string_view entry);

/// How much `head` looks like OAI-PMH pages or records of arXiv.
double detect_arxiv_oai(std::string_view head);

}  // namespace litdex::format
