// The authors of a paper, in whatever form a source gives them, as canonical text: rules A4 to A12 of docs/authors.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::normalize {

/// Authors as the database keeps them.
struct Authors {
  std::string text;
  /// Something else than separators, blanks and the order of a name's parts is not as it was.
  bool changed_more = false;
};

/// The canonical text of `text`, a clean one: a list where each name is followed by ";", or arXiv's one string. Pure,
/// total, and idempotent.
Authors canonical_authors(std::string_view text);

}  // namespace litdex::normalize
