// Collects the texts of a record that stand nowhere as they are meant, and makes a raw record of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "record/record.hpp"

namespace litdex::format {

/// Fields, each given once: one buffer for all, so that a record costs one allocation.
class FieldTexts {
 public:
  /// Room for texts of `bytes` in all, so that most records need no more.
  explicit FieldTexts(std::size_t bytes) { m_text.reserve(bytes); }

  /// Gives `field` a value, unless it has one or `text` is empty.
  void set(record::Field field, std::string_view text);

  /// Gives the arXiv identifier `repaired`, which its source has as `damaged`.
  void set_repaired_id(std::string_view repaired, std::string_view damaged);

  /// Gives the record's own date, in the same way.
  void set_date(std::string_view text);

  [[nodiscard]] bool has(record::Field field) const { return m_places[index_of(field)].has_value(); }
  [[nodiscard]] std::string_view text(record::Field field) const;

  /// Whether something says which paper the record is of: an arXiv identifier, a DOI, or at least a title.
  [[nodiscard]] bool has_identity() const;

  /// The record; nothing is left here.
  record::RawRecord finish();

 private:
  struct Place {
    std::size_t begin = 0;
    std::size_t length = 0;
  };

  std::optional<Place> add(std::string_view text);

  std::string m_text;
  std::array<std::optional<Place>, record::k_field_count> m_places;
  std::optional<Place> m_date;
  std::optional<Place> m_damaged_id;
};

}  // namespace litdex::format
