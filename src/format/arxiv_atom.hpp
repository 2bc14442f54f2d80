// Atom and RSS feeds of arXiv. The grammar: docs/formats/arxiv_atom.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// Cuts a stream of feeds, or of bare entries, into its entries.
std::unique_ptr<Segmenter> make_arxiv_atom_segmenter(source::Window& window);

/// What an <entry>, or an <item> of RSS, says.
Decoded decode_arxiv_atom(std::string_view entry);

/// How much `head` looks like a feed of arXiv, which another feed does not.
double detect_arxiv_atom(std::string_view head);

}  // namespace litdex::format
