// Raw fields to clean fields: pure, total, idempotent.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "record/record.hpp"

namespace litdex::normalize {

/// Cleans every field; a field with nothing left is absent.
record::Record normalize(const record::RawRecord& raw);

/// Text as the database keeps it: valid UTF-8 (each bad byte becomes U+FFFD), control characters gone, HTML entities
/// decoded, white space folded to single spaces, none at the ends, NFC.
std::string clean_text(std::string_view text);

}  // namespace litdex::normalize
