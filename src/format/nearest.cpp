// SPDX-License-Identifier: MIT
#include "format/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.hpp"

namespace litdex::format {
namespace {

/// So many names of a stream's own are repeated in a message, and so many bytes of each.
constexpr std::size_t k_named = 6;
constexpr std::size_t k_name_bytes = 40;

std::string list_of(const std::vector<std::string_view>& names) {
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), k_named); ++i) {
    if (i > 0) list += ", ";
    list += base::printable(base::utf8_prefix(names[i], k_name_bytes));
  }
  if (names.size() > k_named) list += ", …";
  return list;
}

/// The keys of the first object of a JSON text, as they are written.
std::vector<std::string_view> first_keys(std::string_view json) {
  std::vector<std::string_view> keys;
  int depth = 0;
  for (std::size_t i = json.find('{'); i < json.size(); ++i) {
    if (json[i] == '{' || json[i] == '[') ++depth;
    if ((json[i] == '}' || json[i] == ']') && --depth == 0) break;
    if (json[i] != '"') continue;
    const std::size_t begin = i + 1;
    for (++i; i < json.size() && json[i] != '"'; ++i) i += json[i] == '\\' ? 1 : 0;
    const std::size_t next = i < json.size() ? json.find_first_not_of(" \t\r\n", i + 1) : json.size();
    if (depth == 1 && next < json.size() && json[next] == ':') keys.push_back(json.substr(begin, i - begin));
  }
  return keys;
}

NearMiss nearest_json(std::string_view text) {
  const std::vector<std::string_view> keys = first_keys(text);
  if (keys.empty()) return {"arxiv-json", "it is JSON in which no object begins"};
  return {"arxiv-json",
          fmt::format("its first object has none of the members of a paper that are known, but {}", list_of(keys))};
}

/// The name of the first element of an XML text, without its prefix.
std::string_view root_name(std::string_view xml) {
  std::size_t begin = 0;
  while ((begin = xml.find('<', begin)) != std::string_view::npos) {
    ++begin;
    if (begin < xml.size() && xml[begin] != '?' && xml[begin] != '!') break;
  }
  const std::string_view name = xml.substr(std::min(begin, xml.size()));
  const std::string_view whole = name.substr(0, std::min(name.find_first_of(" \t\r\n/>"), name.size()));
  return whole.substr(whole.find(':') + 1);
}

NearMiss nearest_xml(std::string_view text) {
  return {"arxiv-oai",
          fmt::format("it is XML that begins with <{}>, and neither a page of OAI-PMH with metadata of arXiv "
                      "or Dublin Core nor a feed of arXiv",
                      list_of({root_name(text)}))};
}

/// The columns that the first line names, if it looks like the header of a table.
std::optional<std::vector<std::string_view>> table_columns(std::string_view text) {
  const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size()));
  for (const char delimiter : {'\t', ',', ';', '|'}) {
    const auto count = static_cast<std::size_t>(std::ranges::count(line, delimiter));
    const std::string_view second = text.substr(std::min(line.size() + 1, text.size()));
    const std::string_view second_line = second.substr(0, std::min(second.find('\n'), second.size()));
    const bool is_repeated = std::ranges::count(second_line, delimiter) >= static_cast<std::ptrdiff_t>(count);
    if (count > 0 && is_repeated) return base::split(line, delimiter);
  }
  return std::nullopt;
}

}  // namespace

NearMiss nearest_format(std::string_view head) {
  head = base::without_byte_order_mark(head);
  const std::string_view text = base::trim(head);
  if (text.starts_with('{') || text.starts_with('[')) return nearest_json(text);
  if (text.starts_with('<')) return nearest_xml(text);
  if (const auto columns = table_columns(text)) {
    return {"csv", fmt::format("its first line names no column with an identifier, a DOI or a title: {}; "
                               "--map FIELD=COLUMN does",
                               list_of(*columns))};
  }
  return {"arxiver-text", "no line at its beginning starts with arXiv: and an identifier"};
}

}  // namespace litdex::format
