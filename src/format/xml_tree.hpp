// One entry of XML as a list of its elements. The rules: docs/formats/xml.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace litdex::format {

/// An element. The views point into the tree.
struct XmlElement {
  static constexpr std::size_t k_root = 0;

  /// Its place in the list is after its parent's; the root is its own.
  std::size_t parent = k_root;
  /// Without prefix.
  std::string_view name;
  /// All text in it, that of the elements in it included.
  std::string_view text;
  bool has_children = false;
};

/// The elements of an entry, in the order of their start tags: at least one. Moving it leaves all views valid.
class XmlTree {
 public:
  [[nodiscard]] const std::vector<XmlElement>& elements() const { return m_elements; }

  /// The name of the element that holds `element`; empty for the root.
  [[nodiscard]] std::string_view parent_name(const XmlElement& element) const;

  /// The value of the attribute of that local name, or empty.
  [[nodiscard]] std::string_view attribute(const XmlElement& element, std::string_view name) const;

  /// The text that the views of text point into, to be kept as long as these are used.
  [[nodiscard]] std::string take_text() { return std::move(m_text); }

 private:
  friend class XmlTreeBuilder;
  struct Attribute {
    std::size_t element = 0;
    std::string_view name;
    std::string_view value;
  };

  std::vector<XmlElement> m_elements;
  std::vector<Attribute> m_attributes;
  std::string m_names;
  std::string m_text;
};

/// The entry as a tree, or why it is none. Namespaces are not looked at, no DTD is read and no entity expanded but
/// those of XML itself; what XML forbids and dumps hold nevertheless is mended (T2).
std::variant<XmlTree, std::string> parse_xml(std::string_view entry);

}  // namespace litdex::format
