// The URLs in a text: docs/facts.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace litdex::record {

/// Appends to `urls` those of `text` that are not among them, in their order (rules L1 to L7 of docs/facts.md).
void append_links(std::string_view text, std::vector<std::string>& urls);

}  // namespace litdex::record
