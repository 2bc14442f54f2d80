// Authors one by one, written as the list that normalizing knows: "Family, Given Suffix (Affiliation; Affiliation);".
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace litdex::format {

/// Whether `text`, which stands where one name should, is a line of several: outside parentheses it has a semicolon,
/// more than the commas of "Family, Given, Jr.", or "and" where it is no collaboration's name.
bool holds_several_names(std::string_view text);

/// A list of names under way.
class NameList {
 public:
  /// Adds a name in parts. A collaboration that was parted like a person ("Collaboration", "The CDF") is put together
  /// again; a name without letters is left out.
  void add(std::string_view family, std::string_view given = {}, std::string_view suffix = {});

  /// Adds an affiliation to the name added last.
  void add_affiliation(std::string_view affiliation);

  /// The whole list: each name followed by ";". Nothing is left here.
  [[nodiscard]] std::string take();

 private:
  /// Appends the parts that are not empty, the first two parted by `first_separator` where the first is one of them.
  void begin_name(std::initializer_list<std::string_view> parts, std::string_view first_separator);
  void end_name();

  std::string m_text;
  bool m_is_in_name = false;   ///< the text ends with a name that may still get affiliations
  std::string m_affiliations;  ///< of that name
};

}  // namespace litdex::format
