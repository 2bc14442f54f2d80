// Who wrote a paper: the canonical text of its authors, and the names in it. Rules A1 to A6 and A10 of docs/authors.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::record {

/// An author. A part that is not known is empty; a collaboration has a name only.
struct Author {
  /// In natural order, without affiliation: "Ludwig van Beethoven", "Martin Luther King Jr.".
  std::string name;
  std::string family;
  std::string given;
  /// "Jr.", "III".
  std::string suffix;
  /// Several are separated by "; ".
  std::string affiliation;

  friend bool operator==(const Author&, const Author&) = default;
};

/// A text of more names is no list of authors: the longest known has some 6,000.
inline constexpr std::size_t k_most_names = 65536;

/// A part of a text in parentheses that match: from the opening one to the byte after the closing one.
struct Group {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The outermost groups of `text`, in order. A parenthesis without partner is an ordinary character. Linear.
std::vector<Group> outer_groups(std::string_view text);

/// Whether `separator` stands outside all groups.
bool has_outside_groups(std::string_view text, char separator);

/// A1: whether the name is that of a collaboration, a team, a consortium.
bool is_collaboration(std::string_view name);

/// A10: makes "for the X Collaboration" the X Collaboration, and of "A. Author for the X Collaboration" A. Author.
/// Returns what the author speaks for, "for the X Collaboration", or nothing.
std::string take_role(std::string& name);

/// A2: whether the word is a name suffix: "Jr.", "III".
bool is_name_suffix(std::string_view word);

/// A3: the parts of a name in natural order.
Author author_of(std::string_view name);

/// A4: the names in a text where each is followed by ";" (the last one may have none), in their order; none where there
/// are too many.
std::vector<Author> author_names(std::string_view text);

/// A5: the text that author_names reads the same authors from. Each name is in natural order, or "Family, Given Suffix"
/// where its parts would not be found so.
std::string author_text(const std::vector<Author>& authors);

/// A list of names as it is to be written.
struct CanonicalList {
  std::string text;
  /// It is known to be made of the same words: only their order and what parts them may have changed.
  bool is_only_reordered = true;
};

/// A4 and A5: author_text(author_names(text)), without parting the names that stand as they are to be written.
CanonicalList canonical_list(std::string_view text);

}  // namespace litdex::record
