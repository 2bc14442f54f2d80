// Streams of JSON: finds their entries, whatever they are laid out like, and goes on behind broken ones. The grammar:
// docs/formats/json.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// What the entries of a stream are.
enum class JsonEntries : std::uint8_t {
  objects,           ///< {…}
  objects_or_pairs,  ///< {…} or ["identifier", {…}]
};

/// How far the cutting looks ahead of a place to decide what begins there.
inline constexpr std::size_t k_json_lookahead = 4096;

/// Cuts the stream that `window` reads. `max_entry_bytes` is for tests.
std::unique_ptr<Segmenter> make_json_segmenter(source::Window& window, JsonEntries entries,
                                               std::size_t max_entry_bytes);

}  // namespace litdex::format
