// The lines of arXiv's text formats: rules, marks, separators, and the first line of an entry.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace litdex::format {

/// What a line is (docs/formats/arxiv_abs.md, L1 to L5).
enum class AbsLine : std::uint8_t {
  text,
  rule,       ///< twelve "-" or more
  mark,       ///< "%-%-%-" and the like: a section of a mailing begins or the last one ends
  separator,  ///< "\\" alone
  link,       ///< "\\ ( https://arxiv.org/abs/ID ,  27kb)"
};

/// `line` has no line end and begins where the line does.
AbsLine kind_of(std::string_view line);

/// The first line of `text`, without line end and blanks at its end.
std::string_view first_line(std::string_view text);

/// What follows the first line of `text`.
std::string_view after_first_line(std::string_view text);

/// `text` from its first line that is not empty.
std::string_view skip_empty_lines(std::string_view text);

/// `text` without blanks at its ends; those that mail programs make of spaces (U+00A0) are blanks too.
std::string_view trim_mail_blanks(std::string_view text);

/// The identifier of an entry's first line, as it stands, and its version ("v2") or nothing.
struct AbsHeader {
  std::string_view id;
  std::string_view version;
};

/// Reads "arXiv:ID" or "Paper: ID" at the front of `line` (H1).
std::optional<AbsHeader> match_abs_header(std::string_view line);

/// How many bytes after the beginning of a line decide what it means.
inline constexpr std::size_t k_abs_lookahead = 4096;

/// Whether an entry begins with the first line of `text`: a separator, then an identifier (E1).
bool begins_abs_entry(std::string_view text);

}  // namespace litdex::format
