// The tags of XML, as far as finding the ends of entries needs them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace litdex::format {

/// The longest qualified name of an entry; a longer name is none of an entry's.
inline constexpr std::size_t k_max_tag_name = 128;

/// The front of a tag: "<oai:record" or "</oai:record". The views point into the text that was matched.
struct TagName {
  std::string_view prefix;
  std::string_view local;
  bool is_end = false;
  /// Bytes from "<" to the end of the name.
  std::size_t length = 0;
};

/// The tag that begins at the front of `text`, or nothing. Not more than k_max_tag_name + 3 bytes count.
std::optional<TagName> match_tag_name(std::string_view text);

/// The first tag in `text`, which is cut off behind the tag's name; nothing, and `text` empty, where there is none.
std::optional<TagName> take_tag(std::string_view& text);

/// `name` without its prefix.
constexpr std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The value of the attribute `name` in `attributes`, what stands between a tag's name and its ">"; empty when absent.
std::string_view attribute_in(std::string_view attributes, std::string_view name);

}  // namespace litdex::format
