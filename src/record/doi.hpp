// The DOI: canonical forms out of a field that may hold several.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace litdex::record {

/// The DOIs in `text`, in their order, as they are written there, without "doi:" or resolver address before and
/// punctuation after. DOIs are separated by blanks, or by ";" or "," where another one or nothing follows, because the
/// old DOIs of some publishers contain both. What is no DOI is left out. They point into `text`.
std::vector<std::string_view> find_dois(std::string_view text);

/// The same, each once, ASCII letters in lower case: DOIs do not distinguish case.
std::vector<std::string> canonical_dois(std::string_view field);

}  // namespace litdex::record
