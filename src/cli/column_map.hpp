// --map FIELD=COLUMN: which column of a table holds a field.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/field.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace litdex::cli {

/// The only format that has columns.
inline constexpr std::string_view k_table_format = "csv";

/// Adds the option, which may be given several times. The application owns it.
CLI::Option* add_map_option(CLI::App& app, std::vector<std::string>& map);

/// The columns that `map` names. Throws Error(usage) for an unknown field, with the nearest one, for a field that is
/// named twice, and for what is not FIELD=COLUMN.
std::vector<std::pair<record::Field, std::string>> parse_column_map(const std::vector<std::string>& map);

/// Throws Error(usage): dumps of this format have no columns.
[[noreturn]] void refuse_map_of(std::string_view format);

}  // namespace litdex::cli
