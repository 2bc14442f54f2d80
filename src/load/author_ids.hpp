// The numbers of names that are in the database, told from memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "record/author.hpp"

namespace litdex::load {

/// Most names of a batch stand on papers before it. Takes 64 MiB at most, half as much again while it
/// grows, which is three million names.
///
/// Of a name 96 bits of a hash are kept, whose seed nobody can know beforehand. That two of three million names have
/// the same is as likely as one in 10^16.
class AuthorIds {
 public:
  /// `is_empty`: whether the table of names is. `max_slots`: a power of two; three quarters of them are filled.
  explicit AuthorIds(bool is_empty, std::size_t max_slots = std::size_t{1} << 22U);

  /// The number of the name with the same parts, if it is known here.
  std::optional<std::int64_t> find(const record::Author& author);

  /// Notes the number of the name that was last sought and not found.
  void add(std::int64_t author_id);

  /// To be called when a name was deleted.
  void forget(const record::Author& author);

  /// Whether what is not known here is not in the database.
  [[nodiscard]] bool has_all() const { return m_has_all; }

 private:
  static constexpr std::uint32_t k_none = 0;
  static constexpr std::size_t k_first_slots = 1024;

  /// A name, or a free slot, where all is zero.
  struct Name {
    std::uint64_t upper = 0;           ///< bits of its hash
    std::uint32_t lower = 0;           ///< more of them, never zero
    std::uint32_t author_id = k_none;  ///< k_none of a name that was deleted

    [[nodiscard]] bool is(const Name& other) const { return upper == other.upper && lower == other.lower; }
  };
  /// Its slot, or the free one where it would be.
  [[nodiscard]] Name& slot_of(const Name& name);
  [[nodiscard]] Name hashed(const record::Author& author);
  /// Whether one more can be noted.
  bool make_room();
  void grow();

  std::uint64_t m_seed;
  std::size_t m_max_slots;
  std::vector<Name> m_slots;  ///< a power of two
  std::size_t m_count = 0;
  bool m_has_all;
  std::string m_key;
  Name m_sought;  ///< last
};

}  // namespace litdex::load
