// The records that one batch concerns: its own, and those of every paper that they may touch.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "load/batch.hpp"
#include "load/paper_store.hpp"

namespace litdex::load {

/// One distinct entry under work.
struct WorkRecord {
  const SourceRecord* source = nullptr;
  /// The paper it is a record of in the database, and the row that carries its values; none for a new entry.
  std::optional<std::int64_t> old_paper_id;
  std::optional<std::int64_t> record_id;
  /// A stored entry whose values are other ones now that it was read again.
  bool is_reread = false;
};

/// What becomes of entries that the database holds: they are passed over, or they say what this reader finds in them.
enum class KnownEntries : std::uint8_t { keep, reread };

/// Gathers what identity and derive must see together. Papers are read when a record of the batch has their arXiv
/// identifier, shares an identifier through which records join, or brings surer evidence of an entry they have.
class Workset {
 public:
  /// `batch` and `store` outlive the workset; the entries of the batch from `first` on are added.
  Workset(Batch& batch, std::size_t first, PaperStore& store, KnownEntries known = KnownEntries::keep);

  /// The records of papers that stand in the database, and of those that share an identifier with them.
  Workset(std::span<const std::int64_t> paper_ids, PaperStore& store);

  [[nodiscard]] const std::deque<WorkRecord>& records() const { return m_records; }
  [[nodiscard]] const std::vector<Identity>& identities() const { return m_identities; }
  [[nodiscard]] const std::map<std::int64_t, StoredPaper>& papers() const { return m_papers; }
  [[nodiscard]] std::vector<std::int64_t> paper_ids() const;

  /// Where an entry of the batch belongs: the record that its bytes are, or, for a copy of an entry whose paper the
  /// batch does not touch, just that paper.
  struct EntryPlace {
    std::optional<std::size_t> record;
    bool is_duplicate = false;
    std::int64_t untouched_paper_id = 0;
  };
  /// One place an entry of the batch, from `first` on.
  [[nodiscard]] const std::vector<EntryPlace>& entry_places() const { return m_places; }

 private:
  EntryPlace add_entry(SourceRecord& source);
  void add_record(SourceRecord& source, std::optional<std::int64_t> paper, std::optional<std::int64_t> record_id);
  void improve(const SourceRecord& copy);
  void reread(std::size_t record, const SourceRecord& copy);
  void read_paper(std::int64_t paper_id);
  void read_neighbours();
  void read_papers_of(const Identity& identity);

  PaperStore& m_store;
  KnownEntries m_known = KnownEntries::keep;
  bool m_can_join = false;
  std::deque<WorkRecord> m_records;
  std::vector<SourceRecord*> m_sources;
  std::vector<Identity> m_identities;
  std::map<std::int64_t, StoredPaper> m_papers;
  std::unordered_map<base::EntryHash, std::size_t, base::EntryHashHasher> m_by_hash;
  std::vector<EntryPlace> m_places;
};

}  // namespace litdex::load
