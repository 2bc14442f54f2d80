// Text in the encoding that programs wrote before UTF-8.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace litdex::base {

/// `text` as UTF-8, read as Windows-1252, of which Latin-1 is all but the controls from 80 to 9F: where it has bytes
/// beyond ASCII, and none of them make a character of UTF-8. Absent otherwise. Bytes that Windows-1252 does not use
/// become U+FFFD.
std::optional<std::string> windows_1252_as_utf8(std::string_view text);

}  // namespace litdex::base
