// Normalizing: total, idempotent, valid UTF-8 without control characters; the same for identifiers and printing;
// facts are read from any text.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "normalize/authors.hpp"
#include "normalize/clean_text.hpp"
#include "normalize/normalize.hpp"
#include "record/arxiv_id.hpp"
#include "record/author.hpp"
#include "record/counts.hpp"
#include "record/date.hpp"
#include "record/doi.hpp"
#include "record/links.hpp"
#include "record/venue.hpp"
#include "record/withdrawal.hpp"

using namespace litdex;
using fuzz::require;

namespace {

/// Valid UTF-8 that a terminal shows as it is.
bool is_printable(std::string_view text) { return base::printable(text) == text; }

using Cleaner = void (*)(std::string_view, normalize::Clean&);

normalize::Clean cleaned(Cleaner clean, std::string_view text) {
  normalize::Clean result{"of the text before", true};
  clean(text, result);
  return result;
}

void require_clean(Cleaner clean, std::string_view text) {
  const normalize::Clean once = cleaned(clean, text);
  require(base::is_valid_utf8(once.text), "clean text is valid UTF-8");
  require(base::trim(once.text) == once.text, "clean text has no blanks at its ends");
  require(once.text.find("  ") == std::string::npos, "clean text has single spaces");
  require(std::ranges::none_of(once.text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }),
          "clean text has no control characters");
  const normalize::Clean twice = cleaned(clean, once.text);
  require(twice.text == once.text && !twice.changed_more, "cleaning clean text changes nothing");
  if (base::is_valid_utf8(text) && !once.changed_more) {
    require(once.text.size() <= text.size(), "folding white space makes nothing longer");
  }
}

void require_idempotent(std::string_view text) {
  record::RawRecord raw;
  raw.fields.fill(text);
  const record::Record once = normalize::normalize(raw);
  record::RawRecord again;
  for (const record::FieldInfo& info : record::k_fields) {
    const auto value = once[info.field];
    if (!value) continue;
    require(!value->text.empty(), "no value is empty");
    if (value->original) require(is_printable(*value->original), "an original can be shown");
    again[info.field] = value->text;
  }
  const record::Record twice = normalize::normalize(again);
  require(once.date() == twice.date(), "a clean record keeps its date");
  require(once.given() == twice.given(), "a clean record keeps its fields");
  for (const record::FieldInfo& info : record::k_fields) {
    const auto value = once[info.field];
    require(!value || value->text == twice[info.field]->text, "a clean record keeps its values");
  }
}

void require_authors(std::string_view text) {
  const normalize::Authors once = normalize::canonical_authors(text);
  const normalize::Authors twice = normalize::canonical_authors(once.text);
  require(twice.text == once.text && !twice.changed_more, "canonical authors are their own canonical form");
  const std::vector<record::Author> authors = record::author_names(once.text);
  for (const record::Author& author : authors) {
    require(!author.name.empty(), "an author has a name");
    require(base::is_valid_utf8(author.name + author.family + author.given + author.affiliation),
            "names are cut between characters");
  }
}

void require_canonical(std::string_view text) {
  if (const auto date = record::iso_date(text)) {
    const auto again = record::iso_date(date->text());
    require(again && again->text() == date->text(), "a canonical date is its own canonical form");
  }
  if (const auto id = record::parse_arxiv_id(text)) {
    require(record::parse_arxiv_id(id->text) == id, "a canonical identifier is its own canonical form");
    require(id->month >= 1 && id->month <= 12, "an identifier has a month");
  }
  if (const auto match = record::match_arxiv_id(text)) require(match->length <= text.size(), "a match lies inside");
  require(record::match_arxiv_version(text) <= text.size(), "a version lies inside");
  for (const std::string& doi : record::canonical_dois(text)) {
    require(record::canonical_dois(doi) == std::vector{doi}, "a canonical DOI is its own canonical form");
  }
}

void require_facts(std::string_view text) {
  const record::Counts counts = record::counts_in(text);
  require(counts.pages.value_or(1) > 0, "a paper has a page");
  require(counts.figures.value_or(0) >= 0, "a count is not negative");
  if (const auto venue = record::venue_of(text)) {
    require(!venue->name.empty() && text.find(venue->name) != std::string_view::npos, "a venue is named in the text");
    require(venue->year.value_or(2000) >= 0, "a year is not negative");
  }
  require(!record::says_withdrawn(text) || !text.empty(), "an empty text says nothing");
  std::vector<std::string> urls;
  record::append_links(text, urls);
  const std::size_t count = urls.size();
  record::append_links(text, urls);
  require(urls.size() == count, "each link is taken once");
  require(std::ranges::none_of(urls, &std::string::empty), "a link has text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  require_clean(normalize::clean, text);
  require_clean(normalize::clean_tex, text);
  require_authors(cleaned(normalize::clean_tex, text).text);
  require_idempotent(text);
  require_canonical(text);
  require_facts(text);
  require_facts(cleaned(normalize::clean, text).text);
  require(is_printable(base::printable(text)), "what was made printable is printable");
  return 0;
}
