// A hash table of objects by the text that they carry.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash.hpp"

namespace litdex::index {

/// Finds objects that have a member `text`, and does not own them. Open addressing: one look at a slot finds most
/// words.
template <typename Entry>
class TextTable {
 public:
  static std::uint64_t hash_of(std::string_view text) { return base::quick_hash(text, 0); }

  /// nullptr when there is none.
  [[nodiscard]] Entry* find(std::string_view text, std::uint64_t hash) const {
    for (std::size_t i = hash & m_mask; m_slots[i].entry != nullptr; i = (i + 1) & m_mask) {
      if (m_slots[i].hash == hash && m_slots[i].entry->text == text) return m_slots[i].entry;
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
  static constexpr std::size_t k_first_slots = 1024;

  void place(const Slot& slot) {
    std::size_t i = slot.hash & m_mask;
    while (m_slots[i].entry != nullptr) i = (i + 1) & m_mask;
    m_slots[i] = slot;
  }

  void grow() {
    const std::vector<Slot> old = std::move(m_slots);
    m_slots.assign(old.size() * 2, {});
    m_mask = m_slots.size() - 1;
    for (const Slot& slot : old) {
      if (slot.entry != nullptr) place(slot);
    }
  }

  std::vector<Slot> m_slots = std::vector<Slot>(k_first_slots);
  std::size_t m_mask = k_first_slots - 1;
  std::size_t m_count = 0;
};

}  // namespace litdex::index
