// What a format makes of a whole stream, as text that tests can compare.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "format/segment.hpp"

namespace litdex::test {

/// "reject: message", or a line "field=text" for each field, one for a damaged identifier and one for the record's
/// date.
std::string shown(const format::Decoded& decoded);

/// Cuts `bytes` as the format of that name does and decodes its records: shown(), each followed by "--\n"; rejects of
/// the cutting stand among them.
std::string read_all(std::string_view format, std::string_view bytes);

}  // namespace litdex::test
