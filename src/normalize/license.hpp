// One spelling for the address of a licence.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::normalize {

/// The address of a licence of arXiv or Creative Commons as arXiv writes it: "http", no "www.", lower case, one slash
/// at the end. Everything else stays. Pure.
std::string canonical_license(std::string_view text);

}  // namespace litdex::normalize
