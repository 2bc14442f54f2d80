// SPDX-License-Identifier: MIT
#include "load/dump_removal.hpp"

#include <string>

#include "db/about.hpp"
#include "db/statement.hpp"

namespace litdex::load {
namespace {

/// Records of the dump ?1 that carry the values of their entry, and for each the copy that will.
constexpr auto k_sql_heirs = R"(
CREATE TEMP TABLE heirs AS WITH ranked AS (
  SELECT record_id, dump_id, entry_hash, outcome,
    row_number() OVER (PARTITION BY entry_hash ORDER BY outcome IS 'duplicate', record_id) AS place,
    row_number() OVER (PARTITION BY entry_hash ORDER BY dump_id = ?1, outcome IS 'duplicate', record_id) AS heir_place
  FROM main.records WHERE entry_hash IN (SELECT entry_hash FROM main.records WHERE dump_id = ?1))
SELECT r.record_id, r.outcome, h.record_id AS heir_id
FROM ranked AS r JOIN ranked AS h ON h.entry_hash = r.entry_hash AND h.heir_place = 1 AND h.dump_id <> ?1
WHERE r.place = 1 AND r.dump_id = ?1)";

constexpr auto k_sql_hand_over = R"(
CREATE UNIQUE INDEX temp.heirs_by_record ON heirs (record_id);
CREATE UNIQUE INDEX temp.heirs_by_heir ON heirs (heir_id);
UPDATE main.alternates SET record_id = (SELECT h.heir_id FROM temp.heirs AS h WHERE h.record_id = alternates.record_id)
WHERE record_id IN (SELECT record_id FROM temp.heirs);
UPDATE main.records SET outcome = (SELECT h.outcome FROM temp.heirs AS h WHERE h.heir_id = records.record_id)
WHERE outcome = 'duplicate' AND record_id IN (SELECT heir_id FROM temp.heirs);
UPDATE main.records SET outcome = 'duplicate' WHERE record_id IN (SELECT record_id FROM temp.heirs);
DROP TABLE temp.heirs;
)";

constexpr auto k_sql_papers =
    "SELECT DISTINCT paper_id FROM (SELECT paper_id FROM records WHERE dump_id = ? ORDER BY ordinal LIMIT ?)";

std::string sql_delete_of_records(const char* table) {
  return std::string("DELETE FROM ") + table +
         " WHERE record_id IN (SELECT record_id FROM records WHERE paper_id = ? AND dump_id = ?)";
}

}  // namespace

DumpRemoval::DumpRemoval(SQLite::Database& database, std::int64_t dump_id)
    : m_database(database),
      m_dump_id(dump_id),
      m_papers(database, k_sql_papers),
      m_delete_alternates(database, sql_delete_of_records("alternates")),
      m_delete_candidates(database, sql_delete_of_records("cut_candidates")),
      m_delete_records(database, "DELETE FROM records WHERE paper_id = ? AND dump_id = ?") {}

void DumpRemoval::hand_over_values() {
  SQLite::Statement heirs(m_database, k_sql_heirs);
  db::run(heirs, m_dump_id);
  m_database.exec(k_sql_hand_over);
}

std::vector<std::int64_t> DumpRemoval::papers(std::size_t count) {
  const db::StatementUse use(m_papers);
  db::bind_all(m_papers, m_dump_id, count);
  std::vector<std::int64_t> numbers;
  while (m_papers.executeStep()) numbers.push_back(m_papers.getColumn(0).getInt64());
  return numbers;
}

void DumpRemoval::delete_records(std::int64_t paper_id) {
  for (SQLite::Statement* statement : {&m_delete_alternates, &m_delete_candidates, &m_delete_records}) {
    db::run(*statement, paper_id, m_dump_id);
  }
}

void DumpRemoval::delete_dump() {
  SQLite::Statement rejects(m_database, "DELETE FROM rejects WHERE dump_id = ?");
  db::run(rejects, m_dump_id);
  SQLite::Statement dump(m_database, "DELETE FROM dumps WHERE dump_id = ?");
  db::run(dump, m_dump_id);
  db::delete_fact(m_database, db::k_content_hash_key);
}

}  // namespace litdex::load
