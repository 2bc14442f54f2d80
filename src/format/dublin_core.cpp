// SPDX-License-Identifier: MIT
#include "format/dublin_core.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"
#include "format/name_list.hpp"
#include "record/arxiv_id.hpp"
#include "record/doi.hpp"

// The rules D1 to D7 are those of docs/formats/dublin_core.md.
namespace litdex::format {
namespace {

using record::Field;

enum Element : std::uint8_t { title, creator, description, identifier, date, subject, rights };

/// The names of the elements, in the order of Element.
constexpr std::string_view k_names[] = {"title", "creator", "description", "identifier", "date", "subject", "rights"};

/// D3.
constexpr std::string_view k_comment = "Comment:";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append(std::string& all, std::string_view separator, std::string_view text) {
  if (!all.empty()) all += separator;
  all += text;
}

/// The place of the element in k_names, or their number.
std::size_t index_of(std::string_view element) {
  return static_cast<std::size_t>(std::ranges::find(k_names, element) - std::begin(k_names));
}

bool is_comment(std::string_view text) { return base::trim(text).starts_with(k_comment); }

/// D4: what an identifier, without blanks at its ends, is.
enum class Identifier : std::uint8_t { arxiv_id, doi, address, reference };

Identifier kind_of(std::string_view text) {
  constexpr std::string_view k_doi_beginnings[] = {"doi:", "http://doi.org/", "http://dx.doi.org/", "https://doi.org/",
                                                   "https://dx.doi.org/"};
  if (record::parse_arxiv_id(text)) return Identifier::arxiv_id;
  const std::string lower = base::ascii_lower(text);
  const auto begins_so = [&lower](std::string_view beginning) { return lower.starts_with(beginning); };
  if (std::ranges::any_of(k_doi_beginnings, begins_so)) return Identifier::doi;
  if (lower.starts_with("10.") && !record::find_dois(text).empty()) return Identifier::doi;
  const bool is_word = std::ranges::none_of(text, base::is_blank);
  return is_word && text.find("://") != std::string_view::npos ? Identifier::address : Identifier::reference;
}

/// D6: whether a subject begins with a class of the Mathematics Subject Classification: "03E75", "28-01", "81Txx".
bool is_msc_class(std::string_view subject) {
  constexpr std::size_t k_code = 5;
  if (subject.size() < k_code || !is_digit(subject[0]) || !is_digit(subject[1])) return false;
  const bool has_letter = (subject[2] >= 'A' && subject[2] <= 'Z') || subject[2] == '-';
  const std::string_view rest = subject.substr(3, 2);
  return has_letter && (std::ranges::all_of(rest, is_digit) || base::ascii_lower(rest) == "xx");
}

}  // namespace

void DublinCore::add(std::string_view element, std::string_view text) {
  static_assert(std::size(k_names) == k_elements);
  const std::size_t index = index_of(element);
  if (index < k_elements && !base::trim(text).empty()) m_texts[index].push_back(text);
}

bool DublinCore::has(std::string_view element) const {
  const std::size_t index = index_of(element);
  return index < k_elements && !m_texts[index].empty();
}

void DublinCore::give(const Give& give_field) const {
  give_creators(give_field);
  give_descriptions(give_field);
  give_identifiers(give_field);
  give_rest(give_field);
}

/// D2.
void DublinCore::give_creators(const Give& give_field) const {
  NameList names;
  for (const std::string_view text : m_texts[creator]) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) {
      names.add(text);
    } else {
      names.add(text.substr(0, comma), text.substr(comma + 1));
    }
  }
  if (const std::string authors = names.take(); !authors.empty()) give_field(Field::authors, authors);
}

/// D3.
void DublinCore::give_descriptions(const Give& give_field) const {
  const Texts& descriptions = m_texts[description];
  if (descriptions.empty()) return;
  const auto first = std::ranges::find_if_not(descriptions, is_comment);
  const auto abstract = first == descriptions.end() ? descriptions.begin() : first;
  give_field(Field::abstract, *abstract);
  std::string comments;
  for (auto at = descriptions.begin(); at != descriptions.end(); ++at) {
    if (at == abstract || !is_comment(*at)) continue;
    const std::string_view comment = base::trim(base::trim(*at).substr(k_comment.size()));
    if (!comment.empty()) append(comments, "; ", comment);
  }
  if (!comments.empty()) give_field(Field::comments, comments);
}

/// D4.
void DublinCore::give_identifiers(const Give& give_field) const {
  std::string_view arxiv_id;
  std::string dois;
  std::string reference;
  for (const std::string_view text : m_texts[identifier]) {
    const std::string_view word = base::trim(text);
    switch (kind_of(word)) {
      case Identifier::arxiv_id: arxiv_id = arxiv_id.empty() ? word : arxiv_id; break;
      case Identifier::doi: append(dois, " ", word); break;
      case Identifier::reference: append(reference, "; ", word); break;
      case Identifier::address: break;
    }
  }
  if (!arxiv_id.empty()) give_field(Field::arxiv_id, arxiv_id);
  if (!dois.empty()) give_field(Field::doi, dois);
  if (!reference.empty()) give_field(Field::journal_ref, reference);
}

void DublinCore::give_rest(const Give& give_field) const {
  // D1.
  if (!m_texts[title].empty()) give_field(Field::title, m_texts[title].front());
  // D5.
  if (!m_texts[date].empty()) {
    give_field(Field::submitted, m_texts[date].front());
    give_field(Field::updated, m_texts[date].back());
  }
  // D6.
  const auto is_class = [](std::string_view text) { return is_msc_class(base::trim(text)); };
  const auto msc = std::ranges::find_if(m_texts[subject], is_class);
  if (msc != m_texts[subject].end()) give_field(Field::msc_class, *msc);
  // D7.
  const auto is_address = [](std::string_view text) { return base::trim(text).starts_with("http"); };
  const auto license = std::ranges::find_if(m_texts[rights], is_address);
  if (license != m_texts[rights].end()) give_field(Field::license, *license);
}

}  // namespace litdex::format
