// SPDX-License-Identifier: MIT
#include "format/arxiv_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "base/key_index.hpp"
#include "base/text.hpp"
#include "format/field_texts.hpp"
#include "format/json_entry.hpp"
#include "format/json_likeness.hpp"
#include "format/name_list.hpp"
#include "record/arxiv_id.hpp"
#include "record/author.hpp"
#include "record/numeric_id.hpp"

// The rules K1 to K4, A1 to A5, V1 to V4 and C1 are those of docs/formats/arxiv_json.md.
namespace litdex::format {
namespace {

using record::Field;
using simdjson::dom::element;

/// What a key of the object means.
enum class Member : std::uint8_t {
  id,
  title,
  authors,
  authors_parsed,
  abstract,
  comments,
  journal_ref,
  doi,
  report_no,
  categories,
  primary_category,
  license,
  submitter,
  msc_class,
  acm_class,
  versions,
  versions_dates,
  latest_version,
  submitted,
  updated,
  update_date,
};
constexpr std::size_t k_member_count = static_cast<std::size_t>(Member::update_date) + 1;

struct Spelling {
  std::string_view key;
  Member member;
};

// K1, as JsonKey writes them. Of two spellings of one member the one that stands first here counts.
constexpr Spelling k_spellings[] = {
    {"arxivid", Member::id},
    {"id", Member::id},
    {"arxiv", Member::id},
    {"eprint", Member::id},
    {"entryid", Member::id},
    {"paperid", Member::id},
    {"title", Member::title},
    {"titles", Member::title},
    {"papertitle", Member::title},
    {"authorsparsed", Member::authors_parsed},
    {"authors", Member::authors},
    {"author", Member::authors},
    {"authorlist", Member::authors},
    {"abstract", Member::abstract},
    {"summary", Member::abstract},
    {"summaries", Member::abstract},
    {"comments", Member::comments},
    {"comment", Member::comments},
    {"arxivcomment", Member::comments},
    {"journalref", Member::journal_ref},
    {"journalreference", Member::journal_ref},
    {"doi", Member::doi},
    {"dois", Member::doi},
    {"reportno", Member::report_no},
    {"reportnumber", Member::report_no},
    {"categories", Member::categories},
    {"category", Member::categories},
    {"primarycategory", Member::primary_category},
    {"license", Member::license},
    {"licence", Member::license},
    {"submitter", Member::submitter},
    {"mscclass", Member::msc_class},
    {"acmclass", Member::acm_class},
    {"versions", Member::versions},
    {"versionsdates", Member::versions_dates},
    {"latestversion", Member::latest_version},
    {"version", Member::latest_version},
    {"published", Member::submitted},
    {"publisheddate", Member::submitted},
    {"submitted", Member::submitted},
    {"created", Member::submitted},
    {"updated", Member::updated},
    {"updateddate", Member::updated},
    {"updatedate", Member::update_date},
};

static_assert(std::ranges::all_of(k_spellings, [](const Spelling& row) { return !row.key.empty(); }));

constexpr std::string_view key_of(std::size_t row) { return k_spellings[row].key; }
constexpr base::KeyIndex<std::size(k_spellings)> k_rows_by_key(key_of);
constexpr std::size_t k_no_row = decltype(k_rows_by_key)::k_absent;

// The members that are a field as they stand.
constexpr struct {
  Member member;
  Field field;
} k_plain[] = {
    {Member::title, Field::title},
    {Member::abstract, Field::abstract},
    {Member::comments, Field::comments},
    {Member::journal_ref, Field::journal_ref},
    {Member::doi, Field::doi},
    {Member::report_no, Field::report_no},
    {Member::license, Field::license},
    {Member::submitter, Field::submitter},
    {Member::msc_class, Field::msc_class},
    {Member::acm_class, Field::acm_class},
    {Member::latest_version, Field::latest_version},
    {Member::submitted, Field::submitted},
    {Member::updated, Field::updated},
};

bool gives_nothing(element value) {
  if (value.is_null()) return true;
  if (value.is_string()) return json_string(value).empty();
  simdjson::dom::array array;
  return value.get(array) == simdjson::SUCCESS && array.begin() == array.end();
}

/// K2: whether an identifier's value can be one of arXiv; many objects also have a number of their own.
bool can_be_arxiv_id(element value) {
  const std::string text = json_scalar_text(value).value_or("");
  return record::parse_arxiv_id(base::trim(text)) || (value.is_double() && record::repair_numeric_id(text));
}

/// The members of an object that give something.
class Members {
 public:
  explicit Members(simdjson::dom::object object) {
    m_rows.fill(k_no_row);
    for (const auto& pair : object) add(JsonKey(pair.key), pair.value);
  }

