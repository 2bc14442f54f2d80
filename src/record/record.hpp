// What one entry of a dump says: raw, as the decoder found it, and clean, as the database keeps it.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "record/field.hpp"

namespace litdex::record {

/// The fields of an entry as they stand in its bytes, nothing interpreted but the escapes of its format. The views
/// point into the entry's text, and live as long as it does, or into `kept`.
struct RawRecord {
  std::array<std::optional<std::string_view>, k_field_count> fields;
  /// The date of the record itself, where the format has one; else that of the paper's latest version stands for it.
  std::optional<std::string_view> date;
  /// The arXiv identifier as its source has it, where that was damaged and could be repaired.
  std::optional<std::string_view> damaged_id;
  /// Texts that do not stand in the entry as they are meant.
  std::forward_list<std::string> kept;

  /// Keeps `text` as long as the record, and returns a view of it. Moving the record leaves the view valid.
  std::string_view keep(std::string text) { return kept.emplace_front(std::move(text)); }

  std::optional<std::string_view>& operator[](Field field) { return fields[index_of(field)]; }
  const std::optional<std::string_view>& operator[](Field field) const { return fields[index_of(field)]; }
};

/// A normalized value. `original` is its source text (white space folded) where normalizing changed more than white
/// space. Two values are the same when both parts are.
struct Value {
  std::string text;
  std::optional<std::string> original;

  friend auto operator<=>(const Value&, const Value&) = default;
};

/// A normalized record: valid UTF-8, no empty value, ready to be stored.
struct Record {
  std::array<std::optional<Value>, k_field_count> values;
  /// The record's own date (ISO 8601), which decides between records that disagree; absent is the oldest.
  std::optional<std::string> date;

  std::optional<Value>& operator[](Field field) { return values[index_of(field)]; }
  const std::optional<Value>& operator[](Field field) const { return values[index_of(field)]; }

  /// The fields that have a value.
  [[nodiscard]] FieldSet given() const;

  friend bool operator==(const Record&, const Record&) = default;
};

}  // namespace litdex::record
