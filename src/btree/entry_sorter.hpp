// The entries of an index, sorted in bounded memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/spill_file.hpp"
#include "btree/record.hpp"

namespace litdex::btree {

enum class Direction : std::uint8_t { ascending, descending };

/// How two entries compare by the values of their first columns.
class EntryOrder {
 public:
  /// `directions`: of each of these columns, of which there is one at least.
  explicit EntryOrder(std::vector<Direction> directions) : m_directions(std::move(directions)) {}

  /// Below 0 where `a` comes first, above 0 where `b` does. Both are in SQLite's record format.
  [[nodiscard]] int compare(std::string_view a, std::string_view b) const;
  /// A number that never orders two entries otherwise than compare() does, of their first values.
  [[nodiscard]] std::uint64_t rank(const Value& first) const;
  /// Whether two entries of the same rank are alike, where this holds of their first values.
  [[nodiscard]] bool is_told_by_rank(const Value& first) const;

 private:
  std::vector<Direction> m_directions;
};

/// Takes entries in any order. What does not fit in memory goes to a file, in sorted runs.
class EntrySorter {
 public:
  /// Entries that `order` does not tell apart stay as they came. `folder`: where the file is made, if there is need.
  /// `run_bytes`: of memory.
  EntrySorter(EntryOrder order, std::filesystem::path folder, std::size_t run_bytes);

  /// Throws Error(io).
  void add(std::span<const Value> entry);
  /// Gives all entries away, in their order and in SQLite's record format. Throws Error(io), and what `take` throws.
  void drain(const std::function<void(std::string_view entry)>& take);

  [[nodiscard]] const EntryOrder& order() const { return m_order; }

 private:
  /// Where an entry is in m_bytes.
  struct Item {
    std::uint64_t rank;
    std::uint32_t begin;
    std::uint32_t size;
  };
  [[nodiscard]] std::string_view entry_of(const Item& item) const;
  [[nodiscard]] bool follows_last_run() const;
  void sort_run();
  void sort_equals(std::span<Item> items);
  void spill();
  void merge(const std::function<void(std::string_view entry)>& take) const;

  EntryOrder m_order;
  std::filesystem::path m_folder;
  std::size_t m_run_bytes;
  std::string m_bytes;
  std::vector<Item> m_items;
  std::string m_entry;
  bool m_is_told_by_ranks = true;  ///< of all entries so far
  std::optional<base::SpillFile> m_file;
  std::vector<std::uint64_t> m_run_ends;  ///< in the file
  std::string m_last_spilled;             ///< entry
};

}  // namespace litdex::btree
