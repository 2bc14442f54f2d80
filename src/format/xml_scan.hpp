// Cuts a stream of XML into its entries, whatever stands around them. The rules: docs/formats/xml.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// Cuts the stream that `window` reads into the elements whose local name, with any prefix or none, is one of `names`,
/// which live as long as the segmenter. The first name is that of the records; the others count outside of records
/// only. `max_entry_bytes` is for tests.
std::unique_ptr<Segmenter> make_xml_segmenter(source::Window& window, std::span<const std::string_view> names,
                                              std::size_t max_entry_bytes = k_max_entry_bytes);

/// Whether `head` begins as XML does: with "<", after blanks and a byte order mark.
bool begins_as_xml(std::string_view head);

/// Whether an element of that local name begins somewhere in `head`.
bool has_element(std::string_view head, std::string_view local_name);

}  // namespace litdex::format
