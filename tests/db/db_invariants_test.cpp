// The invariants of schema/checks.sql: a good database breaks none, and each finds what it is there for.
// SPDX-License-Identifier: MIT
#include "db/invariants.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "support/sample_database.hpp"

namespace {

using litdex::db::Invariant;

/// "name: first violation", a line for each invariant that is broken.
std::string broken(SQLite::Database& database) {
  std::string lines;
  for (const Invariant& invariant : litdex::db::invariants()) {
    const auto rows = litdex::db::find_violations(database, invariant, 1);
    if (!rows.empty()) lines += invariant.name + ": " + rows.front() + "\n";
  }
  return lines;
}

struct Damage {
  const char* invariant;  ///< the only one that finds it
  const char* found;      ///< what it names first
  const char* sql;
};

constexpr Damage k_damages[] = {
    {"schema_version_agrees", "user_version 1", "UPDATE about SET value = '2' WHERE key = 'schema_version'"},
    {"schema_version_agrees", "user_version 3",
     "PRAGMA user_version = 3; UPDATE about SET value = '3' WHERE key = 'schema_version'"},
    {"papers_have_records", "paper 4",
     "INSERT INTO papers (paper_id, arxiv_id) VALUES (4, '0704.0001'); INSERT INTO papers_fts (rowid) VALUES (4)"},
    {"papers_are_identified", "paper 3", "DELETE FROM identifiers WHERE paper_id = 3"},
    {"arxiv_ids_agree", "paper 3", "UPDATE papers SET arxiv_id = '0704.0001' WHERE paper_id = 3"},
    {"arxiv_ids_agree", "paper 1", "UPDATE papers SET arxiv_id = NULL WHERE paper_id = 1"},
    {"arxiv_ids_have_no_alternates", "record 5 gives 0704.0001",
     "INSERT INTO alternates (record_id, field, value) VALUES (5, 'arxiv_id', '0704.0001')"},
    {"chosen_values_are_given", "paper 1", "UPDATE papers SET license = 'CC0' WHERE paper_id = 1"},
    {"chosen_values_are_given", "paper 1", "UPDATE papers SET comments = NULL WHERE paper_id = 1"},
    {"months_have_years", "paper 1", "UPDATE papers SET year = NULL WHERE paper_id = 1"},
    {"identifiers_have_papers", "doi:10.1/x", "INSERT INTO identifiers VALUES ('doi', '10.1/x', 99)"},
    {"hashes_identify_one_paper", "hash:00112233", "INSERT INTO identifiers VALUES ('hash', '00112233', 2)"},
    {"authors_have_papers", "author 3", "INSERT INTO authors (author_id, name) VALUES (3, 'C. Author')"},
    {"authors_are_in_order", "paper 2", "UPDATE paper_authors SET position = 3 WHERE position = 2"},
    {"authors_are_printed", "paper 1", "INSERT INTO paper_authors (paper_id, position, author_id) VALUES (1, 1, 1)"},
    {"categories_are_in_order", "paper 2", "UPDATE paper_categories SET position = 3 WHERE position = 2"},
    {"categories_agree", "paper 2", "UPDATE paper_categories SET code = 'cs.LG' WHERE position = 2"},
    {"categories_agree", "paper 1", "INSERT INTO paper_categories (paper_id, position, code) VALUES (1, 1, 'cs.LG')"},
    {"dumps_count_records", "dump 1", "UPDATE dumps SET record_count = 4 WHERE dump_id = 1"},
    {"dumps_count_records", "dump 1",
     "UPDATE dumps SET record_bytes = record_bytes + 1, frame_bytes = frame_bytes - 1 WHERE dump_id = 1"},
    {"dumps_count_rejects", "dump 2", "UPDATE dumps SET reject_count = 1 WHERE dump_id = 2"},
    {"dumps_count_rejects", "dump 1",
     "UPDATE dumps SET reject_bytes = reject_bytes - 1, frame_bytes = frame_bytes + 1 WHERE dump_id = 1"},
    {"dumps_count_spans", "dump 1", "UPDATE dumps SET blank_count = 0 WHERE dump_id = 1"},
    {"dumps_count_spans", "dump 2", "UPDATE dumps SET frame_count = 1 WHERE dump_id = 2"},
    {"records_are_in_order", "record 3", "UPDATE records SET ordinal = 7 WHERE record_id = 3"},
    {"records_are_in_order", "record 1",
     "UPDATE records SET ordinal = 9 WHERE record_id = 1; UPDATE records SET ordinal = 1 WHERE record_id = 2;"
     "UPDATE records SET ordinal = 2 WHERE record_id = 1"},
    {"spans_lie_in_dumps", "record 3", "UPDATE records SET start = 801 WHERE record_id = 3"},
    {"spans_lie_in_dumps", "reject at byte -80 of dump 1", "UPDATE rejects SET start = -80"},
    {"spans_are_apart", "byte 505 of dump 1", "UPDATE rejects SET start = 505"},
    {"rejects_keep_their_bytes", "reject at byte 520 of dump 1", "UPDATE rejects SET bytes = x'00'"},
    {"entries_are_taken_once", "record 1", "UPDATE records SET outcome = 'unchanged' WHERE record_id = 4"},
    {"entries_are_taken_once", "record 2", "UPDATE records SET outcome = 'duplicate' WHERE record_id = 2"},
    {"entries_have_one_paper", "record 1",
     "UPDATE records SET outcome = 'duplicate', entry_hash = x'00000000000000000000000000000001' WHERE record_id = 2"},
    {"fields_are_known", "record 1", "UPDATE records SET fields = fields | 131072 WHERE record_id = 1"},
    {"doubtful_fields_are_given", "record 3", "UPDATE records SET doubtful = doubtful | 32 WHERE record_id = 3"},
    {"doubtful_fields_need_doubt", "record 1", "UPDATE records SET doubtful = 16 WHERE record_id = 1"},
    {"field_names_are_known", "alternates of record 5", "UPDATE alternates SET field = 'abstracts'"},
    {"field_names_are_known", "originals of paper 1", "UPDATE originals SET field = 'abstracts'"},
    {"alternates_are_given", "record 5, license", "INSERT INTO alternates VALUES (5, 'license', 'CC0', NULL)"},
    {"alternates_stand_once", "record 4", "INSERT INTO alternates VALUES (4, 'abstract', 'Other', NULL)"},
    {"alternates_differ", "record 5, abstract",
     "UPDATE alternates SET (value, original) = (SELECT p.abstract, o.text FROM papers AS p JOIN originals AS o"
     " ON o.paper_id = p.paper_id WHERE p.paper_id = 1)"},
    {"originals_belong_to_values", "paper 1, title", "INSERT INTO originals VALUES (1, 'title', 'A title')"},
    {"originals_belong_to_values", "paper 1, abstract",
     "UPDATE originals SET text = (SELECT abstract FROM papers WHERE paper_id = 1)"},
    {"kept_bytes_are_whole", "record 3", "UPDATE records SET bytes = zeroblob(289) WHERE record_id = 3"},
    {"kept_bytes_are_whole", "record 1", "UPDATE records SET bytes = zeroblob(300) WHERE record_id = 1"},
    {"candidates_need_doubt", "record 1", "INSERT INTO cut_candidates VALUES (1, 299, 0.5, 'a', 'b')"},
    {"candidates_lie_in_dumps", "record 3, byte 1001", "UPDATE cut_candidates SET offset = 1001 WHERE offset = 880"},
    {"candidates_lie_in_dumps", "record 3, byte 610", "UPDATE cut_candidates SET offset = 610 WHERE offset = 880"},
    {"candidates_share_one", "record 3", "UPDATE cut_candidates SET probability = 0.8"},
    {"index_holds_all_papers", "paper 2 is not in the index",
     "INSERT INTO papers_fts (papers_fts, rowid, title, authors, abstract, comments, journal_ref) SELECT 'delete',"
     " paper_id, title, authors, abstract, comments, journal_ref FROM papers WHERE paper_id = 2"},
    {"index_holds_all_papers", "paper 9 is in the index only", "INSERT INTO papers_fts (rowid) VALUES (9)"},
    {"index_ranks_as_declared", "rank is bm25(1.0)",
     "INSERT INTO papers_fts (papers_fts, rank) VALUES ('rank', 'bm25(1.0)')"},
};

}  // namespace

