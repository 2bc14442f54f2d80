// The numbers of names that are in the database, told from memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "base/text_table.hpp"
#include "record/author.hpp"

namespace litdex::load {

/// Most names of a batch stand on papers before it. Takes some 64 MiB at most, which is half a million names.
class AuthorIds {
 public:
  /// `is_empty`: whether the table of names is.
  explicit AuthorIds(bool is_empty) : m_has_all(is_empty) {}

  /// The number of the name with the same parts, if it is known here.
  std::optional<std::int64_t> find(const record::Author& author);

  /// Notes the number of the name that was last sought and not found.
  void add(std::int64_t author_id);

  /// To be called when a name was deleted.
  void forget(const record::Author& author);

  /// Whether what is not known here is not in the database.
  [[nodiscard]] bool has_all() const { return m_has_all; }

 private:
  struct Name {
    std::string_view key;
    std::int64_t author_id;  ///< k_none of a name that was deleted

    Name(std::string_view text, std::int64_t number) : key(text), author_id(number) {}
    [[nodiscard]] bool is(std::string_view other) const { return key == other; }
  };
  Name* seek(const record::Author& author);

  static constexpr std::int64_t k_none = 0;
  static constexpr std::size_t k_max_bytes = std::size_t{64} << 20U;

  base::Arena m_arena;
  std::deque<Name> m_names;
  base::TextTable<Name> m_by_key;
  bool m_has_all;
  // Of the name that was last sought.
  std::string m_key;
  std::uint64_t m_hash = 0;
  Name* m_sought = nullptr;
};

}  // namespace litdex::load
