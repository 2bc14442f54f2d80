// The parts of one entry of the arXiver page text: its anchor line and its dates.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "format/segment.hpp"

namespace litdex::format {

/// An anchor line at the front of a text (docs/formats/arxiver_text.md, A1 to A6). Lengths are bytes.
struct Anchor {
  /// Where the identifier stands.
  std::size_t id_begin = 0;
  std::size_t id_length = 0;
  /// Its version with the "v", where the line has one.
  std::size_t version_length = 0;
  /// What belongs to the anchor after them: the mark of a tail, or no-break spaces.
  std::size_t end_length = 0;
  /// " - " follows: a DOI, a journal reference, or both.
  bool has_tail = false;

  /// The first byte after identifier and version.
  [[nodiscard]] std::size_t id_end() const { return id_begin + id_length + version_length; }
  /// Where a tail, dates, or the next entry may begin.
  [[nodiscard]] std::size_t end() const { return id_end() + end_length; }
};

/// What an anchor line begins with.
inline constexpr std::string_view k_anchor_prefix = "arXiv:";

/// How many bytes of spaces, tabs and no-break spaces may stand before it.
inline constexpr std::size_t k_max_indentation = 64;

/// The bytes of such spaces at the front of `text`, k_max_indentation at most.
std::size_t indentation_length(std::string_view text);

/// The same at its end.
std::size_t trailing_indentation_length(std::string_view text);

/// How many bytes after the beginning of a line decide whether it is an anchor and where its record ends.
inline constexpr std::size_t k_anchor_lookahead = 4096;

/// The anchor at the front of `text`, which begins a line or follows its indentation. `text` reaches k_anchor_lookahead
/// bytes far or to the end of the stream.
std::optional<Anchor> match_anchor(std::string_view text);

/// The dates of a record at the front of `text`: "Created: YYYY-MM-DD", and "Updated: YYYY-MM-DD" or
/// nothing, on the same line or a later one.
struct Dates {
  std::string_view created;
  std::string_view updated;
  std::size_t length = 0;
};
std::optional<Dates> match_dates(std::string_view text);

/// E4: whether all of `line` is the first part of "LABEL: YYYY-MM-DD", where `label` is "LABEL:".
bool has_broken_date(std::string_view line, std::string_view label);

/// The first dates in `line`, and where they begin.
std::optional<std::size_t> find_dates(std::string_view line);

/// The offset of the anchor line in the text of a whole entry: its last line that is one.
std::optional<std::size_t> find_anchor_line(std::string_view entry);

/// Pure: what the text of a record segment says.
Decoded decode_arxiver_text(std::string_view entry);

}  // namespace litdex::format
