// SPDX-License-Identifier: MIT
#include "index/postings.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/varint.hpp"

namespace litdex::index {
namespace {

/// Most terms stand in one row, once.
constexpr std::uint32_t k_first_power = 4;

/// Stands before the column, where a list of places goes on to another one.
constexpr unsigned char k_column_mark = 1;

/// What is appended to a doclist at a time, of small numbers: in a register, since what is written to memory byte by
/// byte and read again at once is waited for.
class ShortAddition {
 public:
  /// Numbers below this take two bytes at most.
  static constexpr std::uint64_t k_limit = std::uint64_t{1} << 14U;

  void put_byte(std::uint64_t byte) { m_bytes |= byte << 8 * m_size++; }
  void put(std::uint64_t number) {
    if (number >= 0x80) put_byte(0x80 | number >> 7);
    put_byte(number & 0x7f);
  }
  [[nodiscard]] std::uint32_t size() const { return m_size; }

  /// Writes more than its size, as many as there are to spare.
  void copy_to(char* out) const {
    const std::uint64_t bytes = std::endian::native == std::endian::big ? __builtin_bswap64(m_bytes) : m_bytes;
    std::memcpy(out, &bytes, sizeof bytes);
  }

 private:
  std::uint64_t m_bytes = 0;
  std::uint32_t m_size = 0;
};

/// The same of numbers of any size.
class Addition {
 public:
  void put_byte(unsigned char byte) { m_bytes[m_size++] = static_cast<char>(byte); }
  void put(std::uint64_t number) { m_size += static_cast<std::uint32_t>(base::put_varint(m_bytes + m_size, number)); }
  [[nodiscard]] std::uint32_t size() const { return m_size; }
  void copy_to(char* out) const { std::memcpy(out, m_bytes, m_size); }

 private:
  /// At most a rowid, a size, a mark, a column, a position.
  char m_bytes[3 * base::k_max_varint_bytes + 2] = {};
  std::uint32_t m_size = 0;
};

std::uint64_t difference(std::int64_t rowid, std::int64_t before) {
  return static_cast<std::uint64_t>(rowid) - static_cast<std::uint64_t>(before);
}

}  // namespace

Term& Postings::intern(std::string_view text) {
  const std::uint64_t hash = base::quick_hash(text, 0);
  if (Term* const known = m_table.find(text, hash)) return *known;
  Term& term = m_terms.emplace_back();
  term.text = m_arena.copy(text);
  term.bytes = m_arena.take_buffer(k_first_power);
  term.power = k_first_power;
  m_table.add(&term, hash);
  return term;
}

void Postings::add_in_full(Term& term, const Place& place) {
  // Seven bytes at most then: two of the row, one for the size of its list, a mark and a column, two of the position.
  const bool is_short = place.column < 0x80 && place.position < ShortAddition::k_limit - k_position_base &&
                        difference(place.rowid, term.rowid) < ShortAddition::k_limit;
  is_short ? add_as<ShortAddition>(term, place) : add_as<Addition>(term, place);
}

template <typename Added>
void Postings::add_as(Term& term, const Place& place) {
  Added added;
  const bool is_new_row = term.size == 0 || term.rowid != place.rowid;
  if (is_new_row) {
    added.put(difference(place.rowid, term.rowid));
    added.put_byte(0);  // for the size of the list, which is most often a byte
    begin_row(term, place.rowid);
  }
  const std::uint32_t list_begin = added.size();
  if (term.column != place.column) {
    added.put_byte(k_column_mark);
    added.put(place.column);
    term.column = place.column;
    term.position = 0;
  }
  added.put(place.position - term.position + k_position_base);
  term.position = place.position;
  while (!has_room(term, added.size())) enlarge(term);
  added.copy_to(term.end());
  if (is_new_row) term.list_begin = term.size + list_begin;
  term.size += added.size();
}

/// Ends the row before and begins the next, whose number was put already.
void Postings::begin_row(Term& term, std::int64_t rowid) {
  if (term.size != 0) end_row(term);
  term.rowid = rowid;
  term.rows += 1;
  term.column = 0;
  term.position = 0;
}

/// Writes the size of the last row's list before it.
void Postings::end_row(Term& term) {
  const std::uint32_t list_bytes = term.size - term.list_begin;
  const std::uint64_t size = std::uint64_t{list_bytes} * 2;
  const std::size_t size_bytes = base::varint_size(size);
  char* const list = term.bytes + term.list_begin;
  if (size_bytes > 1) std::memmove(list + size_bytes - 1, list, list_bytes);
  base::put_varint(list - 1, size);
  term.size += static_cast<std::uint32_t>(size_bytes - 1);
}

void Postings::enlarge(Term& term) {
  char* const larger = m_arena.take_buffer(term.power + 1);
  std::memcpy(larger, term.bytes, term.size);
  m_arena.give_back_buffer(term.bytes, term.power);
  term.bytes = larger;
  term.power += 1;
}

std::vector<const Term*> Postings::finish() {
  std::vector<std::pair<std::uint64_t, Term*>> keyed;
  keyed.reserve(m_terms.size());
  for (Term& term : m_terms) {
    if (term.size == 0) continue;  // looked up for a place that was not added
    end_row(term);
    keyed.emplace_back(base::sort_prefix(term.text), &term);
  }
  std::ranges::sort(keyed, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->text < b.second->text;
  });
  std::vector<const Term*> terms;
  terms.reserve(keyed.size());
  for (const auto& [key, term] : keyed) terms.push_back(term);
  return terms;
}

}  // namespace litdex::index
