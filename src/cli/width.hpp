// Display columns: how wide text is on a terminal, cutting and wrapping it there.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::cli {

/// How many columns printable `text` takes: wide characters take two, combining marks none.
std::size_t display_width(std::string_view text);

/// `text` in at most `width` columns; where something was left out, it ends with an ellipsis.
std::string cut_to_width(std::string_view text, std::size_t width);

/// `text` in lines of at most `width` columns, broken at spaces; a longer word stands alone and whole. One line at
/// least.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace litdex::cli
