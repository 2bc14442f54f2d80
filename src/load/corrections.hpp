// What people decided about doubtful cuts and wrong values: the table `corrections`, made ready for `derive`.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

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

/// A row of `corrections` that changes nothing, and why.
struct IdleCorrection {
  std::int64_t correction_id = 0;
  std::string reason;
};

/// All decisions. A later one about the same thing wins.
class Corrections {
 public:
  Corrections() = default;

  /// Reads the table, and what else of the database the decisions are about.
  static Corrections read(SQLite::Database& database, PaperStore& store) { return read(database, store, 0); }

  /// As if that dump were not there.
  static Corrections read(SQLite::Database& database, PaperStore& store, std::int64_t without_dump);

  /// `source` with what was decided about its entry; nothing when nothing was.
  [[nodiscard]] std::optional<SourceRecord> correct(const SourceRecord& source) const;

  /// What was decided about the paper with these identifiers.
  [[nodiscard]] Decision about_paper(const std::optional<std::string>& arxiv_id,
                                     std::span<const Identifier> identifiers) const;

  /// The papers of the database that decisions are about, ascending.
  [[nodiscard]] std::vector<std::int64_t> papers(PaperStore& store) const;

  /// The rows that change nothing, in the order in which they were made.
  [[nodiscard]] const std::vector<IdleCorrection>& idle() const { return m_idle; }

 private:
  friend class CorrectionReader;

  std::unordered_map<base::EntryHash, Decision, base::EntryHashHasher> m_by_entry;
  std::map<Identifier, Decision> m_by_identifier;
  std::vector<IdleCorrection> m_idle;
};

}  // namespace litdex::load
