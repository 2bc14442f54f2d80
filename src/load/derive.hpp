// `derive`: from the records of one paper to the values that its row holds. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "load/facts.hpp"
#include "load/source_record.hpp"

namespace litdex::load {

/// The choice of every field's value over the records of one paper. The order of offers does not matter.
///
/// For each field: a sure cut before a doubtful one; then the later record date (none is the oldest); then the trust
/// of the format; then the hash of the value. Absence never wins over a value.
class Choice {
 public:
  /// Takes `source` into account and says whether a chosen value is another one now. `source` outlives the Choice.
  bool offer(const SourceRecord& source);

  /// Makes what was decided the choice. `decision` outlives the Choice.
  void decide(const Decision& decision);

  /// The chosen value of the field, if it has one; lives as long as the record that gave it.
  [[nodiscard]] const std::optional<record::Value>& operator[](record::Field field) const {
    return m_best[record::index_of(field)].value;
  }

 private:
  struct Candidate {
    std::optional<record::Value> value;
    const SourceRecord* source = nullptr;
    bool is_sure = false;
  };
  static bool is_better(const Candidate& a, const Candidate& b);

  std::array<Candidate, record::k_field_count> m_best{};
};

/// A value that a record gave and that was not chosen. `record` is its index in what derive was given.
struct Alternate {
  std::size_t record = 0;
  record::Field field = record::Field::arxiv_id;
  record::Value value;
};

/// Everything that the tables hold of one paper besides its records.
struct PaperRows {
  std::optional<std::string> arxiv_id;
  Choice choice;
  std::vector<Alternate> alternates;
  std::optional<int> year;
  std::optional<int> month;
  std::vector<std::string_view> categories;
  std::shared_ptr<const Facts> facts;  ///< what the chosen values say beside themselves
};

/// Derives the rows of the paper that `sources` are records of. The result points into `sources`. What was decided
/// about the paper wins over every record. `arxiv_id` is the paper's identity (see identity.hpp), which no record
/// decides alone.
PaperRows derive(const PaperSources& sources, std::optional<std::string> arxiv_id);

}  // namespace litdex::load
