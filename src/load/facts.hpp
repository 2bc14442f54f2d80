// What the texts of a paper say beside themselves.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/author.hpp"
#include "record/counts.hpp"
#include "record/field.hpp"
#include "record/venue.hpp"

namespace litdex::load {

/// Exact or absent (docs/facts.md, docs/authors.md).
struct Facts {
  bool is_withdrawn = false;
  record::Counts counts;
  std::optional<record::Venue> venue;
  std::vector<std::string> links;
  std::vector<record::Author> authors;
};

/// The texts that say them; empty where there is none.
struct FactTexts {
  std::string_view authors;
  std::string_view abstract;
  std::string_view comments;
  std::string_view journal_ref;
};

/// Reads the facts out of the texts. Pure.
Facts facts_in(const FactTexts& texts);

/// The texts of `values`, which is a record or a choice: for each field an optional value, which outlives the result.
template <typename Values>
FactTexts fact_texts(const Values& values) {
  const auto text = [&](record::Field field) {
    const auto& value = values[field];
    return value ? value->text : std::string_view();
  };
  using record::Field;
  return {text(Field::authors), text(Field::abstract), text(Field::comments), text(Field::journal_ref)};
}

}  // namespace litdex::load
