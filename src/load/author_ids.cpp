// SPDX-License-Identifier: MIT
#include "load/author_ids.hpp"

#include <utility>

#include "base/hash.hpp"

namespace litdex::load {

std::optional<std::int64_t> AuthorIds::find(const record::Author& author) {
  m_key = author.name;
  for (const std::string* part : {&author.family, &author.given}) {
    m_key += '\0';
    m_key += *part;
  }
  m_hash = base::quick_hash(m_key, 0);
  const Name* const name = m_by_key.find(m_key, m_hash);
  return name == nullptr ? std::nullopt : std::optional(name->author_id);
}

void AuthorIds::add(std::int64_t author_id) {
  if (m_arena.used() + m_names.size() * sizeof(Name) + m_by_key.bytes() >= k_max_bytes) {
    m_has_all = false;
    return;
  }
  m_by_key.add(&m_names.emplace_back(m_arena.copy(m_key), author_id), m_hash);
}

void AuthorIds::forget() {
  m_by_key = {};
  m_names = {};
  m_arena = {};
  m_has_all = false;
}

}  // namespace litdex::load
