// SPDX-License-Identifier: MIT
#include "search/query.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace litdex::search {
namespace {

bool is_space(std::uint32_t c) {
  if (c < 0x80) return base::is_blank(static_cast<char>(c));
  return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_ZS;
}

/// Whether the tokenizer (unicode61) makes a token of this code point: letters, numbers, private use.
bool is_token_character(std::uint32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CO: return true;
    default: return false;
  }
}

bool has_token(std::string_view word) {
  while (!word.empty()) {
    const base::CodePoint point = base::read_code_point(word);
    if (point.is_valid && is_token_character(point.value)) return true;
    word.remove_prefix(point.length);
  }
  return false;
}

/// The length of the run at the front of `text` whose code points all are, or all are not, white space.
std::size_t run_length(std::string_view text, bool of_space) {
  std::size_t length = 0;
  while (length < text.size()) {
    const base::CodePoint point = base::read_code_point(text.substr(length));
    if (is_space(point.value) != of_space) break;
    length += point.length;
  }
  return length;
}

/// Words and phrases in the order typed; a quote opens a phrase only at the start of a word.
std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    text.remove_prefix(run_length(text, true));
    if (text.empty()) return words;
    if (text.front() == '"') {
      text.remove_prefix(1);
      const std::size_t end = std::min(text.find('"'), text.size());
      words.push_back(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    } else {
      const std::size_t end = run_length(text, false);
      words.push_back(text.substr(0, end));
      text.remove_prefix(end);
    }
  }
}

}  // namespace

std::vector<std::string_view> query_words(std::string_view typed) {
  if (typed.size() > k_max_query_bytes) {
    throw base::Error(base::ExitCode::usage,
                      fmt::format("the search text is {} bytes long; at most {} are possible",
                                  base::with_commas(typed.size()), base::with_commas(k_max_query_bytes)),
                      "search for fewer words");
  }
  std::vector<std::string_view> words = split_words(typed);
  std::erase_if(words, [](std::string_view word) { return !has_token(word); });
  if (words.size() > k_max_query_words) {
    throw base::Error(
        base::ExitCode::usage,
        fmt::format("the search text has {} words; at most {} are possible", words.size(), k_max_query_words),
        "search for fewer words");
  }
  return words;
}

std::string quoted(std::string_view word) {
  std::string out = "\"";
  for (const char c : word) {
    if (c == '\0') continue;  // FTS5 reads a C string: a NUL would end it inside the quotes
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string to_fts5(std::string_view typed) {
  // A space, not AND: FTS5 then leaves out a word that its own, older Unicode tables find no token in.
  std::string expression;
  for (const std::string_view word : query_words(typed)) {
    if (!expression.empty()) expression += ' ';
    expression += quoted(word);
  }
  return expression;
}

}  // namespace litdex::search
