// A further step of the schema's history that no litdex has: for tests of upgrading.
// SPDX-License-Identifier: MIT
#include "support/made_up_step.hpp"

#include <string>

#include "base/hash.hpp"

namespace litdex::test {
namespace {

constexpr auto k_structure = R"sql(
ALTER TABLE papers ADD COLUMN language TEXT;
CREATE TABLE venues (venue_id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL);
CREATE UNIQUE INDEX venues_by_name ON venues (name);
CREATE TABLE new_links (
  paper_id INTEGER NOT NULL,
  url TEXT NOT NULL,
  seen TEXT,
  CONSTRAINT links_pk PRIMARY KEY (paper_id, url),
  CONSTRAINT links_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id)
) WITHOUT ROWID;
INSERT INTO new_links (paper_id, url) SELECT paper_id, url FROM links;
DROP TABLE links;
ALTER TABLE new_links RENAME TO links;
DROP TABLE papers_fts;
CREATE VIRTUAL TABLE papers_fts USING fts5 (
  title, authors, abstract, comments, journal_ref, venue,
  content="papers", content_rowid='paper_id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO papers_fts (papers_fts, rank) VALUES ('rank', 'bm25(10.0, 5.0, 3.0, 1.0, 1.0)');
INSERT INTO papers_fts (papers_fts) VALUES ('rebuild');
DROP VIEW papers_per_year;
CREATE VIEW papers_per_year AS SELECT year, count(*) AS papers FROM papers GROUP BY year;
)sql";

constexpr auto k_rows = R"sql(
INSERT INTO venues (name) SELECT DISTINCT journal_ref FROM papers WHERE journal_ref IS NOT NULL ORDER BY 1;
UPDATE papers SET language = 'en', title = coalesce(title, 'Untitled');
DELETE FROM cut_candidates;
INSERT INTO papers_fts (papers_fts) VALUES ('rebuild');
)sql";

}  // namespace

std::vector<db::Migration> with_made_up_step(bool is_structure_only) {
  std::vector<db::Migration> steps(db::available_migrations().begin(), db::available_migrations().end());
  std::string sql = k_structure;
  if (!is_structure_only) sql += k_rows;
  const std::string sha256 = base::sha256_hex(sql);
  steps.push_back({steps.back().version + 1, "made_up", std::move(sql), sha256});
  return steps;
}

}  // namespace litdex::test
