// What a stream of no known format comes nearest to, so that the message can say what it lacks.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::format {

/// A format, and why `head` is not of it: the end of a sentence that begins with the name of the stream.
struct NearMiss {
  std::string_view format;
  std::string why;
};

/// Judges `head`, the first bytes of a stream that no format detects, by its outer form: JSON, XML, a table, or text.
/// Pure.
NearMiss nearest_format(std::string_view head);

}  // namespace litdex::format
