// Lists as Python prints them, and data frames write them into cells: rules D4 and D9 of docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::format {

/// An item of a list: a text alone, or the texts of a list in the list. None, nan and null are empty texts.
using ListItem = std::vector<std::string>;

/// The items of `text`, "['cs.CV', \"it's\"]" or "[['Noether', 'Emmy', '']]", whichever quotation marks there are, with
/// or without commas; absent when it is anything else, or has more than 262,144 items and texts (D9). JSON's lists of
/// strings are read too. Linear.
std::optional<std::vector<ListItem>> parse_python_list(std::string_view text);

}  // namespace litdex::format
