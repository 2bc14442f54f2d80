// Rows of the table that is indexed, on their way from the reader to who inverts them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::index {

/// Some rows, in ascending order of their numbers. Every row has as many fields as the table has columns; one that is
/// NULL or not indexed is empty.
struct RowBatch {
  std::vector<std::int64_t> rowids;
  std::vector<std::size_t> field_ends;  ///< in `text`, row by row
  std::string text;                     ///< and k_padding bytes behind the last field, once it is finished

  static constexpr std::size_t k_bytes = std::size_t{256} * 1024;

  /// So much can be read behind any field.
  static constexpr std::size_t k_padding = 64;

  RowBatch() { text.reserve(k_bytes + k_bytes / 8); }

  void add_field(std::string_view field) {
    text += field;
    field_ends.push_back(text.size());
  }
  /// Whether it has enough that handing it over costs nothing. It is to hold little memory, too.
  [[nodiscard]] bool is_full() const {
    constexpr std::size_t k_rows = 4096;
    return text.size() >= k_bytes || rowids.size() >= k_rows;
  }
  void finish() { text.append(k_padding, '\0'); }

  /// The field `number` of all rows' fields, from 0.
  [[nodiscard]] std::string_view field(std::size_t number) const {
    const std::size_t begin = number == 0 ? 0 : field_ends[number - 1];
    return std::string_view(text).substr(begin, field_ends[number] - begin);
  }
};

}  // namespace litdex::index
