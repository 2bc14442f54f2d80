// SPDX-License-Identifier: MIT
#include "format/arxiv_atom.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "format/char_class.hpp"
#include "format/name_list.hpp"
#include "format/xml_scan.hpp"
#include "format/xml_tree.hpp"
#include "record/arxiv_id.hpp"
#include "record/category.hpp"

// The rules P and E are those of docs/formats/arxiv_atom.md.
namespace litdex::format {
namespace {

using record::Field;

constexpr std::array<std::string_view, 2> k_entry_names = {"entry", "item"};

struct PlainElement {
  std::string_view name;
  Field field;
};

/// E2, E7, E8
constexpr std::array k_plain_elements = {
    PlainElement{"title", Field::title},
    PlainElement{"summary", Field::abstract},
    PlainElement{"published", Field::submitted},
    PlainElement{"updated", Field::updated},
    PlainElement{"comment", Field::comments},
    PlainElement{"journal_ref", Field::journal_ref},
    PlainElement{"doi", Field::doi},
    PlainElement{"journal_reference", Field::journal_ref},
    PlainElement{"DOI", Field::doi},
    PlainElement{"description", Field::abstract},
    PlainElement{"pubDate", Field::submitted},
};

/// E7: the abstract in the summary of an announcement; nothing for another summary.
std::optional<std::string_view> announced_abstract(std::string_view summary) {
  constexpr std::string_view k_type = "Announce Type:";
  constexpr std::string_view k_abstract = "Abstract:";
  if (!summary.starts_with("arXiv:")) return std::nullopt;
  std::string_view rest = base::trim(after_first_word(summary));
  if (!rest.starts_with(k_type)) return std::nullopt;
  rest = base::trim(rest.substr(k_type.size()));
  rest = base::trim(after_first_word(rest));
  if (rest.starts_with(k_abstract)) rest = base::trim(rest.substr(k_abstract.size()));
  return rest;
}

/// Reads the elements of one entry in their order.
class AtomEntry {
 public:
  explicit AtomEntry(XmlTree tree) : m_tree(std::move(tree)) {}

  Decoded decode() {
    const std::vector<XmlElement>& elements = m_tree.elements();
    for (std::size_t i = 1; i < elements.size(); ++i) {
      const XmlElement& element = elements[i];
      if (element.parent == XmlElement::k_root) {
        read(element);
      } else if (elements[element.parent].parent == XmlElement::k_root && m_tree.parent_name(element) == "author") {
        read_author_part(element);  // E3
      }
    }
    return finish();
  }

 private:
  void read(const XmlElement& element) {
    const auto* const plain = std::ranges::find(k_plain_elements, element.name, &PlainElement::name);
    if (plain != k_plain_elements.end()) {
      give(plain->field, element.text);
    } else if (element.name == "id" || element.name == "guid") {
      m_id = base::trim(element.text);
    } else if (element.name == "author") {
      m_authors.emplace_back();
    } else if (element.name == "primary_category") {
      m_primary = m_tree.attribute(element, "term");
    } else if (element.name == "category") {
      add_category(m_tree.attribute(element, "term"));
      add_category(element.text);  // E8
    } else if (element.name == "creator") {
      add_creator(base::trim(element.text));
    } else if (element.name == "rights") {
      if (base::trim(element.text).starts_with("http")) give(Field::license, element.text);
    } else if (element.name == "announce_type") {
      m_is_announced = true;
    }
  }

  /// E4
  void read_author_part(const XmlElement& element) {
    Author& author = m_authors.back();
    if (element.name == "name" && author.name.empty()) author.name = base::trim(element.text);
    if (element.name == "affiliation") author.affiliations.push_back(element.text);
  }

  /// E5
  void add_category(std::string_view term) {
    term = base::trim(term);
    if (record::is_category_code(term)) m_categories.push_back(term);
  }

  /// E7
  void add_creator(std::string_view names) {
    if (!m_creators.empty() && !names.empty()) m_creators += ", ";
    m_creators += names;
  }

  void give(Field field, std::string_view text) {
    text = base::trim(text);
    if (!text.empty() && !m_record[field]) m_record[field] = text;
  }

