// A small database in which everything is as it should be, written row by row.
// SPDX-License-Identifier: MIT
#include "support/sample_database.hpp"

#include "db/migration.hpp"

namespace litdex::test {
namespace {

constexpr const char* k_sql_papers = R"(
INSERT INTO papers (paper_id, arxiv_id, doi, title, authors, abstract, comments, journal_ref, categories, year, month,
  latest_version) VALUES
  (1, '2009.04153', '10.1145/1', NULL, NULL, 'Gödel numbers of text fields', '8 pages', 'ACMMM 2020', NULL, 2020, 9, NULL),
  (2, NULL, '10.1000/182', 'On Reading', 'A. Author; B. Author', NULL, NULL, NULL, 'cs.CL cs.AI', NULL, NULL, 2),
  (3, NULL, NULL, NULL, NULL, 'Machine reading', NULL, 'EMNLP 2020', NULL, NULL, NULL, NULL);
INSERT INTO identifiers (scheme, value, paper_id) VALUES
  ('doi', '10.1145/1', 1), ('doi', '10.1000/182', 2), ('hash', '00112233', 3);
INSERT INTO authors (author_id, name, family, given) VALUES (1, 'A. Author', 'Author', 'A.'), (2, 'B. Author', 'Author', 'B.');
INSERT INTO paper_authors (paper_id, position, author_id) VALUES (2, 1, 1), (2, 2, 2);
INSERT INTO paper_categories (paper_id, position, code) VALUES (2, 1, 'cs.CL'), (2, 2, 'cs.AI');
INSERT INTO originals (paper_id, field, text) VALUES (1, 'abstract', 'G\"odel numbers of text fields');
INSERT INTO papers_fts (papers_fts) VALUES ('rebuild'))";

// Dump 1: record 0-300, record 310-510, reject 520-600, record 610-900, and a frame up to 1000; blanks between.
// Dump 2: record 0-300 and record 300-500.
// fields: 113 is arxiv_id, abstract, comments, journal_ref; 1166 doi, title, authors, categories, latest_version;
// 80 abstract, journal_ref; 19 arxiv_id, doi, abstract. doubtful: 64 is journal_ref.
constexpr const char* k_sql_provenance = R"(
INSERT INTO imports (import_id, started, finished, tool_version, new_count, updated_count, duplicate_count, reject_count)
  VALUES (1, '2026-01-31T12:00:00Z', '2026-01-31T12:00:01Z', '0.1.0', 3, 1, 1, 1);
INSERT INTO dumps (dump_id, import_id, name, format, reader_version, size, sha256, record_count, record_bytes,
  reject_count, reject_bytes, frame_count, frame_bytes, blank_count, blank_bytes, complete) VALUES
  (1, 1, 'a.txt', 'arxiver-text', 1, 1000, 'aa', 3, 790, 1, 80, 1, 100, 3, 30, 1),
  (2, 1, 'b.txt', 'arxiver-text', 1, 500, 'bb', 2, 500, 0, 0, 0, 0, 0, 0, 1);
INSERT INTO records (record_id, dump_id, ordinal, start, length, paper_id, entry_hash, fields, doubtful, confidence,
  outcome) VALUES
  (1, 1, 1, 0, 300, 1, x'00000000000000000000000000000001', 113, 0, 1.0, 'new'),
  (2, 1, 2, 310, 200, 2, x'00000000000000000000000000000002', 1166, 0, 1.0, 'new'),
  (3, 1, 3, 610, 290, 3, x'00000000000000000000000000000003', 80, 64, 0.8, 'new'),
  (4, 2, 1, 0, 300, 1, x'00000000000000000000000000000001', 113, 0, 1.0, 'duplicate'),
  (5, 2, 2, 300, 200, 1, x'00000000000000000000000000000005', 19, 0, 1.0, 'updated');
INSERT INTO rejects (dump_id, start, length, line, hash, code, message, excerpt, bytes) VALUES
  (1, 520, 80, 7, x'000000000000000000000000000000ff', 'no_identifier', 'no identifier line', 'Some', zeroblob(80));
INSERT INTO alternates (record_id, field, value, original) VALUES
  (5, 'abstract', 'Goedel numbers of text fields', NULL);
INSERT INTO cut_candidates VALUES (3, 880, 0.2, 'Tea 7', ', 12Cups'), (3, 900, 0.8, 'Tea 7, 12', 'Cups');
UPDATE records SET bytes = zeroblob(290) WHERE record_id = 3)";

}  // namespace

void add_sample(SQLite::Database& database) {
  database.exec(k_sql_papers);
  database.exec(k_sql_provenance);
}

SQLite::Database sample_database() {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  db::migrate(database);
  add_sample(database);
  return database;
}

}  // namespace litdex::test
