// SPDX-License-Identifier: MIT
#include "load/author_store.hpp"

#include <array>
#include <string>

#include "db/statement.hpp"

namespace litdex::load {
namespace {

using db::bind_all;
using db::run;

constexpr std::array<std::string_view, 3> k_author_columns = {"name", "family", "given"};
constexpr std::array<std::string_view, 4> k_paper_author_columns = {"paper_id", "position", "author_id", "affiliation"};

constexpr auto k_sql_find = "SELECT author_id FROM authors WHERE name = ? AND family IS ? AND given IS ?";
constexpr auto k_sql_read_list =
    "SELECT author_id, affiliation FROM paper_authors WHERE paper_id = ? ORDER BY position";
constexpr auto k_sql_read_orphan =
    "SELECT name, family, given FROM authors WHERE author_id = ?1"
    " AND NOT EXISTS (SELECT 1 FROM paper_authors WHERE author_id = ?1)";

bool is_empty(SQLite::Database& database) {
  return database.execAndGet("SELECT NOT EXISTS (SELECT 1 FROM authors)").getInt() != 0;
}

/// What is not known is NULL, never empty.
const std::string* text_or_null(const std::string& text) { return text.empty() ? nullptr : &text; }

}  // namespace

AuthorStore::AuthorStore(SQLite::Database& database, db::FirstLoad* first_load)
    : m_first_load(first_load),
      m_ids(is_empty(database)),
      m_authors(database, db::tables_of(first_load), "authors", k_author_columns),
      m_list(database, db::tables_of(first_load), "paper_authors", k_paper_author_columns),
      m_find(database, k_sql_find),
      m_read_list(database, k_sql_read_list),
      m_delete_list(database, "DELETE FROM paper_authors WHERE paper_id = ?"),
      m_read_orphan(database, k_sql_read_orphan),
      m_delete(database, "DELETE FROM authors WHERE author_id = ?") {}

void AuthorStore::write(std::int64_t paper_id, const std::vector<record::Author>& authors, bool is_new) {
  std::vector<std::int64_t> ids;
  ids.reserve(authors.size());
  for (const record::Author& author : authors) ids.push_back(intern(author));
  if (!is_new && has_list(paper_id, ids, authors)) return;
  const std::set<std::int64_t> before = is_new ? std::set<std::int64_t>() : delete_list(paper_id);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    m_list.write(paper_id, i + 1, ids[i], text_or_null(authors[i].affiliation));
  }
  delete_orphans(before);
}

bool AuthorStore::has_list(std::int64_t paper_id, const std::vector<std::int64_t>& ids,
                           const std::vector<record::Author>& authors) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    values.push_back(std::to_string(ids[i]));
    values.push_back(authors[i].affiliation);
  }
  return db::has_rows(m_read_list, paper_id, values);
}

std::set<std::int64_t> AuthorStore::delete_list(std::int64_t paper_id) {
  std::set<std::int64_t> authors;
  {
    const db::StatementUse use(m_read_list);
    bind_all(m_read_list, paper_id);
    while (m_read_list.executeStep()) authors.insert(m_read_list.getColumn(0).getInt64());
  }
  run(m_delete_list, paper_id);
  return authors;
}

/// Deletes those of the authors who stand on no paper any more.
void AuthorStore::delete_orphans(const std::set<std::int64_t>& authors) {
  if (authors.empty()) return;
  require_index("paper_authors_by_author");
  for (const std::int64_t author_id : authors) {
    const db::StatementUse use(m_read_orphan);
    bind_all(m_read_orphan, author_id);
    if (!m_read_orphan.executeStep()) continue;
    record::Author orphan;
    orphan.name = m_read_orphan.getColumn(0).getString();
    orphan.family = m_read_orphan.getColumn(1).getString();
    orphan.given = m_read_orphan.getColumn(2).getString();
    m_ids.forget(orphan);
    run(m_delete, author_id);
  }
}

std::int64_t AuthorStore::intern(const record::Author& author) {
  if (const auto known = m_ids.find(author)) return *known;
  auto author_id = m_ids.has_all() ? std::nullopt : find(author);
  if (!author_id) {
    author_id = m_authors.write(author.name, text_or_null(author.family), text_or_null(author.given));
  }
  m_ids.add(*author_id);
  return *author_id;
}

std::optional<std::int64_t> AuthorStore::find(const record::Author& author) {
  require_index("authors_by_name");
  const db::StatementUse use(m_find);
  bind_all(m_find, author.name, text_or_null(author.family), text_or_null(author.given));
  if (!m_find.executeStep()) return std::nullopt;
  return m_find.getColumn(0).getInt64();
}

void AuthorStore::require_index(std::string_view name) {
  if (m_first_load != nullptr) m_first_load->require_index(name);
}

}  // namespace litdex::load
