// A hash table of objects by the text that they carry.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace litdex::base {

/// Lets the processor fetch what will soon be read: nearly all the time of an index goes into waiting for memory.
inline void prefetch(const void* place) { __builtin_prefetch(place); }

/// Finds objects by their text, and does not own them. `is` tells whether an object with the right hash has a text.
/// Open addressing: one look at a slot finds most words.
template <typename Entry>
class TextTable {
 public:
  /// To be called one after the other, some time before find() with a hash.
  void prefetch_slot(std::uint64_t hash) const { prefetch(&m_slots[first_slot(hash)]); }
  void prefetch_entry(std::uint64_t hash) const { prefetch(m_slots[first_slot(hash)].entry); }

  /// nullptr when there is none. `hash`: of the text, the same each time.
  [[nodiscard]] Entry* find(std::string_view text, std::uint64_t hash) const {
    for (std::size_t i = first_slot(hash); m_slots[i].entry != nullptr; i = next_slot(i)) {
      if (m_slots[i].hash == hash && m_slots[i].entry->is(text)) return m_slots[i].entry;
    }
    return nullptr;
  }

  /// Adds one whose text is not in the table.
  void add(Entry* entry, std::uint64_t hash) {
    if (++m_count * 2 > m_slots.size()) grow();
    place({hash, entry});
  }

  /// The memory that the table takes.
  [[nodiscard]] std::size_t bytes() const { return m_slots.size() * sizeof(Slot); }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    Entry* entry = nullptr;
  };
  static constexpr unsigned k_first_power = 10;

  /// The upper bits of a hash depend on all of the text.
  [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const { return hash >> (64 - m_power); }
  [[nodiscard]] std::size_t next_slot(std::size_t slot) const { return (slot + 1) & (m_slots.size() - 1); }

  void place(const Slot& slot) {
    std::size_t i = first_slot(slot.hash);
    while (m_slots[i].entry != nullptr) i = next_slot(i);
    m_slots[i] = slot;
  }

  void grow() {
    const std::vector<Slot> old = std::move(m_slots);
    m_slots.assign(old.size() * 2, {});
    m_power += 1;
    for (const Slot& slot : old) {
      if (slot.entry != nullptr) place(slot);
    }
  }

  unsigned m_power = k_first_power;
  std::vector<Slot> m_slots = std::vector<Slot>(std::size_t{1} << k_first_power);  ///< 2^m_power
  std::size_t m_count = 0;
};

}  // namespace litdex::base
