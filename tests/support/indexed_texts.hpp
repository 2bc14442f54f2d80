// Texts with two full-text indexes: one by this program, one by FTS5.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>

#include "index/write_index.hpp"

namespace litdex::test {

/// A table of texts in memory, with columns id, a, b, c, and two FTS5 tables over it: `own`, for this program to index,
/// and `stock`, for FTS5. b is not indexed.
class IndexedTexts {
 public:
  /// `options`: of both FTS5 tables, beside their columns and content. `path`: of a new database.
  explicit IndexedTexts(const std::string& options, const std::string& path = ":memory:");

  void add(std::int64_t id, const std::optional<std::string>& a, const std::optional<std::string>& c = std::nullopt);

  /// Takes a text away, if it is there, and FTS5 takes it out of both indexes.
  void remove(std::int64_t id);
  /// FTS5 adds a text to both indexes.
  void index(std::int64_t id);

  /// Makes both indexes anew. Returns why FTS5 would have to make ours, which then is as it was.
  std::optional<index::Unsupported> build(const index::WriteLimits& limits);

  /// Makes ours alone, in the transaction that is open.
  std::optional<index::Unsupported> write_own(const index::WriteLimits& limits);

  /// What is wrong with our index: FTS5 calls it damaged, or finds something else in it than in its own. Empty if
  /// nothing is.
  std::string difference();

  /// The first column of a query's first row.
  std::int64_t number(const std::string& query) { return m_database.execAndGet(query).getInt64(); }

  /// All rows of our index.
  std::string bytes();

  SQLite::Database& database() { return m_database; }

 private:
  SQLite::Database m_database;
  SQLite::Statement m_insert;
};

}  // namespace litdex::test
