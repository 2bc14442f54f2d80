// SPDX-License-Identifier: MIT
#include "format/arxiv_oai.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "format/dublin_core.hpp"
#include "format/name_list.hpp"
#include "format/xml_scan.hpp"
#include "format/xml_tag.hpp"
#include "format/xml_tree.hpp"
#include "record/arxiv_id.hpp"
#include "record/doi.hpp"

// The rules P, R, A and W are those of docs/formats/arxiv_oai.md, D those of docs/formats/dublin_core.md.
namespace litdex::format {
namespace {

using record::Field;

constexpr std::array<std::string_view, 2> k_entry_names = {"record", "error"};

struct PlainElement {
  std::string_view name;
  Field field;
};

/// A1, W1: elements whose text is a field as it stands.
constexpr std::array k_plain_elements = {
    PlainElement{"title", Field::title},           PlainElement{"abstract", Field::abstract},
    PlainElement{"comments", Field::comments},     PlainElement{"journal-ref", Field::journal_ref},
    PlainElement{"categories", Field::categories}, PlainElement{"submitter", Field::submitter},
    PlainElement{"report-no", Field::report_no},   PlainElement{"msc-class", Field::msc_class},
    PlainElement{"acm-class", Field::acm_class},   PlainElement{"license", Field::license},
    PlainElement{"created", Field::submitted},     PlainElement{"updated", Field::updated},
};

/// The whole of `text` as an arXiv identifier, or nothing.
bool is_arxiv_id(std::string_view text) { return record::parse_arxiv_id(text).has_value(); }

std::string first_of(std::string_view text, std::size_t length) {
  return base::printable(text.substr(0, std::min(text.size(), length)));
}

/// R6: whether `element`, right in `metadata` and with elements in it, is of a schema that is read here, or one of its
/// elements where scripts have lost the wrapper.
bool is_of_read_schema(std::string_view element) {
  constexpr std::array<std::string_view, 8> k_parts = {"authors", "author",     "version", "description",
                                                       "creator", "identifier", "subject", "rights"};
  const std::string name = base::ascii_lower(element);
  return name.starts_with("arxiv") || name.ends_with("dc") || std::ranges::find(k_parts, name) != k_parts.end() ||
         std::ranges::find(k_plain_elements, name, &PlainElement::name) != k_plain_elements.end();
}

/// Reads the elements of one record in their order.
class OaiRecord {
 public:
  explicit OaiRecord(XmlTree tree) : m_tree(std::move(tree)) {}

  Decoded decode() {
    const std::vector<XmlElement>& elements = m_tree.elements();
    for (std::size_t i = 1; i < elements.size(); ++i) {
      // Elements stand in the order of their start tags: what has a parent before an element is behind its end.
      if (m_about > 0 && elements[i].parent >= m_about) continue;
      m_about = 0;
      read(i);
    }
    return finish();
  }

 private:
  void read(std::size_t index) {
    const XmlElement& element = m_tree.elements()[index];
    const std::string_view parent = m_tree.parent_name(element);
    if (parent == "metadata" && element.has_children && !is_of_read_schema(element.name)) m_other_schema = element.name;
    if (element.name == "about") {
      m_about = index;
    } else if (element.name == "header") {
      m_is_deleted = m_tree.attribute(element, "status") == "deleted";
    } else if (parent == "header") {
      read_header(element);
    } else if (parent == "author") {
      read_author_part(element);
    } else if (element.name == "author") {
      add_author();
      if (!element.has_children) m_keyname = element.text;
    } else if (element.name == "authors") {
      if (!element.has_children) give(Field::authors, element.text);  // W2
    } else if (parent == "version" || element.name == "version") {
      read_version(element);
    } else {
      read_field(element);
    }
  }

  /// R2
  void read_header(const XmlElement& element) {
    const std::string_view text = base::trim(element.text);
    if (element.name == "identifier") m_identifier = text;
    if (element.name == "datestamp") m_datestamp = text;
  }

  /// A2
  void read_author_part(const XmlElement& element) {
    if (element.name == "keyname") take_first(m_keyname, element.text);
    if (element.name == "forenames") take_first(m_forenames, element.text);
    if (element.name == "suffix") take_first(m_suffix, element.text);
    if (element.name == "affiliation") m_affiliations.push_back(element.text);
  }

  /// R5
  static void take_first(std::string_view& place, std::string_view text) {
    if (place.empty()) place = text;
  }

  /// Adds the author whose parts were read, if there is one.
  void add_author() {
    m_authors.add(std::exchange(m_keyname, {}), std::exchange(m_forenames, {}), std::exchange(m_suffix, {}));
    for (const std::string_view affiliation : m_affiliations) m_authors.add_affiliation(affiliation);
    m_affiliations.clear();
  }

  /// W1
  void read_version(const XmlElement& element) {
    if (element.name == "version") {
      m_record[Field::latest_version] = m_record.keep(std::string(m_tree.attribute(element, "version")));
    } else if (element.name == "date") {
      read_date(element.text);
    }
  }

  void read_date(std::string_view text) {
    give(Field::submitted, text);
    text = base::trim(text);
    if (!text.empty()) m_record[Field::updated] = text;
  }

  void read_field(const XmlElement& element) {
    const auto* const plain = std::ranges::find(k_plain_elements, element.name, &PlainElement::name);
    if (plain != k_plain_elements.end()) {
      give(plain->field, element.text);
    } else if (element.name == "id") {
      if (is_arxiv_id(base::trim(element.text))) give(Field::arxiv_id, element.text);
    } else if (element.name == "doi") {
      add_doi(element.text);
    } else {
      m_core.add(element.name, base::trim(element.text));
    }
  }

