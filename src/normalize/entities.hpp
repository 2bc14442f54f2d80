// Stray HTML entities in texts that went through a web page.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace litdex::normalize {

/// `text` with its entities decoded, or nothing when it has none: &amp; &lt; &gt; &quot; &apos; &nbsp;, and numbers
/// (&#955; &#x3BB; &#39;) but those of ASCII letters, digits, # and ;. What was encoded several times is decoded as
/// often, so that decoding again changes nothing. An ampersand that begins none of these stays. Pure, linear.
std::optional<std::string> decode_entities(std::string_view text);

}  // namespace litdex::normalize
