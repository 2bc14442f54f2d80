// Mends what XML forbids and dumps hold nevertheless. The rules: docs/formats/xml.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::format {

/// `text` without characters that XML forbids, in valid UTF-8, with "&" and "<" escaped where they begin nothing that
/// XML knows without a DTD (T2). Linear.
std::string repair_xml(std::string_view text);

}  // namespace litdex::format
