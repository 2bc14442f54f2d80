// What people decided about doubtful cuts and wrong values: the table `corrections`, made ready for `derive`.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "load/identity.hpp"
#include "load/source_record.hpp"

namespace litdex::load {

class PaperStore;

/// The DOI and journal reference of a record and the abstract of the record after it, as their source has them.
struct CutText {
  std::string doi;
  std::string journal_ref;
  std::string abstract;

  friend bool operator==(const CutText&, const CutText&) = default;
};

/// The same with the cut between the two records `delta` bytes farther on; nothing when there is no such place. Pure.
std::optional<CutText> move_cut(const CutText& text, std::int64_t delta);

/// All decisions. A later one (made_at) about the same thing wins, then the greater value.
class Corrections {
 public:
  Corrections() = default;

  /// Reads the table. A cut that is about records not (or not yet) there changes nothing.
  static Corrections read(SQLite::Database& database, PaperStore& store);

  [[nodiscard]] bool empty() const { return m_by_entry.empty() && m_by_identifier.empty(); }

  /// `source` with what was decided about its entry; nothing when nothing was.
  [[nodiscard]] std::optional<SourceRecord> correct(const SourceRecord& source) const;

  /// What was decided about the paper with these identifiers.
  [[nodiscard]] Decision about_paper(const std::optional<std::string>& arxiv_id,
                                     std::span<const Identifier> identifiers) const;

  /// The papers of the database that decisions are about, ascending.
  [[nodiscard]] std::vector<std::int64_t> papers(PaperStore& store) const;

 private:
  void decide_cut(PaperStore& store, SQLite::Database& database, const base::EntryHash& entry, std::int64_t length);

  std::unordered_map<base::EntryHash, Decision, base::EntryHashHasher> m_by_entry;
  std::map<Identifier, Decision> m_by_identifier;
};

}  // namespace litdex::load
