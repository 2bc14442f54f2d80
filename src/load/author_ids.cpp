// SPDX-License-Identifier: MIT
#include "load/author_ids.hpp"

#include <limits>
#include <random>

#include "base/hash.hpp"

namespace litdex::load {
namespace {

std::uint64_t random_seed() {
  std::random_device random;
  return std::uint64_t{random()} << 32U | random();
}

}  // namespace

AuthorIds::AuthorIds(bool is_empty, std::size_t max_slots)
    : m_seed(random_seed()), m_names(max_slots), m_has_all(is_empty) {}

std::optional<std::int64_t> AuthorIds::find(const record::Author& author) {
  m_sought = hashed(author);
  const std::uint32_t author_id = m_names.slot_of(m_sought).author_id;
  return author_id == k_none ? std::nullopt : std::optional(std::int64_t{author_id});
}

void AuthorIds::add(std::int64_t author_id) {
  Name name = m_sought;
  name.author_id = static_cast<std::uint32_t>(author_id);
  const bool fits = author_id <= std::numeric_limits<std::uint32_t>::max();
  if (!fits || !note(name)) m_has_all = false;
}

bool AuthorIds::note(const Name& name) {
  Name& slot = m_names.slot_of(name);
  if (slot.is_free()) return m_names.add(name);
  slot = name;
  return true;
}

void AuthorIds::forget(const record::Author& author) { m_names.slot_of(hashed(author)).author_id = k_none; }

AuthorIds::Name AuthorIds::hashed(const record::Author& author) {
  m_key = author.name;
  for (const std::string* part : {&author.family, &author.given}) {
    m_key += '\0';
    m_key += *part;
  }
  const auto lower = static_cast<std::uint32_t>(base::quick_hash(m_key, ~m_seed));
  return {base::quick_hash(m_key, m_seed), lower == 0 ? 1 : lower, k_none};
}

}  // namespace litdex::load
