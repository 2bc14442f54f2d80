// What people decide, inserted with SQL, is what papers say after the next import or reindex.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "load/paper_store.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

/// Nothing tells where the first record's reference ends.
const std::string k_dump =
    "We listen to kettles and write down what we hear.\n"
    "arXiv:0704.0001 - Workshop on TeaTea Houses of every size are asked the same)\n9 cups\n"
    "arXiv:0704.0002Cups are the last matter that we study here.\n5 pages\narXiv:0704.0003\n";
const std::string k_other =
    "Cups are the last matter that we study here.\n7 pages\narXiv:0704.0003\nCreated: 2009-01-01\n";

load::ImportReport import(const fs::path& database, const std::string& text, const std::string& name = "dump.txt") {
  const fs::path dump = database.parent_path() / name;
  std::ofstream(dump, std::ios::binary) << text;
  load::ImportOptions options;
  options.inputs = {dump.string()};
  return load::import_dumps(database, options);
}

void write(const fs::path& path, const std::string& sql) {
  SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);  // as any client
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

// The statement that docs/formats/arxiver_text.md and the view itself give.
std::string settle(const std::string& which) {
  return "INSERT INTO corrections (entry_hash, field, value, made_at)"
         " SELECT entry_hash, 'cut', length, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM doubtful_cuts WHERE " +
         which;
}

/// Ends a record after so many bytes.
std::string cut_after(int ordinal, int length) {
  return "INSERT INTO corrections (entry_hash, field, value) SELECT entry_hash, 'cut', " + std::to_string(length) +
         " FROM records WHERE dump_id = 1 AND ordinal = " + std::to_string(ordinal);
}

constexpr auto k_ends =
    "SELECT (SELECT journal_ref FROM papers WHERE arxiv_id = '0704.0001'), abstract, comments FROM papers"
    " WHERE arxiv_id = '0704.0002'";

}  // namespace

