// The numbers of names that are in the database, told from memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bounded_table.hpp"
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

  struct Name {
    std::uint64_t upper = 0;           ///< bits of its hash
    std::uint32_t lower = 0;           ///< more of them, never zero
    std::uint32_t author_id = k_none;  ///< k_none of a name that was deleted

    [[nodiscard]] std::uint64_t hash() const { return upper; }
    [[nodiscard]] bool is(const Name& other) const { return upper == other.upper && lower == other.lower; }
    [[nodiscard]] bool is_free() const { return lower == 0; }
  };
  [[nodiscard]] Name hashed(const record::Author& author);
  /// Whether there was room for the name.
  bool note(const Name& name);

  std::uint64_t m_seed;
  base::BoundedTable<Name> m_names;
  bool m_has_all;
  std::string m_key;
  Name m_sought;  ///< last
};

}  // namespace litdex::load
