// What a new database holds, told from memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bounded_table.hpp"

namespace litdex::load {

/// 64 bits each of the keys that a table holds: nearly all keys of a first load are new, and need not be looked up.
class KnownKeys {
 public:
  /// `is_empty`: whether the table is. Otherwise it may hold anything. `max_slots`: a power of two, of 8 bytes each;
  /// three quarters of them are filled. Six million keys, if not given.
  explicit KnownKeys(bool is_empty, std::size_t max_slots = std::size_t{1} << 23U) {
    if (is_empty) m_keys.emplace(max_slots);
  }

  /// False when the table surely holds no key with these bits, which depend on all of the key.
  [[nodiscard]] bool may_hold(std::uint64_t key) const { return !m_keys || !m_keys->slot_of(Key(key)).is_free(); }

  /// Notes a key that the table holds from now on. When there are too many, all are forgotten, and the table may hold
  /// anything.
  void add(std::uint64_t key) {
    if (!may_hold(key) && !m_keys->add(Key(key))) m_keys.reset();
  }

 private:
  /// Its bits, never zero.
  struct Key {
    std::uint64_t bits = 0;

    Key() = default;
    explicit Key(std::uint64_t key) : bits(key == 0 ? 1 : key) {}
    [[nodiscard]] std::uint64_t hash() const { return bits; }
    [[nodiscard]] bool is(const Key& other) const { return bits == other.bits; }
    [[nodiscard]] bool is_free() const { return bits == 0; }
  };

  std::optional<base::BoundedTable<Key>> m_keys;  ///< absent when anything may be there
};

}  // namespace litdex::load
