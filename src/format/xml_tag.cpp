// SPDX-License-Identifier: MIT
#include "format/xml_tag.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "format/char_class.hpp"

namespace litdex::format {
namespace {

constexpr CharSet k_name_ends(" \t\r\n\v\f/><=\"'&");

bool begins_name(char c) { return is_letter(c) || c == '_' || !is_ascii(c); }

std::string_view skip_blanks(std::string_view text) {
  while (!text.empty() && base::is_blank(text.front())) text.remove_prefix(1);
  return text;
}

/// What stands before the first character that ends a name, or the first `max` bytes.
std::string_view name_at(std::string_view text, std::size_t max) {
  text = text.substr(0, max);
  const auto* const end = std::ranges::find_if(text, [](char c) { return k_name_ends.has(c); });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

}  // namespace

std::optional<TagName> match_tag_name(std::string_view text) {
  TagName tag;
  tag.is_end = text.size() > 1 && text[1] == '/';
  const std::size_t begin = tag.is_end ? 2 : 1;
  if (!text.starts_with('<') || text.size() <= begin || !begins_name(text[begin])) return std::nullopt;
  const std::string_view name = name_at(text.substr(begin), k_max_tag_name + 1);
  // At the end of the text the name may be cut off; it is taken as it stands.
  if (name.size() > k_max_tag_name) return std::nullopt;
  tag.local = local_name(name);
  tag.prefix = name.substr(0, name.size() - tag.local.size());
  tag.length = begin + name.size();
  return tag;
}

std::optional<TagName> take_tag(std::string_view& text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::optional<TagName> tag = match_tag_name(text.substr(at));
    if (!tag) continue;
    text.remove_prefix(at + tag->length);
    return tag;
  }
  text = {};
  return std::nullopt;
}

std::string_view attribute_in(std::string_view attributes, std::string_view name) {
  for (std::string_view rest = skip_blanks(attributes); !rest.empty(); rest = skip_blanks(rest)) {
    const std::string_view found = name_at(rest, rest.size());
    rest = skip_blanks(rest.substr(found.size()));
    if (found.empty() && !rest.empty() && rest.front() != '=') rest.remove_prefix(1);
    if (!rest.starts_with('=')) continue;
    rest = skip_blanks(rest.substr(1));
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) continue;
    const std::size_t end = std::min(rest.find(rest.front(), 1), rest.size());
    if (found == name) return rest.substr(1, end - 1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

}  // namespace litdex::format
