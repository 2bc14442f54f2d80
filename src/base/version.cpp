// SPDX-License-Identifier: MIT
#include "base/version.hpp"

namespace litdex::base {

std::string_view version() { return LITDEX_VERSION; }

}  // namespace litdex::base