  Decoded finish() {
    if (m_id.find("/api/errors") != std::string_view::npos) return server_error();
    if (!record::parse_arxiv_id(m_id)) return Reject{RejectCode::malformed, "the entry has no arXiv identifier"};
    m_record[Field::arxiv_id] = m_id;
    take_announcement();
    give_version();
    give_categories();
    give_authors();
    give_dates();
    m_record.keep(m_tree.take_text());
    return std::move(m_record);
  }

  /// E1
  void give_version() {
    const std::string_view number = record::version_in_arxiv_id(m_id);
    if (!number.empty()) m_record[Field::latest_version] = number;
  }

  /// E7
  void take_announcement() {
    const auto abstract = announced_abstract(m_record[Field::abstract].value_or(""));
    if (!abstract) return;
    m_record[Field::abstract].reset();
    give(Field::abstract, *abstract);
    m_is_announced = true;
  }

  /// E6, E7
  void give_dates() {
    std::optional<std::string_view>& submitted = m_record[Field::submitted];
    std::optional<std::string_view>& updated = m_record[Field::updated];
    if (!updated || (m_is_announced && submitted)) updated = submitted;
    m_record.date = updated;
    if (!m_is_announced) return;
    submitted.reset();
    updated.reset();
  }

  void give_categories() {
    const std::string_view primary = base::trim(m_primary);
    std::string codes(record::is_category_code(primary) ? primary : "");
    for (const std::string_view code : m_categories) {
      if (code == primary) continue;
      if (!codes.empty()) codes += ' ';
      codes += code;
    }
    if (!codes.empty()) m_record[Field::categories] = m_record.keep(std::move(codes));
  }

  void give_authors() {
    if (m_authors.empty()) {
      give(Field::authors, m_record.keep(std::move(m_creators)));  // E7
      return;
    }
    // E4: all names in one element.
    if (m_authors.size() == 1 && m_authors.front().affiliations.empty() &&
        m_authors.front().name.find(", ") != std::string_view::npos) {
      give(Field::authors, m_authors.front().name);
      return;
    }
    NameList names;
    for (const Author& author : m_authors) {
      // A comma parts no family name here: "A. Author, Jr."
      std::string name(author.name);
      std::erase(name, ',');
      names.add(name, {}, {});
      for (const std::string_view affiliation : author.affiliations) names.add_affiliation(affiliation);
    }
    if (std::string text = names.take(); !text.empty()) m_record[Field::authors] = m_record.keep(std::move(text));
  }

  /// P2
  [[nodiscard]] Reject server_error() const {
    const std::string_view summary = m_record[Field::abstract].value_or("no reason given");
    return {RejectCode::malformed,
            fmt::format("the server answered with an error: {}", base::printable(summary.substr(0, 500)))};
  }

  struct Author {
    std::string_view name;
    std::vector<std::string_view> affiliations;
  };

  XmlTree m_tree;
  record::RawRecord m_record;
  std::string_view m_id;
  std::vector<Author> m_authors;
  std::string m_creators;
  bool m_is_announced = false;  ///< E7
  std::string_view m_primary;
  std::vector<std::string_view> m_categories;
};

}  // namespace

std::unique_ptr<Segmenter> make_arxiv_atom_segmenter(source::Window& window) {
  return make_xml_segmenter(window, k_entry_names);
}

Decoded decode_arxiv_atom(std::string_view entry) {
  std::variant<XmlTree, std::string> parsed = parse_xml(entry);
  if (auto* const message = std::get_if<std::string>(&parsed)) return Reject{RejectCode::malformed, *message};
  return AtomEntry(std::move(std::get<XmlTree>(parsed))).decode();
}

double detect_arxiv_atom(std::string_view head) {
  constexpr double k_feed = 0.9;
  constexpr double k_entries = 0.8;
  if (!begins_as_xml(head)) return 0;
  if (has_element(head, "rss")) return head.find("arxiv.org/schemas/atom") == std::string_view::npos ? 0 : k_feed;
  const bool is_feed = has_element(head, "feed");
  if (!is_feed && !has_element(head, "entry")) return 0;
  const bool is_api = head.find("arxiv.org/schemas/atom") != std::string_view::npos ||
                      head.find("arxiv.org/api/") != std::string_view::npos;
  if (is_feed && is_api) return k_feed;
  const bool has_id = has_element(head, "id") && head.find("arxiv.org/abs/") != std::string_view::npos;
  return has_id ? k_entries : 0;
}

}  // namespace litdex::format
