// What the elements of a Dublin Core record say, in XML or JSON. The rules: docs/formats/dublin_core.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "record/field.hpp"

namespace litdex::format {

/// The elements of a record, added one by one. It holds views of their texts.
class DublinCore {
 public:
  /// Keeps `text`, which stays where it is as long as this object is used, if `element`, a name without prefix, says
  /// something of the paper. A blank text is no element.
  void add(std::string_view element, std::string_view text);

  /// Whether a text of that element was kept.
  [[nodiscard]] bool has(std::string_view element) const;

  /// Gives each field that the elements make, once, with a text that is valid during the call.
  void give(const std::function<void(record::Field, std::string_view)>& give_field) const;

 private:
  using Texts = std::vector<std::string_view>;
  using Give = std::function<void(record::Field, std::string_view)>;

  /// Of a name in the table in dublin_core.cpp, by its place there.
  static constexpr std::size_t k_elements = 7;

  void give_creators(const Give& give_field) const;
  void give_descriptions(const Give& give_field) const;
  void give_identifiers(const Give& give_field) const;
  void give_rest(const Give& give_field) const;

  std::array<Texts, k_elements> m_texts;
};

}  // namespace litdex::format
