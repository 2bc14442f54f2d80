// Normalizing: total, idempotent, valid UTF-8 without control characters; the same for identifiers and printing.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "normalize/clean_text.hpp"
#include "normalize/normalize.hpp"
#include "record/arxiv_id.hpp"
#include "record/doi.hpp"

using namespace litdex;
using fuzz::require;

namespace {

/// Valid UTF-8 that a terminal shows as it is.
bool is_printable(std::string_view text) { return base::printable(text) == text; }

void require_clean(std::string_view text) {
  const normalize::Clean once = normalize::clean(text);
  require(base::is_valid_utf8(once.text), "clean text is valid UTF-8");
  require(base::trim(once.text) == once.text, "clean text has no blanks at its ends");
  require(once.text.find("  ") == std::string::npos, "clean text has single spaces");
  require(std::ranges::none_of(once.text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }),
          "clean text has no control characters");
  const normalize::Clean twice = normalize::clean(once.text);
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
  for (std::size_t i = 0; i < record::k_field_count; ++i) {
    if (!once.values[i]) continue;
    require(!once.values[i]->text.empty(), "no value is empty");
    if (once.values[i]->original) require(is_printable(*once.values[i]->original), "an original can be shown");
    again.fields[i] = once.values[i]->text;
  }
  const record::Record twice = normalize::normalize(again);
  require(once.date == twice.date, "a clean record keeps its date");
  for (std::size_t i = 0; i < record::k_field_count; ++i) {
    require(once.values[i].has_value() == twice.values[i].has_value(), "a clean record keeps its fields");
    if (once.values[i]) require(once.values[i]->text == twice.values[i]->text, "a clean record keeps its values");
  }
}

void require_canonical(std::string_view text) {
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  require_clean(text);
  require_idempotent(text);
  require_canonical(text);
  require(is_printable(base::printable(text)), "what was made printable is printable");
  return 0;
}
