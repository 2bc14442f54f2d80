// The indexes of a new database that are built when its rows are in.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::db {

/// Indexes that are not there yet. To sort all keys at the end takes a fraction of the time of finding each its place,
/// as soon as they come in no order. Without them searching is slow, so who searches by one requires it; and unique
/// ones guard nothing until they are built, which then fails. Until one is required, rows are appended and not read
/// again, and little cache is enough.
class LateIndexes {
 public:
  /// `database` has no papers yet, and outlives the object. Throws SQLite::Exception.
  explicit LateIndexes(SQLite::Database& database);

  /// Takes off all indexes of the tables that grow with papers, but those named. Throws SQLite::Exception.
  void take_off_all_but(std::span<const std::string> kept);

  /// Builds an index, unless it is there. Throws SQLite::Exception; its code is SQLITE_CONSTRAINT where a unique one
  /// finds two rows alike.
  void require(std::string_view name);

  /// Builds all that are missing. Throws SQLite::Exception.
  void build_all();

 private:
  struct Index {
    std::string name;
    std::string sql;
  };
  void build(std::vector<Index>::iterator index);

  SQLite::Database& m_database;
  std::vector<Index> m_missing;
};

}  // namespace litdex::db
