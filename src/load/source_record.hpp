// A record as identity and derive see it: what it says, and how far it can be trusted.
// SPDX-License-Identifier: MIT
#pragma once

#include "base/hash.hpp"
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
};

}  // namespace litdex::load
