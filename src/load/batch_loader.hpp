// One batch into the database: identity → derive → rows → index → provenance, in the transaction that is open.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <vector>

#include "load/batch.hpp"
#include "load/corrections.hpp"
#include "load/index_keeper.hpp"
#include "load/paper_store.hpp"
#include "load/provenance.hpp"
#include "load/workset.hpp"

namespace litdex::load {

class BatchLoader {
 public:
  /// `early_rows` as IndexKeeper has it, `first_load` as PaperStore.
  BatchLoader(SQLite::Database& database, Indexing indexing, index::EarlyRows* early_rows = nullptr,
              db::FirstLoad* first_load = nullptr)
      : m_database(database),
        m_tables(first_load == nullptr ? nullptr : &first_load->tables()),
        m_store(database, first_load),
        m_provenance(database, m_tables),
        m_corrections(Corrections::read(database, m_store)),
        m_index(database, m_store, indexing, early_rows) {}

  /// Loads the records of `batch` from the `first` on (those before it are in the database already) as records of
  /// `dump_id`, its rejects and its sums. Consumes the batch's records.
  Outcomes load(Batch& batch, std::size_t first, std::int64_t dump_id, KnownEntries known = KnownEntries::keep);

  /// Takes a dump out, with all that only its records said. What stays is what the other dumps alone would give.
  /// Returns how many papers changed or went. Throws base::interruption after a signal: roll the transaction back.
  std::size_t forget(std::int64_t dump_id);

  /// Whether any paper is not as the table `corrections`, as it is now, says.
  [[nodiscard]] bool has_corrections_to_apply();

  /// The rows of that table that change nothing.
  [[nodiscard]] const std::vector<IdleCorrection>& idle_corrections() const { return m_corrections.idle(); }

  /// Makes those papers what the corrections say. Returns how many changed.
  std::size_t apply_corrections();

  /// Whether the index, were it not kept in step, would no longer say what the papers say.
  [[nodiscard]] bool has_changed_text() const { return m_index.has_changed_text(); }

  Provenance& provenance() { return m_provenance; }
  PaperStore& store() { return m_store; }

 private:
  std::size_t rewrite(const Workset& work);

  SQLite::Database& m_database;
  db::AppendedTables* m_tables;
  PaperStore m_store;
  Provenance m_provenance;
  Corrections m_corrections;
  IndexKeeper m_index;
};

}  // namespace litdex::load
