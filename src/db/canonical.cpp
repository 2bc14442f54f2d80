// SPDX-License-Identifier: MIT
#include "db/canonical.hpp"

#include <fmt/format.h>

namespace litdex::db {
namespace {

constexpr auto k_sql_number = R"sql(
DROP TABLE IF EXISTS temp.canonical_papers;
DROP TABLE IF EXISTS temp.canonical_dumps;
DROP TABLE IF EXISTS temp.canonical_records;
DROP TABLE IF EXISTS temp.canonical_authors;
DROP TABLE IF EXISTS temp.canonical_corrections;

CREATE TEMP TABLE canonical_papers (number INTEGER PRIMARY KEY, paper_id INTEGER NOT NULL, key TEXT NOT NULL);
INSERT INTO canonical_papers (paper_id, key)
  SELECT paper_id, coalesce('arxiv:' || arxiv_id, lowest) FROM (
    SELECT p.paper_id, p.arxiv_id,
      CASE WHEN p.arxiv_id IS NULL THEN
        (SELECT min(i.scheme || ':' || i.value) FROM main.identifiers AS i WHERE i.paper_id = p.paper_id)
      END AS lowest,
      -- Corrections can give two papers the same identifiers.
      CASE WHEN p.arxiv_id IS NULL THEN
        (SELECT min(r.entry_hash) FROM main.records AS r WHERE r.paper_id = p.paper_id)
      END AS first_entry
    FROM main.papers AS p)
  ORDER BY arxiv_id IS NULL, arxiv_id, lowest, first_entry;
CREATE UNIQUE INDEX temp.canonical_papers_by_id ON canonical_papers (paper_id);

CREATE TEMP TABLE canonical_dumps (number INTEGER PRIMARY KEY, dump_id INTEGER NOT NULL UNIQUE);
INSERT INTO canonical_dumps (dump_id)
  SELECT dump_id FROM main.dumps ORDER BY sha256, format, reader_version, name, dump_id;

CREATE TEMP TABLE canonical_records (number INTEGER PRIMARY KEY, record_id INTEGER NOT NULL, bearer INTEGER NOT NULL);
INSERT INTO canonical_records (record_id, bearer)
  SELECT record_id, min(number) OVER (PARTITION BY entry_hash) FROM (
    SELECT r.record_id, r.entry_hash, row_number() OVER (ORDER BY d.number, r.ordinal) AS number
    FROM main.records AS r JOIN canonical_dumps AS d ON d.dump_id = r.dump_id)
  ORDER BY number;
CREATE UNIQUE INDEX temp.canonical_records_by_id ON canonical_records (record_id);

CREATE TEMP TABLE canonical_authors (number INTEGER PRIMARY KEY, author_id INTEGER NOT NULL UNIQUE);
INSERT INTO canonical_authors (author_id) SELECT author_id FROM main.authors ORDER BY name, family, given;

CREATE TEMP TABLE canonical_corrections (number INTEGER PRIMARY KEY, correction_id INTEGER NOT NULL UNIQUE);
)sql";

// One about no field that there is has no effect.
constexpr auto k_sql_number_corrections =
    "INSERT INTO canonical_corrections (correction_id) SELECT correction_id FROM ("
    " SELECT correction_id, decided_at, field, row_number() OVER (PARTITION BY entry_hash, identifier, field"
    "   ORDER BY decided_at DESC, correction_id DESC) AS age FROM ({}))"
    " WHERE age = 1 AND (field = 'cut' OR field IN (SELECT name FROM main.fields)) ORDER BY decided_at, correction_id";

}  // namespace

void number_canonically(SQLite::Database& database) {
  database.exec(k_sql_number);
  database.exec(fmt::format(k_sql_number_corrections, k_sql_decided_corrections));
}

}  // namespace litdex::db
