// The categories of arXiv's taxonomy: their codes, and which one stands for an ended archive.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace litdex::record {

/// A category. A test compares the table with seeds/arxiv_categories.sql.
struct Category {
  std::string_view code;
  /// The category that took the place of an ended archive; empty where none did.
  std::string_view successor;
};

/// All of them, ordered by code without regard to case.
std::span<const Category> categories();

/// The codes in `text`, separated by blanks, "," or ";": each once and in their order, in the case of the taxonomy, the
/// successor in place of an ended archive. What is no code stays as given. Joined by a blank.
std::string canonical_categories(std::string_view text);

}  // namespace litdex::record
