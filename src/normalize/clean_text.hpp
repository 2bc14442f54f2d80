// Cleans one text, and tells whether more than its white space changed.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::normalize {

/// A clean text (see clean_text in normalize.hpp).
struct Clean {
  std::string text;
  /// Something else than white space is not as it was in the source.
  bool changed_more = false;
};

/// Writes the clean text over `result`, whose memory serves one text after the other. `text` does not point into it.
/// Total, and idempotent: cleaning a clean text changes nothing.
void clean(std::string_view text, Clean& result);

/// The same with TeX's accents and text commands as Unicode (see tex.hpp).
void clean_tex(std::string_view text, Clean& result);

}  // namespace litdex::normalize
