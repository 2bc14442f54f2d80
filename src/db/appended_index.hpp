// An index of a table that is appended to, gathered while rows come and written in the end.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btree/entry_sorter.hpp"
#include "btree/page.hpp"
#include "btree/page_sink.hpp"
#include "btree/record.hpp"

namespace litdex::db {

/// Of the rows of a table its entries are kept, and sorted; SQLite would read the table again for each of its indexes.
class AppendedIndex {
 public:
  /// Where the values of a column stand in the rows of the table; nothing for the row's number.
  using PlaceOf = std::function<std::optional<std::size_t>(std::string_view column)>;

  /// The indexes of a table that can be gathered: of whole columns of all rows, compared byte by byte. Throws
  /// SQLite::Exception.
  static std::vector<std::string> names_of(SQLite::Database& database, const std::string& table);

  /// Throws SQLite::Exception.
  AppendedIndex(SQLite::Database& database, std::string name, const PlaceOf& place_of);

  [[nodiscard]] const std::string& name() const { return m_name; }
  [[nodiscard]] btree::PageNumber root() const { return m_root; }
  [[nodiscard]] std::uint64_t entry_count() const { return m_entry_count; }

  /// Adds the entry of a row as it is stored. Rows come in the order of their keys. Throws Error(io).
  void add(std::span<const btree::Value> row, std::int64_t rowid);

  /// Writes the tree with all entries. Throws std::logic_error where the index is unique and two rows are alike,
  /// Error(io) and Error(interrupted), and what the sink throws.
  void write(btree::PageSink& sink);
  /// Writes the tree without any entry, and forgets them.
  void write_empty(btree::PageSink& sink);

 private:
  void require_unlike(std::string_view entry);

  std::string m_name;
  btree::PageNumber m_root = 0;
  std::vector<std::optional<std::size_t>> m_places;  ///< in a row; nothing for its number
  std::size_t m_unique_columns = 0;                  ///< 0 where two rows may be alike
  std::optional<btree::EntrySorter> m_entries;
  std::vector<btree::Value> m_entry;
  std::uint64_t m_entry_count = 0;
  std::string m_last_entry;
};

}  // namespace litdex::db
