// What two records say when the cut between them is moved: a person's decision about a doubtful end.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "format/format.hpp"
#include "record/record.hpp"

namespace litdex::load {

/// A record and what stands after it in the same stream, as the reader cut them.
struct CutEntries {
  std::string_view bytes;
  /// A record or a reject; empty where neither follows.
  std::string_view next;
  bool next_is_record = false;
  /// Whether blanks or page furniture stand between.
  bool has_gap = false;
};

/// The record, and the next one if it is one, read anew.
struct MovedCut {
  record::Record record;
  std::optional<record::Record> next;
};

/// Ends the record after `length` bytes: what is cut off begins the next record, what is added is taken from it.
/// Nothing when there is no such place, or when a record would lose its identifier. Pure.
std::optional<MovedCut> move_cut(const format::Format& format, const CutEntries& entries, std::uint64_t length);

}  // namespace litdex::load