TEST_SUITE("db::invariants") {
  TEST_CASE("a name, its sentence and its query are read; other comments say what they like") {
    const auto read = litdex::db::parse_invariants(
        "-- A page: of checks.\n-- More of it: text\n\n-- first_one: all is: well\nSELECT 1\nWHERE 0;\n\n"
        "-- second: and this\nSELECT 2;\n");
    REQUIRE(read.size() == 2);
    CHECK(read[0].name == "first_one");
    CHECK(read[0].sentence == "all is: well");
    CHECK(read[0].sql == "SELECT 1\nWHERE 0;\n");
    CHECK(read[1].name == "second");
    CHECK(read[1].sql == "SELECT 2;\n");
  }

  TEST_CASE("a good database breaks none") {
    SQLite::Database database = litdex::test::sample_database();
    CHECK(broken(database) == "");
  }

  TEST_CASE("a database without papers breaks none") {
    SQLite::Database database = litdex::test::sample_database();
    database.exec(
        "DELETE FROM cut_candidates; DELETE FROM alternates; DELETE FROM originals; DELETE FROM rejects;"
        "DELETE FROM records; DELETE FROM dumps; DELETE FROM paper_categories; DELETE FROM paper_authors;"
        "DELETE FROM authors; DELETE FROM identifiers; DELETE FROM papers;"
        "INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')");
    CHECK(broken(database) == "");
  }

  TEST_CASE("a shipped database, which names no outcome, breaks none") {
    SQLite::Database database = litdex::test::sample_database();
    database.exec("UPDATE records SET outcome = NULL; UPDATE dumps SET import_id = NULL; DELETE FROM imports");
    CHECK(broken(database) == "");
  }

  TEST_CASE("a paper may have an arXiv identifier that only a DOI of arXiv gives") {
    SQLite::Database database = litdex::test::sample_database();
    database.exec("UPDATE papers SET arxiv_id = '0704.0001', doi = '10.48550/arXiv.0704.0001' WHERE paper_id = 2");
    CHECK(broken(database) == "");
  }

  TEST_CASE("a corrected field need not come from a record") {
    SQLite::Database database = litdex::test::sample_database();
    database.exec(
        "UPDATE papers SET license = 'CC0' WHERE paper_id = 1;"
        "INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:2009.04153', 'license', 'CC0')");
    CHECK(broken(database) == "");
  }

  TEST_CASE("each damage is found by the one invariant that is about it") {
    for (const Damage& damage : k_damages) {
      const std::string sql = damage.sql;
      CAPTURE(sql);
      SQLite::Database database = litdex::test::sample_database();
      database.exec(sql);
      CHECK(broken(database) == std::string(damage.invariant) + ": " + damage.found + "\n");
    }
  }

  TEST_CASE("every invariant has a name of its own, a sentence, and a damage that it finds") {
    std::set<std::string> tried;
    for (const Damage& damage : k_damages) tried.insert(damage.invariant);
    std::set<std::string> names;
    for (const Invariant& invariant : litdex::db::invariants()) {
      CAPTURE(invariant.name);
      CHECK(names.insert(invariant.name).second);
      CHECK(!invariant.sentence.empty());
    }
    CHECK(names == tried);
  }

  TEST_CASE("no more violations than asked for are read") {
    SQLite::Database database = litdex::test::sample_database();
    const Invariant all_records{"all", "none", "SELECT 'record ' || record_id FROM records ORDER BY record_id"};
    CHECK(litdex::db::find_violations(database, all_records, 2) == std::vector<std::string>{"record 1", "record 2"});
    CHECK(litdex::db::find_violations(database, all_records, 20).size() == 5);
  }
}
