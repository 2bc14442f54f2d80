// Finds a key among those of a table that is known when the program is built.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace litdex::base {

/// The places of `Count` distinct keys in their table, found by one or two comparisons: a hash table with open
/// addresses, made when the program is built. It does not hold the keys.
template <std::size_t Count>
class KeyIndex {
 public:
  /// What find() gives for a key that is not there.
  static constexpr std::size_t k_absent = Count;

  /// `key_at` gives the key of each place from 0 to Count - 1. None is empty.
  template <typename KeyAt>
  constexpr explicit KeyIndex(const KeyAt& key_at) {
    m_places.fill(k_absent);
    for (std::size_t place = 0; place < Count; ++place) {
      std::size_t slot = first_slot(key_at(place));
      while (m_places[slot] != k_absent) slot = next_slot(slot);
      m_places[slot] = static_cast<std::uint16_t>(place);
    }
  }

  /// The place of `key`, or k_absent. `key_at`: as when this was made.
  template <typename KeyAt>
  [[nodiscard]] constexpr std::size_t find(std::string_view key, const KeyAt& key_at) const {
    if (key.empty()) return k_absent;
    std::size_t slot = first_slot(key);
    while (m_places[slot] != k_absent && key_at(m_places[slot]) != key) slot = next_slot(slot);
    return m_places[slot];
  }

 private:
  // So many that most keys which are not there meet none.
  static constexpr std::size_t k_slots = 1024;
  static_assert(Count * 4 <= k_slots);

  // The factors are such that few of the keys meet for which this is used.
  static constexpr std::size_t first_slot(std::string_view key) {
    const auto at = [key](std::size_t i) { return std::size_t{static_cast<unsigned char>(key[i])}; };
    const std::size_t last = key.size() - 1;
    const std::size_t last_but_one = last == 0 ? 0 : last - 1;
    return (key.size() * 383 + at(0) * 313 + at(key.size() / 2) * 385 + at(last_but_one) * 63 + at(last) * 475) %
           k_slots;
  }
  static constexpr std::size_t next_slot(std::size_t slot) { return (slot + 1) % k_slots; }

  std::array<std::uint16_t, k_slots> m_places{};
};

}  // namespace litdex::base
