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

/// Pure, total, and idempotent: cleaning a clean text changes nothing.
Clean clean(std::string_view text);

/// The same with TeX's accents and text commands as Unicode (see tex.hpp).
Clean clean_tex(std::string_view text);

}  // namespace litdex::normalize
