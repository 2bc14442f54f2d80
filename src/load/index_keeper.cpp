// SPDX-License-Identifier: MIT
#include "load/index_keeper.hpp"

#include <string_view>

#include "index/index.hpp"

namespace litdex::load {

IndexKeeper::IndexKeeper(SQLite::Database& database, PaperStore& store, Indexing indexing, index::EarlyRows* early_rows)
    : m_database(database), m_store(store), m_indexing(indexing), m_early_rows(early_rows) {
  if (m_early_rows == nullptr) return;
  for (const index::Column& column : m_early_rows->columns()) {
    m_early_fields.push_back(record::field_named(column.name).value());
  }
}

void IndexKeeper::begin(const TextChanges& changes) {
  m_has_changed_text = m_has_changed_text || !changes.is_empty();
  if (m_early_rows != nullptr && !changes.old_texts.empty()) {
    m_early_rows->give_up();
    m_early_rows = nullptr;
  }
  if (m_indexing == Indexing::at_end) return;
  for (const std::int64_t paper_id : changes.old_texts) m_store.unindex(paper_id);
}

void IndexKeeper::end(const TextChanges& changes) {
  if (m_indexing == Indexing::each_batch && !changes.new_texts.empty()) {
    index::with_large_hash(m_database, [&] {
      for (const NewText& text : changes.new_texts) m_store.index(text.paper_id);
    });
  }
  if (m_early_rows == nullptr) return;
  for (const NewText& text : changes.new_texts) give_early(text);
}

void IndexKeeper::give_early(const NewText& text) {
  m_early_rows->begin_row(text.paper_id);
  for (const record::Field field : m_early_fields) {
    const auto& value = (*text.choice)[field];
    m_early_rows->add_field(value ? value->text : std::string_view());
  }
}

}  // namespace litdex::load
