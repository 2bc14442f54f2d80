// What LaTeX's accents and text symbols stand for: one table each.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace litdex::normalize {

/// The combining mark of the accent command `name` (without its backslash: "'", "\"", "c", "H"); 0 when it is none.
std::uint32_t combining_mark(std::string_view name);

/// The text of a command that stands for a letter of a word ("ss" is "ß").
std::optional<std::string_view> letter_of(std::string_view name);

/// The text of a command that stands for another sign or a word ("textendash", "pounds", "LaTeX").
std::optional<std::string_view> symbol_of(std::string_view name);

/// Whether the command changes the font of the rest of its group: {\it ...}.
bool is_font_switch(std::string_view name);

/// Whether the command changes nothing but how its argument looks: \emph{...}.
bool is_style_command(std::string_view name);

}  // namespace litdex::normalize
