// SPDX-License-Identifier: MIT
#include "format/field_texts.hpp"

#include <utility>

#include "record/arxiv_id.hpp"
#include "record/doi.hpp"

namespace litdex::format {

using record::Field;

void FieldTexts::set(Field field, std::string_view text) {
  std::optional<Place>& place = m_places[index_of(field)];
  if (!place) place = add(text);
}

void FieldTexts::set_repaired_id(std::string_view repaired, std::string_view damaged) {
  set(Field::arxiv_id, repaired);
  m_damaged_id = add(damaged);
}

void FieldTexts::set_date(std::string_view text) {
  if (!m_date) m_date = add(text);
}

std::string_view FieldTexts::text(Field field) const {
  const std::optional<Place>& place = m_places[index_of(field)];
  return place ? std::string_view(m_text).substr(place->begin, place->length) : std::string_view();
}

bool FieldTexts::has_identity() const {
  return has(Field::title) || record::parse_arxiv_id(text(Field::arxiv_id)).has_value() ||
         !record::find_dois(text(Field::doi)).empty();
}

record::RawRecord FieldTexts::finish() {
  record::RawRecord raw;
  const std::string_view kept = raw.keep(std::move(m_text));
  for (std::size_t i = 0; i < m_places.size(); ++i) {
    if (m_places[i]) raw.fields[i] = kept.substr(m_places[i]->begin, m_places[i]->length);
  }
  if (m_damaged_id) raw.damaged_id = kept.substr(m_damaged_id->begin, m_damaged_id->length);
  if (m_date) raw.date = kept.substr(m_date->begin, m_date->length);
  return raw;
}

std::optional<FieldTexts::Place> FieldTexts::add(std::string_view text) {
  if (text.empty()) return std::nullopt;
  m_text += text;
  return Place{m_text.size() - text.size(), text.size()};
}

}  // namespace litdex::format
