// Cuts tables into rows. The grammar: docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>

#include "format/format.hpp"
#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// Cuts the stream that `window` reads. Where `options` name columns, the header is read at once; throws
/// Error(bad_data) when it lacks one. `max_entry_bytes` is for tests.
std::unique_ptr<Segmenter> make_csv_segmenter(source::Window& window, const ReadOptions& options,
                                              std::size_t max_entry_bytes);

}  // namespace litdex::format
