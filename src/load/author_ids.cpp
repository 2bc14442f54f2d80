// SPDX-License-Identifier: MIT
#include "load/author_ids.hpp"

#include <new>
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
  const Name* const name = m_names.find(m_key, m_hash);
  return name == nullptr ? std::nullopt : std::optional(name->author_id);
}

void AuthorIds::add(std::int64_t author_id) {
  if (m_arena.used() + m_names.bytes() >= k_max_bytes) {
    m_has_all = false;
    return;
  }
  Name* const name = new (m_arena.allocate(sizeof(Name))) Name{m_arena.copy(m_key), author_id};
  m_names.add(name, m_hash);
}

void AuthorIds::forget() {
  m_arena = {};
  m_names = {};
  m_has_all = false;
}

}  // namespace litdex::load
