// What is no dump: files that people try, told by their first bytes, so that the message can say what to do.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace litdex::format {

/// What a stream looks like that no format reads: "a PDF file", and what to do about it.
struct Foreign {
  std::string_view what;
  std::string_view hint;
};

/// Recognizes `head`, the first bytes of a stream. Pure.
std::optional<Foreign> recognize_foreign(std::string_view head);

}  // namespace litdex::format
