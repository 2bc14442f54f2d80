// SPDX-License-Identifier: MIT
#include "format/json_authors.hpp"

#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "base/key_index.hpp"
#include "format/json_entry.hpp"
#include "format/name_list.hpp"

// The rules A1 to A5 are those of docs/formats/arxiv_json.md.
namespace litdex::format {
namespace {

using simdjson::dom::element;

/// A1: [family, given, suffix, affiliation…].
void add_parsed_name(NameList& names, simdjson::dom::array parts) {
  std::array<std::string_view, 3> name;
  std::size_t count = 0;
  for (const element part : parts) {
    if (count == name.size()) names.add(name[0], name[1], name[2]);
    if (count < name.size()) {
      name[count] = json_string(part);
    } else {
      names.add_affiliation(json_string(part));
    }
    ++count;
  }
  if (count <= name.size()) names.add(name[0], name[1], name[2]);
}

enum class NamePart : std::uint8_t { family, given, middle, suffix, whole, affiliation };
constexpr std::size_t k_part_count = static_cast<std::size_t>(NamePart::affiliation) + 1;

struct Spelling {
  std::string_view key;
  NamePart part;
};

// A3, as JsonKey writes them. Of two spellings of one part the one that stands first here counts.
constexpr Spelling k_spellings[] = {
    {"family", NamePart::family},
    {"familyname", NamePart::family},
    {"last", NamePart::family},
    {"lastname", NamePart::family},
    {"keyname", NamePart::family},
    {"surname", NamePart::family},
    {"given", NamePart::given},
    {"givenname", NamePart::given},
    {"givennames", NamePart::given},
    {"first", NamePart::given},
    {"firstname", NamePart::given},
    {"forename", NamePart::given},
    {"forenames", NamePart::given},
    {"middle", NamePart::middle},
    {"middlename", NamePart::middle},
    {"suffix", NamePart::suffix},
    {"name", NamePart::whole},
    {"author", NamePart::whole},
    {"authorname", NamePart::whole},
    {"fullname", NamePart::whole},
    {"displayname", NamePart::whole},
    {"affiliation", NamePart::affiliation},
    {"affiliations", NamePart::affiliation},
};

constexpr std::string_view key_of(std::size_t row) { return k_spellings[row].key; }
constexpr base::KeyIndex<std::size(k_spellings)> k_rows_by_key(key_of);
constexpr std::size_t k_no_row = decltype(k_rows_by_key)::k_absent;

/// The parts of a name that an object gives.
class NameObject {
 public:
  explicit NameObject(simdjson::dom::object author) {
    m_rows.fill(k_no_row);
    for (const auto& pair : author) add(JsonKey(pair.key), pair.value);
  }

  void add_to(NameList& names) const {
    std::string family = words_of(NamePart::family);
    const std::string given = words_of(NamePart::given) + " " + words_of(NamePart::middle);
    const std::string whole = words_of(NamePart::whole);
    // "name" is the family name of some where it is one word.
    if (family.empty() && given.size() > 1 && whole.find(' ') == std::string::npos) family = whole;
    if (family.empty()) {
      names.add(whole.empty() ? given : whole);
    } else {
      names.add(family, given, words_of(NamePart::suffix));
    }
    add_affiliations(names);
  }

 private:
  void add(const JsonKey& key, element value) {
    const std::size_t row = k_rows_by_key.find(key.text(), key_of);
    if (row == k_no_row) return;
    const auto index = static_cast<std::size_t>(k_spellings[row].part);
    if (row >= m_rows[index] || json_words(value).empty()) return;
    m_rows[index] = row;
    m_values[index] = value;
  }

  [[nodiscard]] std::optional<element> operator[](NamePart part) const {
    const auto index = static_cast<std::size_t>(part);
    return m_rows[index] == k_no_row ? std::nullopt : std::optional(m_values[index]);
  }

  [[nodiscard]] std::string words_of(NamePart part) const {
    const std::optional<element> value = (*this)[part];
    return value ? json_words(*value) : std::string();
  }

  void add_affiliations(NameList& names) const {
    const std::optional<element> value = (*this)[NamePart::affiliation];
    if (!value) return;
    names.add_affiliation(json_string(*value));
    simdjson::dom::array array;
    if (value->get(array) != simdjson::SUCCESS) return;
    for (const element part : array) names.add_affiliation(json_string(part));
  }

  std::array<std::size_t, k_part_count> m_rows{};  ///< of k_spellings
  std::array<element, k_part_count> m_values{};
};

void add_name(NameList& names, element author) {
  simdjson::dom::array parts;
  simdjson::dom::object object;
  if (author.get(parts) == simdjson::SUCCESS) return add_parsed_name(names, parts);
  if (author.get(object) == simdjson::SUCCESS) return NameObject(object).add_to(names);
  names.add(json_string(author));
}

/// A5: the string of an array of one that is several names, or nothing.
std::string_view line_in(simdjson::dom::array authors) {
  const std::string_view text = authors.size() == 1 ? json_string(*authors.begin()) : "";
  return holds_several_names(text) ? text : "";
}

}  // namespace

std::string authors_in_json(element authors) {
  simdjson::dom::array array;
  if (authors.get(array) != simdjson::SUCCESS) return {};
  if (const std::string_view line = line_in(array); !line.empty()) return std::string(line);
  NameList names;
  for (const element author : array) add_name(names, author);
  return names.take();
}

}  // namespace litdex::format
