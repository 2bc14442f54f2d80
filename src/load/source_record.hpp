// A record as identity and derive see it: what it says, and how far it can be trusted.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "base/hash.hpp"
#include "load/facts.hpp"
#include "record/record.hpp"

namespace litdex::load {

/// One distinct entry of a paper. Copies of the same bytes in several dumps are one SourceRecord, with the evidence of
/// the copy that was cut most surely, so that the order of imports does not matter.
struct SourceRecord {
  base::EntryHash entry_hash;
  record::Record record;
  double confidence = 1;
  record::FieldSet doubtful;
  /// Trust of its format: Format::trust.
  int trust = 0;
  /// What its texts say, if that has been read: it takes time, which the thread that writes has less of than others.
  std::shared_ptr<const Facts> facts = nullptr;
};

/// What a person decided about a record or a paper: the fields, and the value of each; none where it is to have none.
struct Decision {
  record::FieldSet decided;
  record::Record record;
  /// Which of all decisions it was, for each field: the later one has the greater number.
  std::array<std::size_t, record::k_field_count> turn{};
};

/// The records of one paper as they are, and with what people decided about them.
struct PaperSources {
  /// At least one.
  std::vector<const SourceRecord*> said;
  /// One each: the same record, or a corrected copy of it.
  std::vector<const SourceRecord*> corrected;
  /// About the paper as a whole.
  Decision decision;
};

}  // namespace litdex::load
