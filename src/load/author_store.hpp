// Who stands on the papers of a database: names, each once, and the list of each paper.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "db/first_load.hpp"
#include "db/row_writer.hpp"
#include "load/author_ids.hpp"
#include "record/author.hpp"

namespace litdex::load {

/// Writes `authors` and `paper_authors`. A name that stands on no paper any more goes.
class AuthorStore {
 public:
  /// `first_load`: of a new database. Both outlive the store.
  AuthorStore(SQLite::Database& database, db::FirstLoad* first_load);

  /// Makes `authors`, in order, those of the paper. The list of a paper that is there is written where it differs.
  void write(std::int64_t paper_id, const std::vector<record::Author>& authors, bool is_new);
  /// Takes all of its authors off the paper.
  void remove(std::int64_t paper_id) { delete_orphans(delete_list(paper_id)); }

 private:
  /// Returns those who stood on the paper.
  std::set<std::int64_t> delete_list(std::int64_t paper_id);
  void delete_orphans(const std::set<std::int64_t>& authors);
  [[nodiscard]] bool has_list(std::int64_t paper_id, const std::vector<std::int64_t>& ids,
                              const std::vector<record::Author>& authors);
  std::int64_t intern(const record::Author& author);
  std::optional<std::int64_t> find(const record::Author& author);
  void require_index(std::string_view name);

  db::FirstLoad* m_first_load;
  AuthorIds m_ids;
  db::RowWriter m_authors, m_list;
  SQLite::Statement m_find, m_read_list, m_delete_list, m_read_orphan, m_delete;
};

}  // namespace litdex::load
