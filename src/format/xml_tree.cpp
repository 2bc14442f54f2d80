// SPDX-License-Identifier: MIT
#include "format/xml_tree.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <random>
#include <utility>

#include "format/xml_repair.hpp"
#include "format/xml_tag.hpp"

// The rules T are those of docs/formats/xml.md.
namespace litdex::format {

namespace {

// T4: a record of a page has some hundreds, one with 5,000 authors some 20,000. Each takes more than 100 bytes.
constexpr std::size_t k_most_nodes = 1U << 20U;

using OwnedParser = std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)>;

OwnedParser make_parser() { return {XML_ParserCreate("UTF-8"), XML_ParserFree}; }

/// A parser, the thread's own one for entries of usual size: making one takes a sixth of the time of decoding.
class PooledParser {
 public:
  explicit PooledParser(std::size_t entry_bytes) : m_own(nullptr, XML_ParserFree) {
    // A parser keeps a buffer of twice the longest text.
    constexpr std::size_t k_usual_bytes = 256U << 10U;
    if (entry_bytes > k_usual_bytes) {
      m_own = make_parser();
      m_parser = m_own.get();
      return;
    }
    thread_local const OwnedParser shared = make_parser();
    thread_local const unsigned long salt = std::random_device()() | 1UL;
    m_parser = shared.get();
    if (m_parser == nullptr) return;
    XML_ParserReset(m_parser, "UTF-8");
    // Otherwise the system is asked for random bytes with every entry.
    XML_SetHashSalt(m_parser, salt);
  }

  [[nodiscard]] XML_Parser get() const { return m_parser; }

 private:
  OwnedParser m_own;
  XML_Parser m_parser = nullptr;
};

}  // namespace

/// Makes a tree of what the parser tells. Views are made at the end, when the texts move no more.
class XmlTreeBuilder {
 public:
  /// T4: whether the entry was given up because it has too many elements and attributes.
  [[nodiscard]] bool has_too_many() const { return m_has_too_many; }

  /// The tree, or the message of the parser.
  std::variant<XmlTree, std::string> build(std::string_view entry) {
    const PooledParser pooled(entry.size());
    m_parser = pooled.get();
    if (m_parser == nullptr) return std::string("no memory to parse it");
    XML_SetUserData(m_parser, this);
    XML_SetElementHandler(m_parser, begin_element, end_element);
    XML_SetCharacterDataHandler(m_parser, add_text);
    XML_SetStartDoctypeDeclHandler(m_parser, refuse_doctype);
    const XML_Status status = XML_Parse(m_parser, entry.data(), static_cast<int>(entry.size()), XML_TRUE);
    if (status != XML_STATUS_OK) return message();
    return finish();
  }

 private:
  /// Where a text is in one of the tree's strings.
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::string_view in(std::string_view whole) const { return whole.substr(begin, end - begin); }
  };
  struct Element {
    Span name;
    Span text;
  };
  struct Attribute {
    Span name;
    Span value;
  };

  static XmlTreeBuilder& self(void* data) { return *static_cast<XmlTreeBuilder*>(data); }

  static void begin_element(void* data, const XML_Char* name, const XML_Char** attributes) {
    self(data).begin(name, attributes);
  }
  static void end_element(void* data, const XML_Char*) { self(data).end(); }
  static void add_text(void* data, const XML_Char* text, int length) {
    self(data).m_tree.m_text.append(text, static_cast<std::size_t>(length));
  }
  static void refuse_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    self(data).m_has_doctype = true;
    XML_StopParser(self(data).m_parser, XML_FALSE);
  }

  Span keep_name(std::string_view name) {
    const std::size_t begin = m_tree.m_names.size();
    m_tree.m_names += name;
    return {begin, m_tree.m_names.size()};
  }

  void begin(const XML_Char* name, const XML_Char** attributes) {
    if (m_elements.size() + m_attributes.size() >= k_most_nodes) return give_up();
    const std::size_t index = m_elements.size();
    const std::size_t parent = m_open.empty() ? XmlElement::k_root : m_open.back();
    if (index > 0) m_tree.m_elements[parent].has_children = true;
    m_tree.m_elements.push_back({parent, {}, {}, false});
    const std::size_t text = m_tree.m_text.size();
    m_elements.push_back({keep_name(local_name(name)), {text, text}});
    m_open.push_back(index);
    for (; *attributes != nullptr; attributes += 2) {
      if (m_elements.size() + m_attributes.size() >= k_most_nodes) return give_up();
      m_tree.m_attributes.push_back({index, {}, {}});
      const Span attribute = keep_name(local_name(attributes[0]));
      m_attributes.push_back({attribute, keep_name(attributes[1])});
    }
  }

  void give_up() {
    m_has_too_many = true;
    XML_StopParser(m_parser, XML_FALSE);
  }

  void end() {
    if (m_has_too_many) return;  // the parser still tells the end of an element without content
    m_elements[m_open.back()].text.end = m_tree.m_text.size();
    m_open.pop_back();
  }

  [[nodiscard]] std::string message() const {
    if (m_has_too_many) return "more than 1,048,576 elements and attributes";
    if (m_has_doctype) return "a document type has no place in an entry";
    return fmt::format("not well-formed XML: {} in line {} of the entry", XML_ErrorString(XML_GetErrorCode(m_parser)),
                       XML_GetCurrentLineNumber(m_parser));
  }

  XmlTree finish() {
    // A short string lies inside its object, and would move with the tree.
    m_tree.m_names.reserve(k_apart);
    m_tree.m_text.reserve(k_apart);
    for (std::size_t i = 0; i < m_elements.size(); ++i) {
      m_tree.m_elements[i].name = m_elements[i].name.in(m_tree.m_names);
      m_tree.m_elements[i].text = m_elements[i].text.in(m_tree.m_text);
    }
    for (std::size_t i = 0; i < m_attributes.size(); ++i) {
      m_tree.m_attributes[i].name = m_attributes[i].name.in(m_tree.m_names);
      m_tree.m_attributes[i].value = m_attributes[i].value.in(m_tree.m_names);
    }
    return std::move(m_tree);
  }

  static constexpr std::size_t k_apart = 64;

  XML_Parser m_parser = nullptr;
  XmlTree m_tree;
  std::vector<Element> m_elements;
  std::vector<Attribute> m_attributes;
  std::vector<std::size_t> m_open;
  bool m_has_doctype = false;
  bool m_has_too_many = false;
};

std::string_view XmlTree::parent_name(const XmlElement& element) const {
  return &element == m_elements.data() ? std::string_view() : m_elements[element.parent].name;
}

std::string_view XmlTree::attribute(const XmlElement& element, std::string_view name) const {
  const auto index = static_cast<std::size_t>(&element - m_elements.data());
  // The attributes stand in the order of their elements.
  auto at = std::ranges::lower_bound(m_attributes, index, {}, &Attribute::element);
  for (; at != m_attributes.end() && at->element == index; ++at) {
    if (at->name == name) return at->value;
  }
  return {};
}

std::variant<XmlTree, std::string> parse_xml(std::string_view entry) {
  std::variant<XmlTree, std::string> parsed;
  {
    XmlTreeBuilder builder;
    parsed = builder.build(entry);
    if (std::holds_alternative<XmlTree>(parsed) || builder.has_too_many()) return parsed;
  }
  // T2: only what is not well-formed is mended.
  const std::string repaired = repair_xml(entry);
  if (repaired == entry) return parsed;
  return XmlTreeBuilder().build(repaired);
}

}  // namespace litdex::format
