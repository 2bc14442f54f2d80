// SPDX-License-Identifier: MIT
#include "load/author_ids.hpp"

#include "base/hash.hpp"

namespace litdex::load {

std::optional<std::int64_t> AuthorIds::find(const record::Author& author) {
  const Name* const name = seek(author);
  return name == nullptr || name->author_id == k_none ? std::nullopt : std::optional(name->author_id);
}

AuthorIds::Name* AuthorIds::seek(const record::Author& author) {
  m_key = author.name;
  for (const std::string* part : {&author.family, &author.given}) {
    m_key += '\0';
    m_key += *part;
  }
  m_hash = base::quick_hash(m_key, 0);
  m_sought = m_by_key.find(m_key, m_hash);
  return m_sought;
}

void AuthorIds::add(std::int64_t author_id) {
  if (m_sought != nullptr) {
    m_sought->author_id = author_id;
  } else if (m_arena.used() + m_names.size() * sizeof(Name) + m_by_key.bytes() >= k_max_bytes) {
    m_has_all = false;
  } else {
    m_by_key.add(&m_names.emplace_back(m_arena.copy(m_key), author_id), m_hash);
  }
}

void AuthorIds::forget(const record::Author& author) {
  if (Name* const name = seek(author)) name->author_id = k_none;
}

}  // namespace litdex::load
