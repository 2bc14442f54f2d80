// What one entry of a dump says: raw, as the decoder found it, and clean, as the database keeps it.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
/// space. Two values are the same when both parts are. The views point into the record that gave the value, where a NUL
/// follows each text.
struct Value {
  std::string_view text;
  std::optional<std::string_view> original;

  friend auto operator<=>(const Value&, const Value&) = default;

  /// Most values are compared with themselves.
  friend bool operator==(const Value& a, const Value& b) {
    const auto is_same = [](std::string_view x, std::string_view y) {
      return x.size() == y.size() && (x.data() == y.data() || x == y);
    };
    return is_same(a.text, b.text) && a.original.has_value() == b.original.has_value() &&
           (!a.original || is_same(*a.original, *b.original));
  }
};

/// A normalized record: valid UTF-8, no empty value, ready to be stored. All its text is one piece of memory, since
/// hundreds of thousands are made in a second.
class Record {
 public:
  /// The value of the field; valid until the record changes or ends.
  [[nodiscard]] std::optional<Value> operator[](Field field) const& {
    if (!m_given.has(field)) return std::nullopt;
    Value value{text_of(m_texts[index_of(field)]), std::nullopt};
    if (m_with_original.has(field)) value.original = text_of(m_originals[index_of(field)]);
    return value;
  }
  [[nodiscard]] std::optional<Value> operator[](Field field) const&& = delete;

  /// Sets the field, or removes it where there is no value. The old text keeps its memory. All text of a record stays
  /// below 4 GiB, which entries of bounded length guarantee.
  void set(Field field, const std::optional<Value>& value);

  /// The record's own date (ISO 8601), which decides between records that disagree; absent is the oldest.
  [[nodiscard]] std::optional<std::string_view> date() const&;
  [[nodiscard]] std::optional<std::string_view> date() const&& = delete;
  void set_date(std::optional<std::string_view> date);

  /// The fields that have a value.
  [[nodiscard]] FieldSet given() const { return m_given; }

  /// Makes room for values of so many bytes in all.
  void reserve(std::size_t bytes) { m_text.reserve(bytes); }

  friend bool operator==(const Record& a, const Record& b);

 private:
  /// Where a text stands in m_text; of no length: there is none.
  struct Part {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;
  };
  /// Makes room for one or two texts of so many bytes in all. Gives back the memory that was left for it, which what is
  /// to be appended may point into.
  [[nodiscard]] std::string make_room(std::size_t bytes);
  Part append(std::string_view text);
  [[nodiscard]] std::string_view text_of(Part part) const { return {m_text.data() + part.begin, part.length}; }

  std::string m_text;
  std::array<Part, k_field_count> m_texts{};
  std::array<Part, k_field_count> m_originals{};
  FieldSet m_given;
  FieldSet m_with_original;
  Part m_date;
};

}  // namespace litdex::record
