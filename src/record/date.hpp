// Dates in the forms of dumps, as ISO 8601: rules D1 to D5 of docs/normalizing.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace litdex::record {

/// `text` as ISO 8601: a day ("2007-04-02"), or a time in UTC ("2007-04-02T19:18:42Z"). Reads ISO 8601 and the form of
/// e-mail ("Mon, 2 Apr 2007 19:18:42 GMT"). Nothing where it has another form, or a day that no calendar has.
std::optional<std::string> iso_date(std::string_view text);

}  // namespace litdex::record
