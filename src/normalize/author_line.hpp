// arXiv's one string of authors: "A. Author (Inst. A), B. Author and C. Author". Rules A7 to A11 of docs/authors.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "record/author.hpp"

namespace litdex::normalize {

/// The authors that `text` names, in their order, with their affiliations. Pure, linear.
std::vector<record::Author> read_author_line(std::string_view text);

/// Whether the line is one name to which none of those rules applies: it is read as it stands. Answers no for some that
/// are. Its words are parted by one blank each.
bool is_plain_name(std::string_view line);

}  // namespace litdex::normalize
