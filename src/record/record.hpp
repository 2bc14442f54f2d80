// What one entry of a dump says: raw, as the decoder found it, and clean, as the database keeps it.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "record/field.hpp"

namespace litdex::record {

/// The fields of an entry as they stand in its bytes, nothing interpreted. The views point into the entry's text
/// and live as long as it does.
struct RawRecord {
  std::array<std::optional<std::string_view>, k_field_count> fields;

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
