// Terms and where they stand, gathered in memory in the form in which the index holds them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/text_table.hpp"

namespace litdex::index {

/// The rows that a term stands in, with its places in each: for each row its rowid (the first in full, the others as
/// the difference to the one before), the list's size in bytes times two, and the list of places.
struct Doclist {
  std::string_view bytes;
  std::int64_t last_rowid = 0;
  std::uint64_t rows = 0;
};

/// A term and its growing doclist. Its memory is the arena's. In one line of the processor's cache.
struct alignas(64) Term {
  std::string_view text;
  char* bytes = nullptr;
  std::uint32_t size = 0;
  std::uint32_t power = 0;       ///< `bytes` has room for 2^power
  std::uint32_t list_begin = 0;  ///< where the list of places of the last row begins
  std::uint32_t column = 0;      ///< of the last place
  std::uint32_t position = 0;    ///< of the last place
  std::uint32_t rows = 0;
  std::int64_t rowid = 0;  ///< the last row

  [[nodiscard]] bool is(std::string_view other) const { return text == other; }
  [[nodiscard]] char* end() const { return bytes + size; }
  [[nodiscard]] Doclist doclist() const { return {{bytes, size}, rowid, rows}; }
};

/// Where a token stands.
struct Place {
  std::int64_t rowid;
  std::uint32_t column;
  std::uint32_t position;
};

/// The terms of some rows and their doclists.
class Postings {
 public:
  /// The term with this text, which is added if it is new.
  Term& intern(std::string_view text);

  /// Notes that the term stands there. Places come in ascending order.
  void add(Term& term, const Place& place) {
    const std::uint32_t difference = place.position - term.position + k_position_base;
    const bool is_same_field = term.size != 0 && term.rowid == place.rowid && term.column == place.column;
    if (!is_same_field || difference >= 0x80 || !has_room(term, 1)) return add_in_full(term, place);
    // As four of ten places: not the first of its term in the field, and near to the one before.
    term.bytes[term.size++] = static_cast<char>(difference);
    term.position = place.position;
  }

  /// Closes all doclists and returns the terms in the order of their bytes. Nothing can be added afterwards.
  std::vector<const Term*> finish();

  base::Arena& arena() { return m_arena; }
  [[nodiscard]] std::size_t bytes() const { return m_arena.used() + m_table.bytes() + m_terms.size() * sizeof(Term); }

 private:
  /// Differences of positions begin here; 1 is the mark of a column.
  static constexpr std::uint32_t k_position_base = 2;

  /// Always free behind a doclist: for the size of its last row's list, which may take more than the byte that is kept
  /// for it, and for what is written beyond a short addition.
  static constexpr std::uint32_t k_spare_bytes = 8;

  static bool has_room(const Term& term, std::size_t bytes) {
    return term.size + bytes + k_spare_bytes <= std::uint64_t{1} << term.power;
  }
  void add_in_full(Term& term, const Place& place);
  template <typename Added>
  void add_as(Term& term, const Place& place);
  static void begin_row(Term& term, std::int64_t rowid);
  static void end_row(Term& term);
  void enlarge(Term& term);

  base::Arena m_arena;
  base::TextTable<Term> m_table;
  std::deque<Term> m_terms;
};

}  // namespace litdex::index
