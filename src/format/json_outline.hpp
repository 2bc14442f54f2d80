// What begins at a place of a JSON stream, told from the few bytes behind it: an entry, or the wrapping of a list of
// them. SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace litdex::format {

/// The first key of the object that `text` begins with, as it stands between its quotes; absent where `text` does not
/// begin with an object that has one.
std::optional<std::string_view> first_json_key(std::string_view text);

/// Whether `text` begins with a pair: an array of a string and an object.
bool begins_json_pair(std::string_view text);

/// L4: the bytes of `text` up to and with the bracket that opens the list of entries which the object at its beginning
/// wraps; 0 where it wraps none.
std::size_t json_wrapper_length(std::string_view text);

/// L4: the bytes of `text`, which begins behind the list of a wrapper, up to the wrapper's closing bracket; 0 where it
/// does not stand in `text`.
std::size_t json_wrapper_tail_length(std::string_view text);

}  // namespace litdex::format
