// TeX's accents and text commands as Unicode: rules T1 to T9 of docs/normalizing.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace litdex::normalize {

/// `text` with TeX's accents, text symbols, escapes, ties and styles written as plain Unicode, or nothing where that
/// changes nothing. An accent follows its letter as a combining mark; composing is left to the caller. Mathematics
/// stays byte for byte. Pure, linear. `text` is valid UTF-8.
std::optional<std::string> tex_to_unicode(std::string_view text);

}  // namespace litdex::normalize
