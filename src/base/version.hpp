// What this build is.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace litdex::base {

/// The version of litdex, as in CMakeLists.txt.
std::string_view version();

}  // namespace litdex::base
