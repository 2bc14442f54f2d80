// The same papers in several formats become one row each, whatever comes first.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "support/file_bytes.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

constexpr auto k_page_text =
    "Small pumps age in the field, and we measure how fast. The rate depends on the water.\n"
    "12 pages, 3 figures\n"
    "arXiv:0712.0042 - J. Test. Pumps 12 (2008) 34-45\n"
    "Strips are tiled with short pieces, and the ways are counted.\n"
    "arXiv:0801.0007\n";

constexpr auto k_json =
    R"({"id":"0712.0042","submitter":"Ada Tester","authors":"Ada Tester, Bert O. M\\\"uller","title":"How small pumps\n  age",)"
    R"("comments":"12 pages, 3 figures","journal-ref":"J. Test. Pumps 12 (2008) 34-45","doi":"10.1000/pumps.42",)"
    R"("report-no":"TR-2007-42","categories":"physics.ins-det cs.OH","license":"http://creativecommons.org/licenses/by/4.0/",)"
    R"("abstract":"  Small pumps age in the field, and we measure how fast. The rate depends on the\nwater.\n",)"
    R"("versions":[{"version":"v1","created":"Mon, 3 Dec 2007 10:00:00 GMT"},{"version":"v2","created":"Tue, 4 Mar 2008 11:30:00 GMT"}],)"
    R"("update_date":"2008-03-04","authors_parsed":[["Tester","Ada",""],["M\u00fcller","Bert O.",""]]})"
    "\n"
    R"({"id":"0801.0007","submitter":null,"authors":"Carla Tiler","title":"Strips","comments":null,"journal-ref":null,)"
    R"("doi":null,"report-no":null,"categories":"math.CO","license":null,)"
    R"("abstract":"  Strips are tiled with short pieces, and the ways are counted.\n",)"
    R"("versions":[{"version":"v1","created":"Tue, 1 Jan 2008 00:00:00 GMT"}],"update_date":"2008-01-01",)"
    R"("authors_parsed":[["Tiler","Carla",""]]})"
    "\n";

constexpr auto k_oai = R"(<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header><identifier>oai:arXiv.org:0712.0042</identifier><datestamp>2008-03-04</datestamp></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>0712.0042</id><created>2007-12-03</created>
<updated>2008-03-04</updated><authors><author><keyname>Tester</keyname><forenames>Ada</forenames></author>
<author><keyname>Müller</keyname><forenames>Bert O.</forenames></author></authors><title>How small pumps age</title>
<categories>physics.ins-det cs.OH</categories><comments>12 pages, 3 figures</comments>
<journal-ref>J. Test. Pumps 12 (2008) 34-45</journal-ref><msc-class>00A99</msc-class><acm-class>J.2</acm-class>
<doi>10.1000/pumps.42</doi>
<abstract>Small pumps age in the field, and we measure how fast. The rate depends on the water.</abstract></arXiv></metadata>
</record>
<record><header status="deleted"><identifier>oai:arXiv.org:0801.0007</identifier><datestamp>2010-05-06</datestamp></header></record>
</ListRecords></OAI-PMH>
)";

constexpr auto k_atom = R"(<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">a query</title><id>http://arxiv.org/api/q</id>
<entry><id>http://arxiv.org/abs/0712.0042v2</id><updated>2008-03-04T11:30:00Z</updated><published>2007-12-03T10:00:00Z</published>
<title>How small pumps age</title><summary>Small pumps age in the field, and we measure how fast. The rate depends on the
water.</summary><author><name>Ada Tester</name></author><author><name>Bert O. Müller</name></author>
<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="physics.ins-det"/>
<category term="physics.ins-det"/><category term="cs.OH"/></entry></feed>
)";

/// Imports the dumps in that order; the hash of the content.
std::string import_in_order(const fs::path& folder, const fs::path& database_path,
                            const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    load::ImportOptions options;
    options.inputs = {(folder / name).string()};
    const load::ImportReport report = load::import_dumps(database_path, options);
    REQUIRE(report.failed.empty());
    REQUIRE(report.dumps.front().reject_count == 0);
  }
  CHECK(check::check_database(database_path).empty());
  SQLite::Database database = db::open_database(database_path, db::Access::read);
  return db::content_hash(database);
}

