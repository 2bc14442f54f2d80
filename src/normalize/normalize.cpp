// SPDX-License-Identifier: MIT
#include "normalize/normalize.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/byte_search.hpp"
#include "base/text.hpp"
#include "normalize/authors.hpp"
#include "normalize/clean_text.hpp"
#include "normalize/license.hpp"
#include "record/arxiv_id.hpp"
#include "record/category.hpp"
#include "record/date.hpp"
#include "record/doi.hpp"

namespace litdex::normalize {
namespace {

using record::Field;
using record::Value;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The source of a changed text, fit to be stored and shown: white space folded, and control characters and invalid
/// bytes written as \xNN.
std::string source_text(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::string_view rest = base::trim(text); !rest.empty(); rest = base::trim(rest)) {
    const auto is_blank = [](base::Bytes c) { return (c == ' ') | base::is_between(c, '\t', '\r'); };
    const auto ends_run = [=](base::Bytes c, base::Bytes next) {
      return base::is_between(c, '\t', '\r') | ((c == ' ') & is_blank(next));
    };
    const std::size_t run = base::find_pair(rest, ends_run);
    const std::size_t size = run + 1 == rest.size() ? rest.size() : run;
    if (!folded.empty()) folded += ' ';
    folded += rest.substr(0, size);
    rest.remove_prefix(size);
  }
  return base::printable(folded);
}

/// A record under way.
struct Work {
  /// The text of the field that is being cleaned.
  Clean cleaned;
  record::Record record;
};

/// Sets the field to `text`, unless that is empty.
void set(Work& work, Field field, std::string_view text) {
  if (!text.empty()) work.record.set(field, Value{text, std::nullopt});
}

/// The same for what cleaning gave, and keeps `raw` where that changed more than its white space.
void set_cleaned(Work& work, Field field, std::string_view raw) {
  const std::string_view text = work.cleaned.text;
  if (!work.cleaned.changed_more) return set(work, field, text);
  if (!text.empty()) work.record.set(field, Value{text, source_text(raw)});
}

/// The same for `text`, another form of it.
void set_form(Work& work, Field field, const std::string& text, std::string_view raw) {
  work.cleaned.changed_more = work.cleaned.changed_more || text != work.cleaned.text;
  work.cleaned.text = text;
  set_cleaned(work, field, raw);
}

/// The identifier in its canonical form; absent when it is none.
void set_id(Work& work) {
  const std::string_view text = work.cleaned.text;
  const std::optional<record::ArxivId> id = record::parse_arxiv_id(text);
  if (!id) return;
  work.record.set(Field::arxiv_id, Value{id->text, id->text == text ? std::nullopt : std::optional(text)});
}

/// The number of a version, "v" or none before it; absent when it is none.
void set_version(Work& work) {
  constexpr std::size_t k_most_digits = 6;
  std::string_view text = work.cleaned.text;
  if (text.starts_with('v')) text.remove_prefix(1);
  const bool is_number = !text.empty() && text.size() <= k_most_digits && std::ranges::all_of(text, is_digit);
  if (is_number && text.front() != '0') set(work, Field::latest_version, text);
}

/// A date in the form of ISO 8601, which says the same; absent when it is none.
void set_date(Work& work, Field field) {
  if (const auto date = record::iso_date(work.cleaned.text)) set(work, field, date->text());
}

/// The DOIs in their own spelling, each once, separated by a blank; what holds none stays as it is.
std::string canonical_doi_text(const std::string& text) {
  const std::vector<std::string_view> dois = record::find_dois(text);
  if (dois.empty()) return text;
  if (dois.size() == 1) return std::string(dois.front());
  std::string joined;
  std::unordered_set<std::string> seen;
  for (const std::string_view doi : dois) {
    if (!seen.insert(base::ascii_lower(doi)).second) continue;
    if (!joined.empty()) joined += ' ';
    joined += doi;
  }
  return joined;
}

/// Puts the authors into their canonical form. The ";" of a list may end an entity ("A &lt, B" becomes "A &lt; B"), so
/// their text is cleaned again; as for TeX, what does not come to rest, or to nothing, stays as it is.
void put_authors_in_form(Clean& cleaned) {
  constexpr int k_most_rounds = 4;
  Clean result = cleaned;
  for (int round = 0; round < k_most_rounds; ++round) {
    Authors authors = canonical_authors(result.text);
    const bool is_at_rest = authors.text == result.text;
    const bool changed_more = result.changed_more || authors.changed_more;
    if (!is_at_rest) clean_tex(authors.text, result);
    if (result.text.empty()) return;
    const bool was_clean = result.text == authors.text;
    result.changed_more = changed_more || !was_clean;
    if (was_clean) {
      cleaned = result;
      return;
    }
  }
}

bool has_tex(Field field) {
  switch (field) {
    case Field::title:
    case Field::authors:
    case Field::abstract:
    case Field::comments:
    case Field::journal_ref:
    case Field::submitter: return true;
    default: return false;
  }
}

void set_field(Work& work, Field field, std::string_view raw) {
  Clean& cleaned = work.cleaned;
  if (has_tex(field)) {
    clean_tex(raw, cleaned);
  } else {
    clean(raw, cleaned);
  }
  if (cleaned.text.empty()) return;
  switch (field) {
    case Field::arxiv_id: return set_id(work);
    case Field::latest_version: return set_version(work);
    case Field::submitted:
    case Field::updated:
    case Field::deleted: return set_date(work, field);
    case Field::license: return set(work, field, canonical_license(cleaned.text));
    case Field::doi: return set_form(work, field, canonical_doi_text(cleaned.text), raw);
    case Field::categories: return set_form(work, field, record::canonical_categories(cleaned.text), raw);
    case Field::authors: put_authors_in_form(cleaned); break;
    default: break;
  }
  set_cleaned(work, field, raw);
}

/// Room for the values of most records: as many bytes as they were given in, and a date.
void make_room(Work& work, const record::RawRecord& raw) {
  constexpr std::size_t k_date = 24;
  std::size_t sum = k_date;
  std::size_t longest = 0;
  for (const auto& field : raw.fields) {
    sum += field ? field->size() : 0;
    longest = std::max(longest, field ? field->size() : 0);
  }
  work.record.reserve(sum);
  work.cleaned.text.reserve(longest);
}

}  // namespace

record::Record normalize(const record::RawRecord& raw) {
  Work work;
  make_room(work, raw);
  record::Record& result = work.record;
  for (const record::FieldInfo& info : record::k_fields) {
    if (const auto& given = raw[info.field]) set_field(work, info.field, *given);
  }
  if (const auto date = raw.date ? record::iso_date(*raw.date) : std::nullopt) result.set_date(date->text());
  if (const auto id = result[Field::arxiv_id]; id && raw.damaged_id) {
    result.set(Field::arxiv_id, Value{std::string(id->text), source_text(*raw.damaged_id)});
  }
  for (const Field field : {Field::updated, Field::submitted}) {
    if (const auto value = result[field]; value && !result.date()) result.set_date(value->text);
  }
  return std::move(work.record);
}

}  // namespace litdex::normalize
