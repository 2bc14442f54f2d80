// The full-text index beside the papers that a batch writes: kept in step, or fed for a whole one at the end.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <vector>

#include "index/early_rows.hpp"
#include "load/derive.hpp"
#include "load/paper_store.hpp"

namespace litdex::load {

/// Whether the full-text index is kept in step with every batch, or built once at the end.
enum class Indexing : std::uint8_t { each_batch, at_end };

/// A paper of which the index is to have another text. `choice` lives as long as what is derived.
struct NewText {
  std::int64_t paper_id;
  const Choice* choice;
};

/// What of the index a batch makes untrue, and what it brings. Both in ascending order of paper_id.
struct TextChanges {
  std::vector<std::int64_t> old_texts;  ///< of papers that get another one, or go
  std::vector<NewText> new_texts;

  [[nodiscard]] bool is_empty() const { return old_texts.empty() && new_texts.empty(); }
};

/// Does for the index what a batch's changes of texts ask for.
class IndexKeeper {
 public:
  /// New papers are given to `early_rows`, until one changes that was given to it; it may be nullptr. All outlive the
  /// keeper.
  IndexKeeper(SQLite::Database& database, PaperStore& store, Indexing indexing, index::EarlyRows* early_rows);

  /// To be called before the papers are written.
  void begin(const TextChanges& changes);

  /// And after.
  void end(const TextChanges& changes);

  /// Whether the index, were it not kept in step, would no longer say what the papers say.
  [[nodiscard]] bool has_changed_text() const { return m_has_changed_text; }

 private:
  void give_early(const NewText& text);

  SQLite::Database& m_database;
  PaperStore& m_store;
  Indexing m_indexing;
  index::EarlyRows* m_early_rows;
  std::vector<record::Field> m_early_fields;
  bool m_has_changed_text = false;
};

}  // namespace litdex::load
