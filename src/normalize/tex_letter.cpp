// SPDX-License-Identifier: MIT
#include "normalize/tex_letter.hpp"

#include <utf8proc.h>

#include "base/text.hpp"
#include "normalize/tex_symbols.hpp"

namespace litdex::normalize {
namespace {

// Vietnamese has two accents on one letter: \'{\^{e}}. Nothing has more.
constexpr int k_deepest = 4;

constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_blanks(std::string_view text) {
  const std::size_t end = text.find_first_not_of(' ');
  return end == std::string_view::npos ? text.size() : end;
}

/// Whether Unicode has one character for the letter and its mark.
bool is_composed_letter(std::uint32_t letter, std::uint32_t mark) {
  utf8proc_int32_t pair[] = {static_cast<utf8proc_int32_t>(letter), static_cast<utf8proc_int32_t>(mark)};
  return utf8proc_normalize_utf32(pair, 2, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE)) == 1;
}

bool is_letter_category(std::uint32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

std::optional<TexLetter> match_command(std::string_view text, char before, int depth);

/// What an accent is put on: a letter, or a command that writes one.
std::optional<TexLetter> match_base(std::string_view text, int depth) {
  if (text.empty() || depth > k_deepest) return std::nullopt;
  if (text.front() == '\\') {
    const std::string_view name = command_name(text);
    if (name == "i" || name == "j") {
      const std::string_view rest = text.substr(1 + name.size());
      const std::size_t end = rest.starts_with("{}") ? 2 : count_blanks(rest);
      return TexLetter{std::string(name), 1 + name.size() + end};
    }
    return match_command(text, ' ', depth + 1);
  }
  if (text.front() == '{') {
    auto inner = match_base(text.substr(1), depth + 1);
    if (!inner || !text.substr(1 + inner->length).starts_with('}')) return std::nullopt;
    inner->length += 2;
    return inner;
  }
  const base::CodePoint point = base::read_code_point(text);
  if (!point.is_valid || !is_letter_category(point.value)) return std::nullopt;
  return TexLetter{std::string(text.substr(0, point.length)), point.length};
}

void put_mark(TexLetter& letter, std::uint32_t mark) { base::append_utf8(letter.text, mark); }

/// T2: "{o}" after an accent; after one that is a sign, more letters may follow the first.
std::optional<TexLetter> match_braced(std::string_view text, std::uint32_t mark, bool is_sign, int depth) {
  const std::size_t blanks = count_blanks(text.substr(1));
  auto letter = match_base(text.substr(1 + blanks), depth);
  if (!letter) return std::nullopt;
  put_mark(*letter, mark);
  std::size_t end = 1 + blanks + letter->length;
  while (is_sign && end < text.size() && is_letter(text[end])) letter->text += text[end++];
  end += count_blanks(text.substr(end));
  if (!text.substr(end).starts_with('}')) return std::nullopt;
  letter->length = end + 1;
  return letter;
}

/// T2: the letter right after an accent. Where the accent could be something else, only a letter that Unicode knows
/// with it counts: \"quoted\" words, don\'t, and the macros that people name with one letter.
std::optional<TexLetter> match_bare(std::string_view text, char name, std::uint32_t mark, int depth) {
  constexpr std::string_view k_before_blank = "'`^";
  const bool is_sign = !is_letter(name);
  const std::size_t blanks = count_blanks(text);
  const std::string_view rest = text.substr(blanks);
  if (is_sign && blanks > 0) {
    const bool may_follow = k_before_blank.find(name) != std::string_view::npos && !rest.empty() && is_lower(rest[0]);
    if (!may_follow) return std::nullopt;
  }
  auto letter = match_base(rest, depth);
  if (!letter) return std::nullopt;
  // In English text this is an apostrophe that went through some program: Kirk\'s.
  const bool is_possessive = name == '\'' && letter->text == "s" && (rest.size() == 1 || !is_letter(rest[1]));
  if (is_possessive) return std::nullopt;
  const bool is_plain = rest.front() != '\\';
  const bool is_ambiguous = !is_sign || name == '"' || name == '\'' || blanks > 0;
  if (is_plain && is_ambiguous && !is_composed_letter(base::read_code_point(letter->text).value, mark)) {
    return std::nullopt;
  }
  put_mark(*letter, mark);
  letter->length += blanks;
  return letter;
}

/// T2: \t{oo} ties two letters.
std::optional<TexLetter> match_tie(std::string_view text, std::uint32_t mark) {
  constexpr std::size_t k_length = 4;
  if (text.size() < k_length || text[0] != '{' || !is_letter(text[1]) || !is_letter(text[2]) || text[3] != '}') {
    return std::nullopt;
  }
  TexLetter letter{std::string(1, text[1]), k_length};
  put_mark(letter, mark);
  letter.text += text[2];
  return letter;
}

std::optional<TexLetter> match_accented(std::string_view text, std::string_view name, std::uint32_t mark, int depth) {
  const std::string_view argument = text.substr(1 + name.size());
  const std::size_t blanks = is_letter(name.front()) ? count_blanks(argument) : 0;
  const std::string_view rest = argument.substr(blanks);
  std::optional<TexLetter> letter;
  if (name == "t") {
    letter = match_tie(rest, mark);
  } else if (rest.starts_with('{')) {
    letter = match_braced(rest, mark, !is_letter(name.front()), depth);
  } else {
    letter = match_bare(rest, name.front(), mark, depth);
  }
  if (letter) letter->length += 1 + name.size() + blanks;
  return letter;
}

/// T3: what ends the name of a letter: "{}", or a blank inside a word ("M\o ller").
std::size_t name_end_length(std::string_view rest, bool is_unit) {
  if (rest.starts_with("{}")) return 2;
  const bool goes_on = rest.size() > 1 && rest[0] == ' ' && is_lower(rest[1]);
  return goes_on && !is_unit ? 1 : 0;
}

std::optional<TexLetter> match_named(std::string_view text, std::string_view name, char before) {
  const std::string_view rest = text.substr(1 + name.size());
  // "\o3" is somebody's own command for ozone.
  if (!rest.empty() && is_digit(rest.front())) return std::nullopt;
  const auto letter = letter_of(name);
  if (!letter) return std::nullopt;
  return TexLetter{std::string(*letter), 1 + name.size() + name_end_length(rest, name == "AA" && is_digit(before))};
}

std::optional<TexLetter> match_command(std::string_view text, char before, int depth) {
  const std::string_view name = command_name(text);
  if (name.empty() || depth > k_deepest) return std::nullopt;
  if (const std::uint32_t mark = combining_mark(name)) return match_accented(text, name, mark, depth);
  return match_named(text, name, before);
}

}  // namespace

std::string_view command_name(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && is_letter(text[end])) ++end;
  if (end == 1 && end < text.size()) ++end;
  return text.substr(1, end - 1);
}

std::optional<TexLetter> match_tex_letter(std::string_view text, char before) { return match_command(text, before, 0); }

}  // namespace litdex::normalize
