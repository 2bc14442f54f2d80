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

/// Whether `text` has the form of a category, in any case: an archive of the taxonomy, former ones included, or one
/// with a dot and a subject of two letters or more. An archive alone that is no category itself (cs, math) counts in
/// lower case only, because such names are words too. Rule E5 of docs/formats/arxiv_atom.md.
bool is_category_code(std::string_view text);

/// The codes in `text`, separated by blanks, "," or ";": each once and in their order, in the case of the taxonomy, the
/// successor in place of an ended archive. What is no code stays as given. Joined by a blank.
std::string canonical_categories(std::string_view text);

}  // namespace litdex::record
