// A row in SQLite's record format (https://sqlite.org/fileformat2.html, "Record Format").
// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace litdex::btree {

/// One value of a row. Text and blobs are not copied. NULL by default.
struct Value {
  enum class Type : std::uint8_t { null, integer, real, text, blob };

  Type type = Type::null;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view bytes;  ///< of text and blobs; text is UTF-8

  static Value of(std::int64_t value) { return {Type::integer, value, 0, {}}; }
  static Value of(double value) { return {Type::real, 0, value, {}}; }
  static Value text(std::string_view bytes) { return {Type::text, 0, 0, bytes}; }
  static Value blob(std::string_view bytes) { return {Type::blob, 0, 0, bytes}; }
};

/// The order of keys: NULL, numbers, texts by their bytes, blobs. A number with a fraction, or beside one, is below
/// 2^53.
std::weak_ordering compare(const Value& a, const Value& b);

/// Writes the record of the values to `out`, in place of what it held.
void encode_record(std::span<const Value> values, std::string& out);

/// Goes through the values of a record, which lives as long.
class RecordReader {
 public:
  explicit RecordReader(std::string_view record);
  /// The next value, of which there is one.
  Value next();

 private:
  std::string_view m_types;
  std::string_view m_body;
};

}  // namespace litdex::btree
