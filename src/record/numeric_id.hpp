// arXiv identifiers that a program took for numbers: rules P1 to P5 of docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace litdex::record {

/// The identifier that `text`, a decimal number, was before a spreadsheet or a data frame took it for one: "704.0001"
/// is 0704.0001, "1001.02" is 1001.0200, "1905.0574800000002" is 1905.05748. Absent where it is an identifier as it
/// stands, and where it cannot have been one.
std::optional<std::string> repair_numeric_id(std::string_view text);

}  // namespace litdex::record