  [[nodiscard]] bool empty() const {
    return std::ranges::all_of(m_rows, [](std::size_t row) { return row == k_no_row; });
  }

  [[nodiscard]] std::optional<element> operator[](Member member) const {
    const auto index = static_cast<std::size_t>(member);
    return m_rows[index] == k_no_row ? std::nullopt : std::optional(m_values[index]);
  }

 private:
  void add(const JsonKey& key, element value) {
    const std::size_t row = k_rows_by_key.find(key.text(), key_of);
    if (row == k_no_row || gives_nothing(value)) return;
    const Member member = k_spellings[row].member;
    const auto index = static_cast<std::size_t>(member);
    // K1; of two equal keys the first (Y2 of docs/formats/json.md).
    if (row >= m_rows[index]) return;
    if (member == Member::id && !can_be_arxiv_id(value)) return;
    m_rows[index] = row;
    m_values[index] = value;
  }

  std::array<std::size_t, k_member_count> m_rows{};  ///< of k_spellings
  std::array<element, k_member_count> m_values{};
};

/// A value of words: a string or number, or the strings and numbers of an array with a space between them.
std::string words_of(element value) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) return json_scalar_text(value).value_or("");
  std::string words;
  for (const element part : array) {
    const std::optional<std::string> text = json_scalar_text(part);
    if (text) words += (words.empty() ? "" : " ") + *text;
  }
  return words;
}

void set(FieldTexts& fields, Field field, element value) {
  // Most values are strings, and need no copy.
  if (value.is_string()) return fields.set(field, json_string(value));
  fields.set(field, words_of(value));
}

/// K4: the identifier, repaired where some program took it for a number.
void set_id(FieldTexts& fields, const Members& members) {
  const std::optional<element> value = members[Member::id];
  if (!value) return;
  if (value->is_string()) return fields.set(Field::arxiv_id, base::trim(json_string(*value)));
  const std::string text = words_of(*value);
  if (const auto repaired = record::repair_numeric_id(text)) return fields.set_repaired_id(*repaired, text);
  fields.set(Field::arxiv_id, text);
}

// ---- authors

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

/// A3: the first string among the values of `keys`.
std::string_view first_of(simdjson::dom::object object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    element value;
    if (object[key].get(value) == simdjson::SUCCESS && !json_string(value).empty()) return json_string(value);
  }
  return {};
}

void add_affiliations(NameList& names, simdjson::dom::object author) {
  for (const std::string_view key : {"affiliation", "affiliations"}) {
    element value;
    if (author[key].get(value) != simdjson::SUCCESS) continue;
    names.add_affiliation(json_string(value));
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS) continue;
    for (const element part : array) names.add_affiliation(json_string(part));
  }
}

void add_name(NameList& names, element author) {
  simdjson::dom::array parts;
  simdjson::dom::object object;
  if (author.get(parts) == simdjson::SUCCESS) return add_parsed_name(names, parts);
  if (author.get(object) != simdjson::SUCCESS) return names.add(json_string(author));
  const std::string_view family = first_of(object, {"family", "last", "lastname", "last_name", "keyname", "surname"});
  if (family.empty()) {
    names.add(first_of(object, {"name", "author", "full_name", "fullname"}));
  } else {
    names.add(family, first_of(object, {"given", "first", "firstname", "first_name", "forenames"}),
              first_of(object, {"suffix"}));
  }
  add_affiliations(names, object);
}

/// A5: the string of an array of one that is several names, or nothing.
std::string_view line_in(simdjson::dom::array authors) {
  const std::string_view text = authors.size() == 1 ? json_string(*authors.begin()) : "";
  return holds_several_names(text) ? text : "";
}

/// A1: whether `authors` is a line that has something in parentheses.
bool has_affiliations(const Members& members) {
  const std::optional<element> line = members[Member::authors];
  return line && line->is_string() && !record::outer_groups(json_string(*line)).empty();
}

