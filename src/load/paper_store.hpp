// Papers in the database: what it knows of them, and how they are written.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/first_load.hpp"
#include "db/row_writer.hpp"
#include "load/author_store.hpp"
#include "load/derive.hpp"
#include "load/identity.hpp"
#include "load/known_keys.hpp"
#include "load/source_record.hpp"

namespace litdex::load {

/// A distinct entry that the database holds. `record_id` is the row that carries its values.
struct StoredRecord {
  std::int64_t record_id = 0;
  SourceRecord source;
};

/// A paper as the database holds it.
struct StoredPaper {
  std::int64_t paper_id = 0;
  record::Record chosen;
  std::vector<StoredRecord> records;
};

/// What is known of an entry with certain bytes, without reading its values.
struct KnownEntry {
  std::int64_t paper_id = 0;
  double confidence = 0;
  record::FieldSet doubtful;
};

/// Whether the cut with the first evidence is the surer one.
bool is_surer(double confidence, record::FieldSet doubtful, double than_confidence, record::FieldSet than_doubtful);

/// Reads and writes papers. What is not in a new database is told from memory.
class PaperStore {
 public:
  /// `first_load`: of a new database. Both outlive the store.
  explicit PaperStore(SQLite::Database& database, db::FirstLoad* first_load = nullptr);

  /// False when no record has those bytes; true when one may.
  [[nodiscard]] bool may_hold(const base::EntryHash& hash) const { return m_entries.may_hold(key_of(hash)); }
  std::optional<KnownEntry> find_entry(const base::EntryHash& hash);
  /// To be told of every entry whose record has been written.
  void note_entry(const SourceRecord& source);
  std::optional<std::int64_t> find_by_arxiv_id(const std::string& arxiv_id);
  /// The papers of which a record gives the identifier surely, also one that was corrected.
  std::vector<std::int64_t> find_by_identifier(const Identifier& identifier);
  /// Those that stand on the paper, in order.
  std::vector<Identifier> read_identifiers(std::int64_t paper_id);
  /// Whether any record has no arXiv identifier: only then can identifiers join.
  bool has_records_without_arxiv_id();
  /// The paper with its distinct records, copies folded into the surest one.
  StoredPaper read_paper(std::int64_t paper_id);

  /// A number that no paper has.
  std::int64_t next_paper_id() { return m_next_paper_id++; }

  /// Writes what differs of the paper's own row and its lists, or all of a new one.
  void write_paper(std::int64_t paper_id, const PaperRows& rows, bool is_new);
  void write_identifiers(std::int64_t paper_id, const std::vector<Identifier>& identifiers, bool is_new);
  /// Notes that a record of the paper gives the identifier and a correction keeps it out of the table.
  void note_overruled(const Identifier& identifier, std::int64_t paper_id) {
    m_overruled.emplace(identifier, paper_id);
  }
  /// Moves a distinct entry and its copies to a paper.
  void move_record(const base::EntryHash& hash, std::int64_t paper_id);
  /// Makes `values` the only alternates of the record.
  void write_alternates(std::int64_t record_id, const std::vector<Alternate>& values, bool is_new);
  /// Removes a paper that no record is of any more.
  void delete_paper(std::int64_t paper_id);

  /// Takes the paper, as it stands now, out of the full-text index; and puts it in. In ascending order of paper_id
  /// within each of the two: FTS5 writes out what it has gathered whenever the order breaks.
  void unindex(std::int64_t paper_id);
  void index(std::int64_t paper_id);

  /// Builds an index by which is sought, or all, where they are missing yet.
  void require_index(std::string_view name) {
    if (m_first_load != nullptr) m_first_load->require_index(name);
  }
  void require_indexes() {
    if (m_first_load != nullptr) m_first_load->finish();
  }

 private:
  static std::uint64_t key_of(const base::EntryHash& hash);
  void read_overruled();
  void read_values(StoredPaper& paper);
  std::map<record::Field, std::string> read_originals(std::int64_t paper_id);
  void read_records(StoredPaper& paper);
  void write_row(std::int64_t paper_id, const PaperRows& rows);
  void write_originals(std::int64_t paper_id, const PaperRows& rows, bool is_new);
  void write_categories(std::int64_t paper_id, const PaperRows& rows, bool is_new);
  void write_links(std::int64_t paper_id, const PaperRows& rows, bool is_new);
  void give_texts(SQLite::Statement& change, std::int64_t paper_id);

  SQLite::Database& m_database;
  db::FirstLoad* m_first_load;
  bool m_has_record_without_arxiv_id = false;  ///< so far as it was noted
  KnownKeys m_entries, m_arxiv_ids;
  AuthorStore m_authors;
  SQLite::Statement m_find_entry, m_find_arxiv_id, m_find_identifier, m_read_identifiers, m_any_without_arxiv_id;
  SQLite::Statement m_read_values, m_read_originals, m_read_records, m_read_alternates;
  SQLite::Statement m_set_indexed;
  db::RowWriter m_papers, m_originals, m_categories, m_links;
  SQLite::Statement m_write_identifier, m_delete_identifiers, m_delete_originals;
  SQLite::Statement m_read_categories, m_delete_categories, m_read_links, m_delete_links, m_delete_paper;
  SQLite::Statement m_move_record, m_write_alternate, m_delete_alternates;
  SQLite::Statement m_read_texts, m_unindex, m_index;
  std::int64_t m_next_paper_id = 1;
  std::set<std::pair<Identifier, std::int64_t>> m_overruled;
};

}  // namespace litdex::load
