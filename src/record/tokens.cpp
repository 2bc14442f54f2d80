// SPDX-License-Identifier: MIT
#include "record/tokens.hpp"

#include "base/text.hpp"

namespace litdex::record {
namespace {

constexpr std::string_view k_dash = "-";

bool is_letter(char c) { return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

/// The bytes of the dash that `text` begins with (hyphen-minus, U+2010 to U+2015, U+2212), or 0.
std::size_t dash_length(std::string_view text) {
  if (text.starts_with('-')) return 1;
  if (text.starts_with("\u2212")) return 3;
  return text.size() >= 3 && text.starts_with("\xE2\x80") && text[2] >= '\x90' && text[2] <= '\x95' ? 3 : 0;
}

/// The end of the token that begins at `start`, which is no blank.
std::size_t end_of(std::string_view text, std::size_t start, Token::Kind kind) {
  std::size_t end = start;
  switch (kind) {
    case Token::Kind::number:
      while (end < text.size() && is_ascii_digit(text[end])) ++end;
      return end;
    case Token::Kind::word:
      while (end < text.size() && is_letter(text[end]) && dash_length(text.substr(end)) == 0) ++end;
      return end;
    case Token::Kind::mark: break;
  }
  if (dash_length(text.substr(start)) == 0) return start + 1;
  while (const std::size_t dash = dash_length(text.substr(end))) end += dash;
  return end;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  using Kind = Token::Kind;
  constexpr std::size_t k_usual_token_length = 3;
  std::vector<Token> tokens;
  tokens.reserve(text.size() / k_usual_token_length + 1);
  bool is_glued = false;
  for (std::size_t i = 0; i < text.size();) {
    if (base::is_blank(text[i])) {
      is_glued = false;
      ++i;
      continue;
    }
    const bool is_dash = dash_length(text.substr(i)) > 0;
    const Kind kind = is_dash                   ? Kind::mark
                      : is_ascii_digit(text[i]) ? Kind::number
                      : is_letter(text[i])      ? Kind::word
                                                : Kind::mark;
    const std::size_t end = end_of(text, i, kind);
    tokens.push_back({kind, is_dash ? k_dash : text.substr(i, end - i), i, is_glued});
    is_glued = true;
    i = end;
  }
  return tokens;
}

}  // namespace litdex::record
