// How many pages and figures a paper has, as far as its comments say so exactly: docs/facts.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace litdex::record {

/// What comments say of a paper's size.
struct Counts {
  std::optional<int> pages;
  std::optional<int> figures;

  friend bool operator==(const Counts&, const Counts&) = default;
};

/// The counts that `comments` state (rules C1 to C9 of docs/facts.md); absent where they do not, or not exactly.
Counts counts_in(std::string_view comments);

}  // namespace litdex::record
