// What programs write where there is no value. Rule D1 of docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace litdex::format {

/// Whether `value`, without blanks around it, stands for nothing: it is empty, or "NaN", "None", "null" or the like in
/// any case.
bool is_no_value(std::string_view value);

}  // namespace litdex::format
