// SPDX-License-Identifier: MIT
#include "index/postings.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/varint.hpp"

namespace litdex::index {
namespace {

/// Most terms stand in one row, once.
constexpr std::uint32_t k_first_power = 4;

/// The largest addition: a rowid, a size, a mark, a column, a position.
constexpr std::size_t k_max_added_bytes = 3 * base::k_max_varint_bytes + 2;

/// Stands before the column, where a list of places goes on to another one.
constexpr char k_column_mark = 1;

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
  char added[k_max_added_bytes] = {};
  std::size_t size = 0;
  const bool is_new_row = term.size == 0 || term.rowid != place.rowid;
  if (is_new_row) size = begin_row(term, place.rowid, added);
  const std::size_t list_begin = size;
  if (term.column != place.column) {
    added[size++] = k_column_mark;
    size += base::put_varint(added + size, place.column);
    term.column = place.column;
    term.position = 0;
  }
  size += base::put_varint(added + size, place.position - term.position + k_position_base);
  term.position = place.position;
  append(term, {added, size});
  if (is_new_row) term.list_begin = term.size - static_cast<std::uint32_t>(size - list_begin);
}

/// Ends the row before, and puts to `out` what stands before the new row's list. Returns how much that is.
std::size_t Postings::begin_row(Term& term, std::int64_t rowid, char* out) {
  if (term.size != 0) end_row(term);
  const std::size_t size =
      base::put_varint(out, static_cast<std::uint64_t>(rowid) - static_cast<std::uint64_t>(term.rowid));
  term.rowid = rowid;
  term.rows += 1;
  term.column = 0;
  term.position = 0;
  return size + 1;  // one for the size of the list, which is most often a byte
}

/// `added`: of a buffer of k_max_added_bytes.
void Postings::append(Term& term, std::string_view added) {
  while (!has_room(term, added.size())) enlarge(term);
  // Nearly all are small, and a copy of a fixed size is one instruction.
  const bool is_small = added.size() <= k_spare_bytes;
  std::memcpy(term.bytes + term.size, added.data(), is_small ? k_spare_bytes : added.size());
  term.size += static_cast<std::uint32_t>(added.size());
}

/// Writes the size of the last row's list before it.
void Postings::end_row(Term& term) {
  char size[base::k_max_varint_bytes];
  const std::uint32_t list_bytes = term.size - term.list_begin;
  const std::size_t size_bytes = base::put_varint(size, std::uint64_t{list_bytes} * 2);
  char* const list = term.bytes + term.list_begin;
  if (size_bytes > 1) std::memmove(list + size_bytes - 1, list, list_bytes);
  std::memcpy(list - 1, size, size_bytes);
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
