// What people decide, inserted with SQL, is what papers say after the next import or reindex.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/file.hpp"
#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

/// The end of the first record's reference is doubtful: the page may be 34 or 34K.
const std::string k_dump =
    "We listen to kettles and write down what we hear.\n"
    "arXiv:0704.0001 - Proc. SPIE Vol. 64 (2007) 64800MUsing teapots of every size, we ask the same of tea.\n"
    "arXiv:0704.0002Cups are the last matter that we study here.\n5 pages\narXiv:0704.0003\n";
const std::string k_other =
    "Cups are the last matter that we study here.\n7 pages\narXiv:0704.0003\nCreated: 2009-01-01\n";

load::ImportReport import(const fs::path& database, const std::string& text, const std::string& name = "dump.txt") {
  const fs::path dump = database.parent_path() / name;
  std::ofstream(dump, std::ios::binary) << text;
  load::ImportOptions options;
  options.inputs = {dump.string()};
  return load::import_dumps(database, options, [](const std::string&, std::uint64_t, std::uint64_t, std::uint64_t) {});
}

void write(const fs::path& path, const std::string& sql) {
  SQLite::Database database = db::open_database(path, db::Access::write);
  database.exec(sql);
}

std::string read(const fs::path& path, const std::string& sql) {
  const SQLite::Database database(path.string());  // as any client: litdex reads no views
  SQLite::Statement rows(database, sql);
  std::string all;
  while (rows.executeStep()) {
    for (int i = 0; i < rows.getColumnCount(); ++i) {
      all += (i == 0 ? "" : "|") + (rows.getColumn(i).isNull() ? std::string("-") : rows.getColumn(i).getString());
    }
    all += '\n';
  }
  return all;
}

std::string hash_of(const fs::path& path) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  return db::content_hash(database);
}

// The reference is to end before the M: one byte less.
constexpr auto k_shorter =
    "INSERT INTO corrections (entry_hash, field, value)"
    " SELECT entry_hash, 'cut', length - 1 FROM records WHERE ordinal = 1 AND dump_id = 1";
constexpr auto k_ends =
    "SELECT (SELECT journal_ref FROM papers WHERE arxiv_id = '0704.0001'),"
    " (SELECT substr(abstract, 1, 14) FROM papers WHERE arxiv_id = '0704.0002')";

}  // namespace

