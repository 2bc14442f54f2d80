// Whether a record says that its paper is withdrawn: docs/facts.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace litdex::record {

/// Whether `text`, comments or an abstract, says that the paper itself is withdrawn (rules W1 to W5 of
/// docs/facts.md).
bool says_withdrawn(std::string_view text);

}  // namespace litdex::record
