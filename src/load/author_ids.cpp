// SPDX-License-Identifier: MIT
#include "load/author_ids.hpp"

#include <limits>
#include <random>
#include <utility>

#include "base/hash.hpp"

namespace litdex::load {
namespace {

std::uint64_t random_seed() {
  std::random_device random;
  return std::uint64_t{random()} << 32U | random();
}

}  // namespace

AuthorIds::AuthorIds(bool is_empty, std::size_t max_slots)
    : m_seed(random_seed()), m_max_slots(max_slots), m_slots(k_first_slots), m_has_all(is_empty) {}

std::optional<std::int64_t> AuthorIds::find(const record::Author& author) {
  m_sought = hashed(author);
  const std::uint32_t author_id = slot_of(m_sought).author_id;
  return author_id == k_none ? std::nullopt : std::optional(std::int64_t{author_id});
}

void AuthorIds::add(std::int64_t author_id) {
  const bool is_noted = slot_of(m_sought).is(m_sought);
  const bool fits = author_id <= std::numeric_limits<std::uint32_t>::max();
  if (!fits || (!is_noted && !make_room())) {
    m_has_all = false;
    return;
  }
  if (!is_noted) ++m_count;
  Name& name = slot_of(m_sought);
  name = m_sought;
  name.author_id = static_cast<std::uint32_t>(author_id);
}

void AuthorIds::forget(const record::Author& author) { slot_of(hashed(author)).author_id = k_none; }

AuthorIds::Name AuthorIds::hashed(const record::Author& author) {
  m_key = author.name;
  for (const std::string* part : {&author.family, &author.given}) {
    m_key += '\0';
    m_key += *part;
  }
  const auto lower = static_cast<std::uint32_t>(base::quick_hash(m_key, ~m_seed));
  return {base::quick_hash(m_key, m_seed), lower == 0 ? 1 : lower, k_none};
}

AuthorIds::Name& AuthorIds::slot_of(const Name& name) {
  const std::size_t mask = m_slots.size() - 1;
  std::size_t slot = name.upper & mask;
  while (m_slots[slot].lower != 0 && !m_slots[slot].is(name)) slot = (slot + 1) & mask;
  return m_slots[slot];
}

bool AuthorIds::make_room() {
  const auto is_full = [this] { return (m_count + 1) * 4 > m_slots.size() * 3; };
  if (is_full() && m_slots.size() < m_max_slots) grow();
  return !is_full();
}

void AuthorIds::grow() {
  const std::vector<Name> old = std::exchange(m_slots, std::vector<Name>(m_slots.size() * 2));
  for (const Name& name : old) {
    if (name.lower != 0) slot_of(name) = name;
  }
}

}  // namespace litdex::load
