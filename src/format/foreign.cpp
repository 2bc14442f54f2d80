// SPDX-License-Identifier: MIT
#include "format/foreign.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace litdex::format {
namespace {

constexpr Foreign k_utf16_little = {"UTF-16 text",
                                    "make it UTF-8 first: iconv -f UTF-16LE -t UTF-8 FILE | litdex import -"};
constexpr Foreign k_utf16_big = {"UTF-16 text",
                                 "make it UTF-8 first: iconv -f UTF-16BE -t UTF-8 FILE | litdex import -"};
constexpr Foreign k_old_line_ends = {"text whose lines end with CR",
                                     "end them with LF first: tr '\\r' '\\n' <FILE | litdex import -"};

struct Signature {
  std::string_view begin;
  Foreign foreign;
};

constexpr Signature k_signatures[] = {
    {"\xFF\xFE", k_utf16_little},
    {"\xFE\xFF", k_utf16_big},
    {"%PDF-", {"a PDF file", "litdex reads dumps of records, not papers"}},
    {"\x89PNG", {"a picture", "name a dump"}},
    {"\xFF\xD8\xFF", {"a picture", "name a dump"}},
    {"\x7F"
     "ELF",
     {"a program", "name a dump"}},
    {"SQLite format 3", {"an SQLite database", "import the dumps that it was made of"}},
    {"version https://git-lfs", {"a pointer of Git LFS", "git lfs pull gets the file itself"}},
    {"7z\xBC\xAF\x27\x1C", {"a 7z archive", "unpack it, then import what is in it"}},
    {"Rar!", {"a RAR archive", "unpack it, then import what is in it"}},
};

/// Whether most of every second byte, beginning with `first`, are NUL and no others, as Latin letters are in UTF-16.
bool is_every_second_nul(std::string_view text, std::size_t first) {
  std::size_t count = 0;
  for (std::size_t i = first; i < text.size(); i += 2) count += text[i] == '\0' ? 1 : 0;
  const auto all = static_cast<std::size_t>(std::ranges::count(text, '\0'));
  return text.size() >= 16 && count * 4 > (text.size() / 2) * 3 && all == count;
}

bool begins_with_tag(std::string_view text, std::string_view tag) {
  return base::ascii_lower(base::trim(text).substr(0, tag.size())) == tag;
}

}  // namespace

std::optional<Foreign> recognize_foreign(std::string_view head) {
  for (const Signature& signature : k_signatures) {
    if (head.starts_with(signature.begin)) return signature.foreign;
  }
  constexpr std::size_t k_looked_at = 4096;
  const std::string_view text = head.substr(0, k_looked_at);
  if (is_every_second_nul(text, 1)) return k_utf16_little;
  if (is_every_second_nul(text, 0)) return k_utf16_big;
  if (text.find('\0') != std::string_view::npos) return Foreign{"no text", "name a dump"};
  if (begins_with_tag(text, "<!doctype html") || begins_with_tag(text, "<html")) {
    return Foreign{"an HTML page", "save the page as text, or import a dump"};
  }
  const bool has_old_line_ends = text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos;
  return has_old_line_ends ? std::optional(k_old_line_ends) : std::nullopt;
}

}  // namespace litdex::format
