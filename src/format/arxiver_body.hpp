// The lines before an anchor line, abstract and comments: rules B1 to B9 of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "format/choice.hpp"

namespace litdex::format {

/// arXiv wraps abstracts so that a word that would end after this column begins a line. Some lines are two longer.
inline constexpr std::size_t k_wrap_column = 77;
inline constexpr std::size_t k_longest_line = 79;

/// Abstract and comments, and the probability that they are told apart rightly. Either may be empty.
struct Body {
  std::string_view abstract;
  std::string_view comments;
  double probability = 1;
};

/// Whether Body::probability is wanted. Where it is not, B5, B7 and B8 are left out, which decide about nothing else.
enum class Judging : std::uint8_t { wanted, left_out };

/// Takes the lines before an anchor line apart. Pure.
Body split_body(std::string_view body, Judging judging = Judging::wanted);

/// How many lines there are, and the column before which they may have been wrapped.
struct Wrapping {
  std::size_t lines = 0;
  std::size_t column = k_wrap_column;
};

/// B4: what is observed about `line`, the last of several, being the comments and not the abstract's last line.
void observe_last_line(Observations& seen, std::string_view line_before, std::string_view line,
                       const Wrapping& wrapping);

}  // namespace litdex::format