void set_authors(FieldTexts& fields, const Members& members) {
  std::array order = {Member::authors_parsed, Member::authors};
  if (has_affiliations(members)) std::ranges::reverse(order);
  for (const Member member : order) {
    const std::optional<element> value = members[member];
    if (!value) continue;
    simdjson::dom::array array;
    if (value->get(array) != simdjson::SUCCESS) {
      fields.set(Field::authors, json_string(*value));
      continue;
    }
    fields.set(Field::authors, line_in(array));
    NameList names;
    for (const element author : array) add_name(names, author);
    fields.set(Field::authors, names.take());
  }
}

// ---- versions

/// A version of the paper: its number, 0 where it gives none, and its date.
struct Version {
  int number = 0;
  std::string_view created;
};

int version_number(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

Version version_of(element value) {
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) return {version_number(json_scalar_text(value).value_or("")), {}};
  element number;
  Version version;
  if (object["version"].get(number) == simdjson::SUCCESS) {
    version.number = version_number(json_scalar_text(number).value_or(""));
  }
  version.created = first_of(object, {"created", "date"});
  return version;
}

/// V1, V2.
void set_versions(FieldTexts& fields, const Members& members) {
  simdjson::dom::array versions;
  if (!members[Member::versions] || members[Member::versions]->get(versions) != simdjson::SUCCESS) return;
  simdjson::dom::array dates;
  const bool has_dates =
      members[Member::versions_dates] && members[Member::versions_dates]->get(dates) == simdjson::SUCCESS;
  auto date = has_dates ? dates.begin() : simdjson::dom::array::iterator();
  Version first;
  Version last;
  for (const element value : versions) {
    Version version = version_of(value);
    if (has_dates && date != dates.end()) {
      if (version.created.empty()) version.created = json_string(*date);
      ++date;
    }
    if (version.number == 1) first = version;
    if (version.number > last.number) last = version;
  }
  fields.set(Field::submitted, first.created);
  fields.set(Field::updated, last.created);
  if (last.number > 0) fields.set(Field::latest_version, std::to_string(last.number));
}

/// V4.
void set_version_of_id(FieldTexts& fields) {
  fields.set(Field::latest_version, std::string(record::version_in_arxiv_id(fields.text(Field::arxiv_id))));
}

// ---- categories

/// C1: the primary one first.
void set_categories(FieldTexts& fields, const Members& members) {
  const std::optional<element> given = members[Member::categories];
  const std::string_view primary =
      members[Member::primary_category] ? json_string(*members[Member::primary_category]) : "";
  if (primary.empty() && given) return set(fields, Field::categories, *given);
  const std::string all = given ? words_of(*given) : "";
  std::string sorted(primary);
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find_first_of(" \t\r\n", begin), all.size());
    const std::string_view code = std::string_view(all).substr(begin, end - begin);
    if (!code.empty() && code != primary) sorted.append(1, ' ').append(code);
    begin = end + 1;
  }
  fields.set(Field::categories, sorted);
}

// K3.
constexpr std::string_view k_no_field = "the object has none of the fields of a record";
constexpr std::string_view k_no_identity = "the object has no arXiv identifier, no DOI and no title";

}  // namespace

Decoded decode_arxiv_json(std::string_view entry) {
  const JsonEntry json(entry);
  if (json.problem()) return Reject{RejectCode::malformed, *json.problem()};
  simdjson::dom::object object;
  if (json.root().get(object) != simdjson::SUCCESS) return Reject{RejectCode::malformed, "no JSON object"};
  const Members members(object);
  if (members.empty()) return Reject{RejectCode::malformed, std::string(k_no_field)};
  FieldTexts fields(entry.size());
  // V3: what the versions say goes before what the object says of itself.
  set_versions(fields, members);
  set_id(fields, members);
  for (const auto& plain : k_plain) {
    if (const std::optional<element> value = members[plain.member]) set(fields, plain.field, *value);
  }
  set_version_of_id(fields);
  set_authors(fields, members);
  set_categories(fields, members);
  if (members[Member::update_date]) fields.set_date(json_string(*members[Member::update_date]));
  if (!fields.has_identity()) return Reject{RejectCode::malformed, std::string(k_no_identity)};
  return fields.finish();
}

double detect_arxiv_json(std::string_view head) {
  return json_likeness(head, JsonEntries::objects, decode_arxiv_json, [](const record::RawRecord& record) {
    constexpr double k_with_identifier = 0.9;
    constexpr double k_with_texts = 0.1;
    if (record::parse_arxiv_id(record[Field::arxiv_id].value_or(""))) return k_with_identifier;
    return record[Field::title] && record[Field::abstract] ? k_with_texts : 0.0;
  });
}

}  // namespace litdex::format
