// SPDX-License-Identifier: MIT
#include "format/arxiv_json.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/key_index.hpp"
#include "base/text.hpp"
#include "format/field_texts.hpp"
#include "format/json_authors.hpp"
#include "format/json_entry.hpp"
#include "format/json_likeness.hpp"
#include "format/json_versions.hpp"
#include "format/no_value.hpp"
#include "format/python_list.hpp"
#include "record/arxiv_id.hpp"
#include "record/author.hpp"
#include "record/numeric_id.hpp"

// The rules K1 to K5, A1 to A5, V1 to V4 and C1 are those of docs/formats/arxiv_json.md.
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

/// K2: the members that may say "None", and mean it.
constexpr bool is_prose(Member member) {
  return member == Member::title || member == Member::abstract || member == Member::authors;
}

/// K2.
bool gives_nothing(Member member, element value) {
  if (value.is_null()) return true;
  if (value.is_string()) {
    const std::string_view text = json_string(value);
    return text.empty() || (!is_prose(member) && is_no_value(base::trim(text)));
  }
  simdjson::dom::array array;
  return value.get(array) == simdjson::SUCCESS && array.begin() == array.end();
}

/// K5: the members that may be lists.
constexpr bool may_be_list(Member member) {
  switch (member) {
    case Member::authors:
    case Member::authors_parsed:
    case Member::categories:
    case Member::doi:
    case Member::versions:
    case Member::versions_dates: return true;
    default: return false;
  }
}

/// K2: whether an identifier's value can be one of arXiv; many objects also have a number of their own.
bool can_be_arxiv_id(element value) {
  const std::string words = json_scalar_text(value).value_or("");
  const std::string_view text = base::trim(words);
  return record::parse_arxiv_id(text) || record::repair_numeric_id(text);
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
  void add(const JsonKey& key, element given) {
    const std::size_t row = k_rows_by_key.find(key.text(), key_of);
    if (row == k_no_row) return;
    const Member member = k_spellings[row].member;
    const auto index = static_cast<std::size_t>(member);
    // K1; of two equal keys the first (Y2 of docs/formats/json.md).
    if (row >= m_rows[index]) return;
    const element value = may_be_list(member) ? list_or_value(given) : given;
    if (gives_nothing(member, value)) return;
    if (member == Member::id && !can_be_arxiv_id(value)) return;
    m_rows[index] = row;
    m_values[index] = value;
  }

  /// K5: the list that a string holds, or what was given.
  element list_or_value(element given) {
    std::unique_ptr<JsonEntry> list = read_python_list(json_string(given));
    if (!list) return given;
    m_lists.push_back(std::move(list));
    return m_lists.back()->root();
  }

  std::array<std::size_t, k_member_count> m_rows{};  ///< of k_spellings
  std::array<element, k_member_count> m_values{};
  std::vector<std::unique_ptr<JsonEntry>> m_lists;  ///< that values are of
};

void set(FieldTexts& fields, Field field, element value) {
  // Most values are strings, and need no copy.
  if (value.is_string()) return fields.set(field, json_string(value));
  fields.set(field, json_words(value));
}

/// K4: the identifier, repaired where some program took it for a number.
void set_id(FieldTexts& fields, const Members& members) {
  const std::optional<element> value = members[Member::id];
  if (!value) return;
  const std::string words = json_words(*value);
  const std::string_view text = base::trim(words);
  if (const auto repaired = record::repair_numeric_id(text)) return fields.set_repaired_id(*repaired, text);
  fields.set(Field::arxiv_id, text);
}

// ---- authors

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
    if (value->is_array()) {
      fields.set(Field::authors, authors_in_json(*value));
    } else {
      fields.set(Field::authors, json_string(*value));
    }
  }
}

// ---- versions

/// V1, V2.
void set_versions(FieldTexts& fields, const Members& members) {
  if (!members[Member::versions]) return;
  const VersionList list = versions_in_json(*members[Member::versions], members[Member::versions_dates]);
  fields.set(Field::submitted, list.submitted);
  fields.set(Field::updated, list.updated);
  if (list.latest > 0) fields.set(Field::latest_version, std::to_string(list.latest));
}

/// V4.
void set_version_of_id(FieldTexts& fields) {
  fields.set(Field::latest_version, std::string(record::version_in_arxiv_id(fields.text(Field::arxiv_id))));
}

// ---- categories

/// C1: strings, or objects with a `term`.
std::string categories_in(element given) {
  std::string codes = json_words(given);
  simdjson::dom::array array;
  if (given.get(array) != simdjson::SUCCESS) return codes;
  for (const element item : array) {
    element term;
    if (item["term"].get(term) != simdjson::SUCCESS) continue;
    codes.append(codes.empty() ? "" : " ").append(json_string(term));
  }
  return codes;
}

/// C1: the primary one first.
void set_categories(FieldTexts& fields, const Members& members) {
  const std::optional<element> given = members[Member::categories];
  const std::string_view primary =
      members[Member::primary_category] ? json_string(*members[Member::primary_category]) : "";
  if (primary.empty() && given && given->is_string()) return set(fields, Field::categories, *given);
  const std::string all = given ? categories_in(*given) : "";
  if (primary.empty()) return fields.set(Field::categories, all);
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
