// A hash table of small entries that never takes more memory than it was given.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace litdex::base {

/// Open addressing; three quarters of the slots are filled at most. An Entry is copied and has hash(), a std::uint64_t
/// whose lower bits depend on all of its key; is(other), whether the keys are the same; and is_free(), which only
/// Entry{} says of itself.
template <typename Entry>
class BoundedTable {
 public:
  /// `max_slots`: a power of two. While the table grows, it takes half as much again as its new slots.
  explicit BoundedTable(std::size_t max_slots) : m_max_slots(max_slots), m_slots(k_first_slots) {}

  /// The entry with that key, or the free slot where it would be. Valid until an entry is added.
  [[nodiscard]] Entry& slot_of(const Entry& entry) { return m_slots[place_of(entry)]; }
  [[nodiscard]] const Entry& slot_of(const Entry& entry) const { return m_slots[place_of(entry)]; }

  /// Adds an entry whose key is not there; false where there is no room for it.
  bool add(const Entry& entry) {
    if (is_full() && m_slots.size() < m_max_slots) grow();
    if (is_full()) return false;
    ++m_count;
    slot_of(entry) = entry;
    return true;
  }

 private:
  static constexpr std::size_t k_first_slots = 1024;

  [[nodiscard]] bool is_full() const { return (m_count + 1) * 4 > m_slots.size() * 3; }

  [[nodiscard]] std::size_t place_of(const Entry& entry) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t place = entry.hash() & mask;
    while (!m_slots[place].is_free() && !m_slots[place].is(entry)) place = (place + 1) & mask;
    return place;
  }

  void grow() {
    const std::vector<Entry> old = std::exchange(m_slots, std::vector<Entry>(m_slots.size() * 2));
    for (const Entry& entry : old) {
      if (!entry.is_free()) slot_of(entry) = entry;
    }
  }

  std::size_t m_max_slots;
  std::vector<Entry> m_slots;  ///< a power of two
  std::size_t m_count = 0;
};

}  // namespace litdex::base
