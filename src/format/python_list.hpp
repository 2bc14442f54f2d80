// Lists as Python prints them, and data frames write them into cells: rules G1 to G3 of docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "format/json_entry.hpp"

namespace litdex::format {

/// The JSON that says what `text`, a list as Python or JSON prints it, says: "['cs.CV', \"it's\"]" is
/// ["cs.CV","it's"]. Absent when it is anything else, or too long. Linear.
std::optional<std::string> python_list_as_json(std::string_view text);

/// The same, parsed: an array. Null where it is none.
std::unique_ptr<JsonEntry> read_python_list(std::string_view text);

}  // namespace litdex::format
