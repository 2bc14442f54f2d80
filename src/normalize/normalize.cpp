// SPDX-License-Identifier: MIT
#include "normalize/normalize.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

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

/// A value under way, which owns its texts.
struct Made {
  std::string text;
  std::optional<std::string> original;
};

/// The identifier in its canonical form; absent when it is none.
std::optional<Made> canonical_id(const std::string& text) {
  const std::optional<record::ArxivId> id = record::parse_arxiv_id(text);
  if (!id) return std::nullopt;
  return id->text == text ? Made{text, std::nullopt} : Made{id->text, text};
}

/// The number of a version, "v" or none before it; absent when it is none.
std::optional<Made> version_number(std::string_view text) {
  constexpr std::size_t k_most_digits = 6;
  if (text.starts_with('v')) text.remove_prefix(1);
  const bool is_number = !text.empty() && text.size() <= k_most_digits && std::ranges::all_of(text, is_digit);
  if (!is_number || text.front() == '0') return std::nullopt;
  return Made{std::string(text), std::nullopt};
}

/// A value that says the same in another form: the source text tells nothing more.
std::optional<Made> equal_value(std::string text) {
  if (text.empty()) return std::nullopt;
  return Made{std::move(text), std::nullopt};
}

std::optional<Made> date_value(std::string_view text) {
  std::optional<std::string> date = record::iso_date(text);
  return date ? equal_value(std::move(*date)) : std::nullopt;
}

/// The DOIs in their own spelling, each once, separated by a blank; what holds none stays as it is.
std::string canonical_doi_text(const std::string& text) {
  std::string joined;
  std::unordered_set<std::string> seen;
  for (const std::string_view doi : record::find_dois(text)) {
    if (!seen.insert(base::ascii_lower(doi)).second) continue;
    if (!joined.empty()) joined += ' ';
    joined += doi;
  }
  return joined.empty() ? text : joined;
}

/// `cleaned` and its other form; `raw` is kept where they differ.
std::optional<Made> changed_value(std::string_view raw, const Clean& cleaned, std::string text) {
  if (text.empty()) return std::nullopt;
  const bool is_changed = cleaned.changed_more || text != cleaned.text;
  return Made{std::move(text), is_changed ? std::optional(source_text(raw)) : std::nullopt};
}

/// The authors in their canonical form. The ";" of a list may end an entity ("A &lt, B" becomes "A &lt; B"), so their
/// text is cleaned again; as for TeX, what does not come to rest, or to nothing, stays as it is.
Clean clean_authors(Clean cleaned) {
  constexpr int k_most_rounds = 4;
  Clean result = cleaned;
  for (int round = 0; round < k_most_rounds; ++round) {
    Authors authors = canonical_authors(result.text);
    const bool is_at_rest = authors.text == result.text;
    result.changed_more = result.changed_more || authors.changed_more;
    if (is_at_rest) return result;
    Clean again = clean_tex(authors.text);
    if (again.text == authors.text) return {std::move(authors.text), result.changed_more};
    if (again.text.empty()) break;
    result = {std::move(again.text), true};
  }
  return cleaned;
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

std::optional<Made> clean_value(Field field, std::string_view raw) {
  Clean cleaned = has_tex(field) ? clean_tex(raw) : clean(raw);
  if (cleaned.text.empty()) return std::nullopt;
  switch (field) {
    case Field::arxiv_id: return canonical_id(cleaned.text);
    case Field::latest_version: return version_number(cleaned.text);
    case Field::submitted:
    case Field::updated:
    case Field::deleted: return date_value(cleaned.text);
    case Field::license: return equal_value(canonical_license(cleaned.text));
    case Field::doi: return changed_value(raw, cleaned, canonical_doi_text(cleaned.text));
    case Field::categories: return changed_value(raw, cleaned, record::canonical_categories(cleaned.text));
    case Field::authors: cleaned = clean_authors(std::move(cleaned)); break;
    default: break;
  }
  Made made{std::move(cleaned.text), std::nullopt};
  if (cleaned.changed_more) made.original = source_text(raw);
  return made;
}

/// How many bytes the values take in most records: as many as they were given in, and a date.
std::size_t room_for(const record::RawRecord& raw) {
  constexpr std::size_t k_date = 24;
  std::size_t room = k_date;
  for (const auto& field : raw.fields) room += field ? field->size() : 0;
  return room;
}

}  // namespace

record::Record normalize(const record::RawRecord& raw) {
  record::Record result;
  result.reserve(room_for(raw));
  for (const record::FieldInfo& info : record::k_fields) {
    const auto& given = raw[info.field];
    const std::optional<Made> made = given ? clean_value(info.field, *given) : std::nullopt;
    if (made) result.set(info.field, Value{made->text, made->original});
  }
  if (raw.date) result.set_date(record::iso_date(*raw.date));
  if (const auto id = result[Field::arxiv_id]; id && raw.damaged_id) {
    result.set(Field::arxiv_id, Value{std::string(id->text), source_text(*raw.damaged_id)});
  }
  for (const Field field : {Field::updated, Field::submitted}) {
    if (const auto value = result[field]; value && !result.date()) result.set_date(value->text);
  }
  return result;
}

}  // namespace litdex::normalize