TEST_SUITE("load::corrections") {
  TEST_CASE("a corrected cut moves text between two records at the next import, and stays") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    REQUIRE(read(path, k_ends) == "Workshop on TeaTea Houses of every size are asked the same)|9 cups|-\n");
    write(path, cut_after(1, 86));
    const load::ImportReport report = import(path, k_dump);
    CHECK(report.corrections.changed_papers == 1 + 1);
    CHECK(report.corrections.idle.empty());
    CHECK(report.dumps.at(0).already_known);
    CHECK(read(path, k_ends) == "Workshop on TeaTea|Houses of every size are asked the same)|9 cups\n");
    CHECK(read(path, "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH '\"TeaTea\"'") == "1\n");
    CHECK(check::check_database(path).empty());

    const std::string bytes = base::sha256_of_file(path);
    CHECK(import(path, k_dump).corrections.changed_papers == 0);
    CHECK(load::apply_corrections(path).changed_papers == 0);
    CHECK(base::sha256_of_file(path) == bytes);
  }

  TEST_CASE("one statement over the view of doubtful cuts settles a cut, and it is listed no more") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    REQUIRE(read(path, "SELECT arxiv_id, length, before, after FROM doubtful_cuts WHERE probability > 0.02") ==
            "0704.0001|127|Houses of every size are asked the same)|\\n9 cups\\narXiv:0704.0002Cups are the last\n"
            "0704.0001|83|arXiv:0704.0001 - Workshop on Tea|Tea Houses of every size are asked the s\n");
    write(path, settle("record_id = 1 AND length = 83"));
    CHECK(read(path, "SELECT count(*) FROM doubtful_cuts") == "0\n");
    load::apply_corrections(path);
    CHECK(read(path, k_ends) == "Workshop on Tea|Tea Houses of every size are asked the same)|9 cups\n");
    CHECK(check::check_database(path).empty());
  }

  TEST_CASE("a record leaves the view of doubtful ones when its fields are settled, by a cut or by value") {
    constexpr auto k_doubtful = "SELECT arxiv_id, fields FROM doubtful_records ORDER BY record_id";
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump + "And we end\nwith cups\narXiv:0704.0004\n");
    REQUIRE(read(path, k_doubtful) == "0704.0001|journal_ref\n0704.0002|abstract\n0704.0004|abstract, comments\n");
    write(path, settle("record_id = 1 AND length = 83"));
    CHECK(read(path, k_doubtful) == "0704.0004|abstract, comments\n");
    write(path, "INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:0704.0004', 'comments', NULL)");
    CHECK(read(path, k_doubtful) == "0704.0004|abstract\n");
    write(path,
          "INSERT INTO corrections (entry_hash, field, value)"
          " SELECT entry_hash, 'abstract', 'And we end with cups' FROM records WHERE ordinal = 4");
    CHECK(read(path, k_doubtful).empty());
  }

  TEST_CASE("blanks that were folded, line ends of Windows and dropped characters do not shift a corrected cut") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const std::string dump =
        "We listen  to kettles.\r\narXiv:0704.0001 - Workshop  on TeaTea  Houses of\tevery \x01size are &amp; asked."
        "\r\n9  cups\r\narXiv:0704.0002\r\n";
    import(path, dump);
    REQUIRE(read(path, "SELECT count(*) > 0 FROM doubtful_cuts") == "1\n");
    const int length = static_cast<int>(dump.find("every"));
    write(path, cut_after(1, length));
    load::apply_corrections(path);
    CHECK(read(path, k_ends) == "Workshop on TeaTea Houses of|every size are & asked.|9 cups\n");
    CHECK(read(path, "SELECT text FROM originals WHERE field = 'abstract'") == "every \\x01size are &amp; asked.\n");
  }

  TEST_CASE("text that is cut off before an empty line begins the next abstract") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const std::string dump =
        "We listen to kettles.\narXiv:0704.0001 - Workshop on TeaTea Houses of every size are asked\n\n"
        "the same, and Six cups are not enough for a whole evening in spring or autumn.\narXiv:0704.0002\n";
    import(path, dump);
    write(path, cut_after(1, static_cast<int>(dump.find("are asked"))));
    load::apply_corrections(path);
    CHECK(read(path, "SELECT journal_ref FROM papers WHERE arxiv_id = '0704.0001'") ==
          "Workshop on TeaTea Houses of every size\n");
    CHECK(read(path, "SELECT substr(abstract, 1, 9) FROM papers WHERE arxiv_id = '0704.0002'") == "are asked\n");
  }

  TEST_CASE("the end of a stream's last record is corrected too") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const std::string dump = "We listen to kettles.\narXiv:0704.0001 - Workshop on TeaTea Houses of every size";
    import(path, dump);
    write(path, cut_after(1, static_cast<int>(dump.find(" Houses"))));
    CHECK(load::apply_corrections(path).changed_papers == 1);
    CHECK(read(path, "SELECT journal_ref FROM papers") == "Workshop on TeaTea\n");
  }

  TEST_CASE("a corrected DOI is the one that the paper is found by") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const std::string dump =
        "We listen to kettles.\narXiv:0704.0001 - doi: 10.1234/TeaKettles of every size are asked the same.\n"
        "arXiv:0704.0002\n";
    import(path, dump);
    constexpr auto k_dois = "SELECT doi FROM papers WHERE doi IS NOT NULL UNION ALL SELECT value FROM identifiers";
    REQUIRE(read(path, k_dois) == "10.1234/Tea\n");
    write(path, cut_after(1, static_cast<int>(dump.find(" of every"))));
    load::apply_corrections(path);
    CHECK(read(path, k_dois) == "10.1234/TeaKettles\n10.1234/teakettles\n");
    write(path,
          "INSERT INTO corrections (identifier, field, value, made_at)"
          " VALUES ('arXiv:0704.0001v3', 'doi', '10.1234/Tea.7', '2026-01-01')");
    CHECK(load::apply_corrections(path).changed_papers == 1);
    CHECK(read(path, k_dois) == "10.1234/Tea.7\n10.1234/tea.7\n");
    CHECK(check::check_database(path).empty());
  }

  TEST_CASE("what a corrected record said stays there to be read") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path, cut_after(1, 86));
    load::apply_corrections(path);
    CHECK(read(path, "SELECT value, chosen FROM record_values WHERE field = 'journal_ref'") ==
          "Workshop on TeaTea Houses of every size are asked the same)|0\n");
  }

  TEST_CASE("a decision about a paper wins over every record, also later ones") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path,
          "INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:0704.0003', 'comments', '6 pages'),"
          " ('arxiv:0704.0001', 'journal_ref', NULL), ('arxiv:9999.0001', 'comments', 'of nobody')");
    CHECK(load::apply_corrections(path).changed_papers == 2);
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

  TEST_CASE("the later of two decisions counts, whichever identifier it names") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, "We listen.\narXiv:0704.0001 - doi: 10.1234/tea Tea 7 (2008) 12\nCreated: 2009-01-01\n");
    write(path,
          "INSERT INTO corrections (identifier, field, value, made_at) VALUES"
          " ('doi:10.1234/TEA', 'comments', 'by DOI', '2026-02-01'),"
          " ('arxiv:0704.0001', 'comments', 'by number', '2026-01-01')");
    load::apply_corrections(path);
    CHECK(read(path, "SELECT comments FROM papers") == "by DOI\n");
  }

  TEST_CASE("of two decisions without a time the one inserted last counts") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path, cut_after(1, 127) + ";" + cut_after(1, 86));
    load::apply_corrections(path);
    CHECK(read(path, k_ends) == "Workshop on TeaTea|Houses of every size are asked the same)|9 cups\n");
  }

  TEST_CASE("the order of dumps and corrections does not matter") {
    const test::TempDir folder;
    const fs::path first = folder.path() / "first.db";
    import(first, k_dump);
    const std::string hash = read(first, "SELECT hex(entry_hash) FROM records WHERE ordinal = 1").substr(0, 32);
    const std::string decide =
        "INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:0704.0003', 'comments', '6 pages')";
    // The entry's hash is the same wherever its bytes are.
    const std::string cut = "INSERT INTO corrections (entry_hash, field, value) VALUES (x'" + hash + "', 'cut', '86')";
    write(first, decide + ";" + cut);
    import(first, k_other, "other.txt");
    const fs::path second = folder.path() / "second.db";
    import(second, k_other, "other.txt");
    write(second, cut + ";" + decide);
    import(second, k_dump);
    CHECK(hash_of(first) == hash_of(second));
    const fs::path third = folder.path() / "third.db";
    import(third, k_other, "other.txt");
    CHECK(hash_of(third) != hash_of(second));
  }

  TEST_CASE("a corrected DOI keeps joining the records that gave it, in any order") {
    const test::TempDir folder;
    const std::string paper = "We listen.\narXiv:0704.0001 - doi: 10.1234/tea Tea 7 (2008) 12\nCreated: 2009-01-01\n";
    const std::string decide =
        "INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:0704.0001', 'doi', '10.1234/cup')";
    const fs::path path = folder.path() / "papers.db";
    import(path, paper);
    write(path, decide);
    load::apply_corrections(path);
    CHECK(read(path, "SELECT scheme, value FROM identifiers") == "doi|10.1234/cup\n");
    SQLite::Database database = db::open_database(path, db::Access::read);
    load::PaperStore store(database);
    CHECK(store.find_by_identifier({"doi", "10.1234/tea"}) == std::vector<std::int64_t>{1});
    CHECK(store.find_by_identifier({"doi", "10.1234/cup"}) == std::vector<std::int64_t>{1});
    CHECK(store.find_by_identifier({"doi", "10.1234/pot"}).empty());
  }

  TEST_CASE("of two corrections the later one counts, and one without a time is later than those inserted before it") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    constexpr auto k_sql = "SELECT comments FROM papers WHERE arxiv_id = '0704.0003'";
    const auto correct = [&](const std::string& pages, const std::string& time) {
      write(path,
            "INSERT INTO corrections (identifier, field, value, made_at) VALUES ('arxiv:0704.0003', 'comments', '" +
                pages + "', " + time + ")");
      load::apply_corrections(path);
      return read(path, k_sql);
    };
    CHECK(correct("6 pages", "NULL") == "6 pages\n");
    CHECK(correct("7 pages", "'2026-02-01'") == "7 pages\n");
    CHECK(correct("8 pages", "'2026-01-01'") == "7 pages\n");
    CHECK(correct("9 pages", "NULL") == "9 pages\n");
    CHECK(correct("10 pages", "'2026-02-02'") == "10 pages\n");
  }

  TEST_CASE("a correction without effect is reported with its reason") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, k_dump);
    write(path,
          cut_after(1, 100000) + ";" + cut_after(1, 20) + ";" +
              "INSERT INTO corrections (entry_hash, field, value) SELECT entry_hash, 'cut', 'far' FROM records"
              "  WHERE ordinal = 1;"
              "INSERT INTO corrections (entry_hash, field, value) VALUES (zeroblob(16), 'cut', 5), (x'00', 'comments', "
              "'a');"
              "INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:0704.0001', 'titel', 'a'),"
              " ('arxiv:0704.9999', 'title', 'a'), ('arxiv:x', 'title', 'a'), ('arxiv:0704.0001', 'arxiv_id', 'a'),"
              " ('arxiv:0704.0001', 'cut', 80)");
    const load::CorrectionReport report = load::apply_corrections(path);
    CHECK(report.changed_papers == 0);
    std::string reasons;
    for (const load::IdleCorrection& idle : report.idle) {
      reasons += std::to_string(idle.correction_id) + ": " + idle.reason + "\n";
    }
    CHECK(reasons ==
          "1: the record cannot end after 100000 bytes\n"
          "2: the record cannot end after 20 bytes\n"
          "3: the record cannot end after far bytes\n"
          "4: no record has this entry_hash\n"
          "5: no record has this entry_hash\n"
          "6: there is no field 'titel'\n"
          "7: no paper has this identifier\n"
          "8: 'arxiv:x' is no identifier\n"
          "9: which paper a record is of follows from its bytes\n"
          "10: there is no field 'cut'\n");
  }
}
