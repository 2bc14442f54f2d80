// The rows of a dump that is taken out of the database.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace litdex::load {

/// Takes out a dump step by step, in the transaction that is open. Lives no longer than the connection it is given.
class DumpRemoval {
 public:
  DumpRemoval(SQLite::Database& database, std::int64_t dump_id);

  /// Lets copies of the same bytes in other dumps carry what records of the dump carry.
  void hand_over_values();

  /// Up to `count` papers that the dump still has records of.
  std::vector<std::int64_t> papers(std::size_t count);

  /// Deletes the records of the dump that are of this paper.
  void delete_records(std::int64_t paper_id);

  /// Deletes what is left of the dump when its records are gone.
  void delete_dump();

 private:
  SQLite::Database& m_database;
  std::int64_t m_dump_id;
  SQLite::Statement m_papers, m_delete_alternates, m_delete_candidates, m_delete_records;
};

}  // namespace litdex::load