  void add_doi(std::string_view text) {
    text = base::trim(text);
    if (text.empty()) return;
    if (!m_dois.empty()) m_dois += ' ';
    m_dois += text;
  }

  /// The first text of a field stays.
  void give(Field field, std::string_view text) {
    text = base::trim(text);
    if (!text.empty() && !m_record[field]) m_record[field] = text;
  }

  Decoded finish() {
    if (!m_is_deleted && !m_other_schema.empty()) return of_other_schema();
    add_author();
    if (std::string authors = m_authors.take(); !authors.empty()) {
      m_record[Field::authors] = m_record.keep(std::move(authors));
    }
    m_core.give([this](Field field, std::string_view text) { give_core(field, text); });
    if (!m_record[Field::arxiv_id] && is_arxiv_id(m_identifier)) m_record[Field::arxiv_id] = m_identifier;
    if (!m_record[Field::arxiv_id] && (m_is_deleted || record::find_dois(m_dois).empty())) {
      return without_identifier();
    }
    if (m_is_deleted) return deleted();
    if (!m_dois.empty()) m_record[Field::doi] = m_record.keep(std::move(m_dois));
    if (!m_record[Field::updated]) m_record[Field::updated] = m_record[Field::submitted];  // A4
    m_record.date = m_datestamp.empty() ? m_record[Field::updated] : m_datestamp;
    m_record.keep(m_tree.take_text());
    return std::move(m_record);
  }

  /// Gives a field of Dublin Core, where arXiv's own elements give none.
  void give_core(Field field, std::string_view text) {
    if (field == Field::doi) return add_doi(text);
    if (!m_record[field]) m_record[field] = m_record.keep(std::string(text));
  }

  /// R3
  Decoded deleted() {
    record::RawRecord record;
    record[Field::arxiv_id] = record.keep(std::string(*m_record[Field::arxiv_id]));
    if (!m_datestamp.empty()) record[Field::deleted] = record.date = m_datestamp;
    record.keep(m_tree.take_text());
    return record;
  }

  /// R4
  [[nodiscard]] Reject without_identifier() const {
    return {RejectCode::malformed, name() + " has neither an arXiv identifier nor a DOI"};
  }

  /// R6
  [[nodiscard]] Reject of_other_schema() const {
    return {RejectCode::malformed,
            fmt::format("{} has metadata of another schema, in an element {}", name(), first_of(m_other_schema, 100))};
  }

  /// What a reject calls the record.
  [[nodiscard]] std::string name() const {
    return m_identifier.empty() ? "the record" : fmt::format("record {}", first_of(m_identifier, 200));
  }

  XmlTree m_tree;
  record::RawRecord m_record;
  NameList m_authors;
  DublinCore m_core;
  std::string m_dois;
  std::string_view m_identifier;
  std::string_view m_datestamp;
  std::string_view m_other_schema;  ///< R6: the element that shows it
  std::string_view m_keyname;
  std::string_view m_forenames;
  std::string_view m_suffix;
  std::vector<std::string_view> m_affiliations;
  std::size_t m_about = 0;  ///< the <about> being read, whose elements say nothing of the paper; 0 when there is none
  bool m_is_deleted = false;
};

/// R6: whether metadata of another schema follow, which is certain only if their second tag is in the head.
bool is_other_schema(std::string_view behind_metadata) {
  const std::optional<TagName> wrapper = take_tag(behind_metadata);
  const bool is_empty = behind_metadata.substr(0, behind_metadata.find('>')).ends_with('/');
  const std::optional<TagName> inner = take_tag(behind_metadata);
  return inner && !wrapper->is_end && !inner->is_end && !is_empty && !is_of_read_schema(wrapper->local);
}

/// R6: whether there are metadata in the head, and all are of other schemas.
bool has_only_other_schemas(std::string_view head) {
  bool has_other = false;
  while (const std::optional<TagName> tag = take_tag(head)) {
    if (tag->is_end || tag->local != "metadata") continue;
    if (!is_other_schema(head)) return false;
    has_other = true;
  }
  return has_other;
}

/// P2
Reject decode_error(const XmlTree& tree) {
  const XmlElement& error = tree.elements().front();
  return {RejectCode::malformed,
          fmt::format("the server answered with the error {}: {}", first_of(tree.attribute(error, "code"), 100),
                      first_of(base::trim(error.text), 500))};
}

}  // namespace

std::unique_ptr<Segmenter> make_arxiv_oai_segmenter(source::Window& window) {
  return make_xml_segmenter(window, k_entry_names);
}

Decoded decode_arxiv_oai(std::string_view entry) {
  std::variant<XmlTree, std::string> parsed = parse_xml(entry);
  if (auto* const message = std::get_if<std::string>(&parsed)) return Reject{RejectCode::malformed, *message};
  auto& tree = std::get<XmlTree>(parsed);
  if (tree.elements().front().name == "error") return decode_error(tree);
  return OaiRecord(std::move(tree)).decode();
}

double detect_arxiv_oai(std::string_view head) {
  constexpr double k_page = 0.9;
  constexpr double k_records = 0.8;
  if (!begins_as_xml(head)) return 0;
  if (has_only_other_schemas(head)) return 0;
  if (has_element(head, "OAI-PMH")) return k_page;
  if (!has_element(head, "record")) return 0;
  const bool has_header = has_element(head, "header") && has_element(head, "metadata");
  const bool is_arxiv = has_element(head, "arXiv") || has_element(head, "arXivRaw");
  return has_header || is_arxiv ? k_records : 0;
}

}  // namespace litdex::format
