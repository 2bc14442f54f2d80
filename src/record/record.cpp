// SPDX-License-Identifier: MIT
#include "record/record.hpp"

#include <algorithm>

namespace litdex::record {

void Record::set(Field field, const std::optional<Value>& value) {
  m_given.remove(field);
  m_with_original.remove(field);
  if (!value) return;
  const std::string old = make_room(value->text.size() + (value->original ? value->original->size() : 0));
  m_given.add(field);
  m_texts[index_of(field)] = append(value->text);
  if (!value->original) return;
  m_with_original.add(field);
  m_originals[index_of(field)] = append(*value->original);
}

std::optional<std::string_view> Record::date() const& {
  return m_date.length == 0 ? std::nullopt : std::optional(text_of(m_date));
}

void Record::set_date(std::optional<std::string_view> date) {
  const std::string old = make_room(date.value_or("").size());
  m_date = date ? append(*date) : Part{};
}

bool operator==(const Record& a, const Record& b) {
  if (a.m_given != b.m_given || a.date() != b.date()) return false;
  for (const FieldInfo& info : k_fields) {
    if (a[info.field] != b[info.field]) return false;
  }
  return true;
}

std::string Record::make_room(std::size_t bytes) {
  constexpr std::size_t k_terminators = 2;
  const std::size_t needed = m_text.size() + bytes + k_terminators;
  if (needed <= m_text.capacity()) return {};
  std::string grown;
  grown.reserve(std::max(needed, 2 * m_text.size()));
  grown = m_text;
  m_text.swap(grown);
  return grown;
}

Record::Part Record::append(std::string_view text) {
  const Part part{static_cast<std::uint32_t>(m_text.size()), static_cast<std::uint32_t>(text.size())};
  m_text += text;
  m_text += '\0';
  return part;
}

}  // namespace litdex::record
