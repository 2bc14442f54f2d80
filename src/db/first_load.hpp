// What a new database is spared until its rows are in.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <array>
#include <string_view>

#include "db/appended_tables.hpp"
#include "db/late_indexes.hpp"

namespace litdex::db {

/// Rows are appended as long as nobody reads them, and their indexes written at the end. When rows are sought before
/// that, the others are inserted, and indexes are built when they are sought in, or at the end.
class FirstLoad {
 public:
  /// `database` is new, and outlives the object. Throws SQLite::Exception.
  explicit FirstLoad(SQLite::Database& database) : m_tables(database, k_appended), m_indexes(database) {
    m_indexes.take_off_all_but(m_tables.indexes());
  }

  AppendedTables& tables() { return m_tables; }

  /// Makes the tables readable by SQL, with the index where that is missing. Throws as LateIndexes::require does, and
  /// as AppendedTables::settle.
  void require_index(std::string_view name) {
    if (!m_tables.is_settled()) {
      m_tables.settle(Indexes::given_up);
      m_indexes.take_off_all_but({});
    }
    m_indexes.require(name);
  }

  /// Makes the database whole. Throws as LateIndexes::build_all does, and as AppendedTables::settle.
  void finish() {
    m_tables.settle();
    m_indexes.build_all();
  }

 private:
  /// The tables that grow with papers, and whose rows come in the order of their keys.
  static constexpr std::array<std::string_view, 8> k_appended = {
      "papers", "authors", "records", "paper_authors", "paper_categories", "links", "originals", "cut_candidates"};

  AppendedTables m_tables;
  LateIndexes m_indexes;
};

/// The tables that rows are appended to; nullptr where there is no first load.
inline AppendedTables* tables_of(FirstLoad* first_load) {
  return first_load == nullptr ? nullptr : &first_load->tables();
}

}  // namespace litdex::db