std::string row_of(SQLite::Database& database, const std::string& sql) {
  SQLite::Statement row(database, sql);
  std::string text;
  while (row.executeStep()) {
    for (int i = 0; i < row.getColumnCount(); ++i) {
      text += (text.empty() ? "" : "|") + (row.getColumn(i).isNull() ? "NULL" : row.getColumn(i).getString());
    }
  }
  return text;
}

}  // namespace

TEST_SUITE("formats::join") {
  TEST_CASE("page text, JSON, OAI-PMH and Atom of the same papers give one full row each, in any order") {
    const test::TempDir folder;
    test::write_bytes(folder.path() / "page.txt", k_page_text);
    test::write_bytes(folder.path() / "papers.json", k_json);
    test::write_bytes(folder.path() / "oai.xml", k_oai);
    test::write_bytes(folder.path() / "atom.xml", k_atom);
    std::vector<std::string> names = {"atom.xml", "oai.xml", "page.txt", "papers.json"};
    const std::string expected = import_in_order(folder.path(), folder.path() / "first.db", names);
    int number = 0;
    while (std::ranges::next_permutation(names).found) {
      CHECK(import_in_order(folder.path(), folder.path() / (std::to_string(number++) + ".db"), names) == expected);
    }
    SQLite::Database database = db::open_database(folder.path() / "first.db", db::Access::read);
    CHECK(row_of(database, "SELECT count(*) FROM papers") == "2");
    CHECK(
        row_of(database,
               "SELECT doi, title, authors, abstract, comments, journal_ref, categories, year, month, submitted,"
               " updated, latest_version, submitter, report_no, msc_class, acm_class, license, deleted, page_count,"
               " figure_count FROM papers WHERE arxiv_id = '0712.0042'") ==
        "10.1000/pumps.42|How small pumps age|Ada Tester; Bert O. Müller|Small pumps age in the field, and we measure "
        "how fast. The rate depends on the water.|12 pages, 3 figures|J. Test. Pumps 12 (2008) 34-45|physics.ins-det "
        "cs.OH|2007|12|2007-12-03T10:00:00Z|2008-03-04T11:30:00Z|2|Ada Tester|TR-2007-42|00A99|J.2|"
        "http://creativecommons.org/licenses/by/4.0/|NULL|12|3");
    CHECK(row_of(database, "SELECT title, categories, deleted FROM papers WHERE arxiv_id = '0801.0007'") ==
          "Strips|math.CO|2010-05-06");
    CHECK(
        row_of(
            database,
            "SELECT name, family, given FROM paper_authors JOIN authors USING (author_id) JOIN papers USING (paper_id)"
            " WHERE arxiv_id = '0712.0042' ORDER BY position") ==
        "Ada Tester|Tester|Ada|Bert O. Müller|Müller|Bert O.");
  }

  TEST_CASE("the same entry in an .abs file and in a listing gives the same, whichever comes first") {
    constexpr std::string_view k_entry =
        "\\\\\narXiv:0712.0042\n\nTitle: How small pumps age\n"
        "Authors: Ada Tester\nCategories: physics.ins-det\n\\\\\n  Small pumps age in the field.\n\\\\\n";
    const test::TempDir folder;
    test::write_bytes(folder.path() / "a.abs", k_entry);
    test::write_bytes(folder.path() / "b.txt", std::string("Listing of new papers\n\n") + std::string(k_entry));
    // Trusted more than a listing and less than an .abs file.
    test::write_bytes(folder.path() / "c.csv", "id,title\n0712.0042,Pumps\n");
    const std::string expected =
        import_in_order(folder.path(), folder.path() / "first.db", {"a.abs", "b.txt", "c.csv"});
    CHECK(import_in_order(folder.path(), folder.path() / "second.db", {"b.txt", "a.abs", "c.csv"}) == expected);
    SQLite::Database database = db::open_database(folder.path() / "first.db", db::Access::read);
    CHECK(row_of(database, "SELECT group_concat(format, ' ') FROM (SELECT format FROM dumps ORDER BY format)") ==
          "arxiv-abs arxiv-listing csv");
    CHECK(row_of(database, "SELECT title FROM papers") == "How small pumps age");
  }
}
