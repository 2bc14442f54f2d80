// One letter as TeX writes it: \"o, \c{c}, {\o}, \'{\i}. Rules T2 and T3 of docs/normalizing.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace litdex::normalize {

/// A letter with its marks, and how many bytes of the source it took.
struct TexLetter {
  std::string text;
  std::size_t length = 0;
};

/// The name of the command at the front of `text`, which begins with a backslash: all letters that follow, or one other
/// character. Empty at the end of the text.
std::string_view command_name(std::string_view text);

/// The letter that the command at the front of `text` writes, `text` beginning with a backslash. `before` is the
/// character before it, a blank where there is none: a digit tells the unit in "5 \AA wide" from a letter.
std::optional<TexLetter> match_tex_letter(std::string_view text, char before);

}  // namespace litdex::normalize
