// What a new database holds, told from memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace litdex::load {

/// 64 bits each of the keys that a table holds: nearly all keys of a first load are new, and need not be looked up.
class KnownKeys {
 public:
  /// `is_empty`: whether the table is. Otherwise it may hold anything. `max_slots`: a power of two, of 8 bytes each;
  /// three quarters of them are filled. Six million keys, if not given.
  explicit KnownKeys(bool is_empty, std::size_t max_slots = std::size_t{1} << 23U) : m_max_slots(max_slots) {
    if (is_empty) m_slots.resize(k_first_slots);
  }

  /// False when the table surely holds no key with these bits, which depend on all of the key.
  [[nodiscard]] bool may_hold(std::uint64_t key) const {
    return m_slots.empty() || m_slots[slot_of(stored(key))] != k_free;
  }

  /// Notes a key that the table holds from now on. When there are too many, all are forgotten, and the table may hold
  /// anything.
  void add(std::uint64_t key) {
    if (may_hold(key)) return;
    if (++m_count * 4 > m_slots.size() * 3) grow();
    if (!m_slots.empty()) place(stored(key));
  }

 private:
  static constexpr std::size_t k_first_slots = 1024;

  static constexpr std::uint64_t k_free = 0;

  static std::uint64_t stored(std::uint64_t key) { return key == k_free ? 1 : key; }

  /// Where the key is, or would be.
  [[nodiscard]] std::size_t slot_of(std::uint64_t stored_key) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = stored_key & mask;
    while (m_slots[slot] != k_free && m_slots[slot] != stored_key) slot = (slot + 1) & mask;
    return slot;
  }

  void place(std::uint64_t stored_key) { m_slots[slot_of(stored_key)] = stored_key; }

  void grow() {
    const std::vector<std::uint64_t> old = std::exchange(m_slots, {});
    if (old.size() == m_max_slots) return;
    m_slots.resize(old.size() * 2);
    for (const std::uint64_t key : old) {
      if (key != k_free) place(key);
    }
  }

  std::size_t m_max_slots;
  std::vector<std::uint64_t> m_slots;  ///< a power of two; empty when anything may be there
  std::size_t m_count = 0;
};

}  // namespace litdex::load