TEST_SUITE("load::corrections") {
  TEST_CASE("a corrected cut moves text between two records at the next import, and stays") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    REQUIRE(read(path, k_ends) == "Proc. SPIE Vol. 64 (2007) 64800M|Using teapots \n");
    write(path, k_shorter);
    const load::ImportReport report = import(path, k_dump);
    CHECK(report.corrected_count == 1 + 1);
    CHECK(report.dumps.at(0).already_known);
    CHECK(read(path, k_ends) == "Proc. SPIE Vol. 64 (2007) 64800|MUsing teapots\n");
    CHECK(read(path, "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH '\"MUsing\"'") == "1\n");
    CHECK(read(path, "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH '\"64800M\"'") == "0\n");
    CHECK(check::check_database(path).empty());

    const std::string bytes = base::sha256_of_file(path);
    CHECK(import(path, k_dump).corrected_count == 0);
    CHECK(load::apply_corrections(path) == 0);
    CHECK(base::sha256_of_file(path) == bytes);
  }

  TEST_CASE("what a corrected record said stays there to be read") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path, k_shorter);
    load::apply_corrections(path);
    CHECK(read(path, "SELECT value, chosen FROM record_values WHERE field = 'journal_ref'") ==
          "Proc. SPIE Vol. 64 (2007) 64800M|0\n");
  }

  TEST_CASE("a settled cut is no longer listed as doubtful") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path,
          "INSERT OR REPLACE INTO cut_candidates VALUES (1, 100, 0.5); UPDATE records SET confidence = 0.5 WHERE "
          "record_id = 1");
    CHECK(read(path, "SELECT count(*) > 0 FROM doubtful_cuts") == "1\n");
    write(path, k_shorter);
    CHECK(read(path, "SELECT count(*) FROM doubtful_cuts") == "0\n");
  }

  TEST_CASE("a decision about a paper wins over every record, also later ones") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path,
          "INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:0704.0003', 'comments', '6 pages'),"
          " ('arxiv:0704.0001', 'journal_ref', NULL), ('arxiv:9999.0001', 'comments', 'of nobody')");
    CHECK(load::apply_corrections(path) == 2);
    constexpr auto k_sql = "SELECT comments, page_count FROM papers WHERE arxiv_id = '0704.0003'";
    CHECK(read(path, k_sql) == "6 pages|6\n");
    CHECK(read(path, "SELECT journal_ref FROM papers WHERE arxiv_id = '0704.0001'") == "-\n");
    import(path, k_other, "other.txt");
    CHECK(read(path, k_sql) == "6 pages|6\n");
    CHECK(read(path, "SELECT value FROM record_values WHERE field = 'comments' ORDER BY value") ==
          "5 pages\n7 pages\n");
    CHECK(check::check_database(path).empty());
  }

  TEST_CASE("a decision about a record counts as what that record says, surely") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path,
          "INSERT INTO corrections (entry_hash, field, value)"
          " SELECT entry_hash, 'comments', '6 pages' FROM records WHERE ordinal = 3 AND dump_id = 1");
    load::apply_corrections(path);
    constexpr auto k_sql = "SELECT comments FROM papers WHERE arxiv_id = '0704.0003'";
    CHECK(read(path, k_sql) == "6 pages\n");
    import(path, k_other, "other.txt");
    CHECK(read(path, k_sql) == "7 pages\n");  // the later record date wins
  }

  TEST_CASE("of two decisions about the same thing the later one counts") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path,
          "INSERT INTO corrections (identifier, field, value, made_at) VALUES"
          " ('arxiv:0704.0003', 'comments', '8 pages', '2026-02-01'), ('arxiv:0704.0003', 'comments', '9 pages', "
          "'2026-01-01')");
    load::apply_corrections(path);
    CHECK(read(path, "SELECT comments FROM papers WHERE arxiv_id = '0704.0003'") == "8 pages\n");
  }

  TEST_CASE("the order of dumps and corrections does not matter") {
    const test::TempDir folder;
    const std::string decide =
        "INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:0704.0003', 'comments', '6 pages')";
    // The entry's hash is the same wherever its bytes are.
    const fs::path first = folder.path() / "first.db";
    import(first, k_dump);
    const std::string known = read(first, "SELECT hex(entry_hash) FROM records WHERE ordinal = 1");
    const std::string length = read(first, "SELECT length FROM records WHERE ordinal = 1");
    const std::string cut_sql = "INSERT INTO corrections (entry_hash, field, value) VALUES (x'" + known.substr(0, 32) +
                                "', 'cut', " + length + " - 1)";
    write(first, decide + ";" + cut_sql);
    import(first, k_other, "other.txt");
    const fs::path second = folder.path() / "second.db";
    import(second, k_other, "other.txt");
    write(second, cut_sql + ";" + decide);
    import(second, k_dump);
    CHECK(hash_of(first) == hash_of(second));
    const fs::path third = folder.path() / "third.db";
    import(third, k_other, "other.txt");
    CHECK(hash_of(third) != hash_of(second));
  }

  TEST_CASE("a cut that leads nowhere changes nothing") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(
        path,
        "INSERT INTO corrections (entry_hash, field, value) SELECT entry_hash, 'cut', 100000 FROM records;"
        "INSERT INTO corrections (entry_hash, field, value) SELECT entry_hash, 'cut', 'far' FROM records;"
        "INSERT INTO corrections (entry_hash, field, value) VALUES (zeroblob(16), 'cut', 5), (x'00', 'comments', 'a')");
    CHECK(load::apply_corrections(path) == 0);
  }
}
