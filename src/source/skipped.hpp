// Files that are passed over where many are read at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::source {

/// A file or member that nobody asked for by name and that is no dump.
struct Skipped {
  std::string name;
  std::string_view reason;
};

/// Names that begin with a dot, and what macOS puts beside the members of its archives: not shown, not read.
inline constexpr std::string_view k_hidden = "hidden";
inline constexpr std::string_view k_no_file = "neither a file nor a directory";
inline constexpr std::string_view k_link = "a link";

}  // namespace litdex::source
