// Facts out of what records say: filled by import, renewed with the values they come from, shipped, checked.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "check/check.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "ship/ship.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

const std::string k_first =
    "We study a small matter. The code is at https://example.org/code.\n"
    "12 pages, 3 figures; data at http://example.org/~data\n"
    "arXiv:0704.0001 - Foo Lett. 12, 34 (2007)\nCreated: 2007-04-02\n\n"
    "We study another matter.\nTo appear\narXiv:0704.0002\nCreated: 2007-04-03\n";
const std::string k_later =
    "We study a small matter. The code is at https://example.org/code.\n"
    "This paper has been withdrawn. 14 pages, data at ftp://example.org/data\n"
    "arXiv:0704.0001 - Foo Lett. 12, 34 (2007)\nCreated: 2007-04-02 Updated: 2009-01-01\n";

void import_text(const fs::path& database, const fs::path& dump, const std::string& text) {
  std::ofstream(dump, std::ios::binary) << text;
  load::ImportOptions options;
  options.inputs = {dump.string()};
  load::import_dumps(database, options);
}

/// The facts of every paper, a line each, NULL as "-".
std::string facts(const fs::path& path) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  SQLite::Statement rows(database,
                         "SELECT arxiv_id, withdrawn, page_count, figure_count, venue, venue_year,"
                         " (SELECT group_concat(url, ' ') FROM links AS l WHERE l.paper_id = p.paper_id)"
                         " FROM papers AS p ORDER BY arxiv_id");
  std::string all;
  while (rows.executeStep()) {
    for (int i = 0; i < rows.getColumnCount(); ++i) {
      all += (i == 0 ? "" : "|") + (rows.getColumn(i).isNull() ? std::string("-") : rows.getColumn(i).getString());
    }
    all += '\n';
  }
  return all;
}

}  // namespace

TEST_SUITE("load::facts") {
  TEST_CASE("an import fills the facts that the records state, and leaves the others NULL") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import_text(path, folder.path() / "a.txt", k_first);
    CHECK(facts(path) ==
          "0704.0001|-|12|3|Foo Lett.|2007|http://example.org/~data https://example.org/code\n"
          "0704.0002|-|-|-|-|-|-\n");
    CHECK(check::check_database(path).empty());
  }

  TEST_CASE("a later record that changes the comments changes the facts, in either order of import") {
    const std::string expected =
        "0704.0001|1|14|-|Foo Lett.|2007|ftp://example.org/data https://example.org/code\n"
        "0704.0002|-|-|-|-|-|-\n";
    for (const bool is_later_first : {false, true}) {
      CAPTURE(is_later_first);
      const test::TempDir folder;
      const fs::path path = folder.path() / "papers.db";
      import_text(path, folder.path() / "a.txt", is_later_first ? k_later : k_first);
      import_text(path, folder.path() / "b.txt", is_later_first ? k_first : k_later);
      CHECK(facts(path) == expected);
      CHECK(check::check_database(path).empty());
    }
  }

  TEST_CASE(
      "what is not as the records say is put right when a record of the paper comes, also where that says no more") {
    const test::TempDir folder;
    const fs::path dump = folder.path() / "dump.txt";
    const fs::path path = folder.path() / "papers.db";
    const fs::path undisturbed = folder.path() / "undisturbed.db";
    const std::string same = k_first.substr(0, k_first.find("Created")) + "Created: 2007-04-02 Updated: 2008-01-01\n";
    import_text(path, dump, k_first);
    fs::copy(path, undisturbed);
    db::open_database(path, db::Access::write)
        .exec(
            "DELETE FROM links WHERE url LIKE '%code'; UPDATE papers SET page_count = 99, year = 1999, month = 1;"
            "INSERT INTO links SELECT paper_id, 'http://a.org' FROM papers WHERE arxiv_id = '0704.0001'");
    REQUIRE(facts(path) != facts(undisturbed));
    import_text(path, dump, same);
    import_text(undisturbed, dump, same);
    const std::string facts_of_first = facts(undisturbed).substr(0, facts(undisturbed).find('\n'));
    CHECK(facts(path).substr(0, facts(path).find('\n')) == facts_of_first);
    SQLite::Database database = db::open_database(path, db::Access::read);
    CHECK(database.execAndGet("SELECT year || '-' || month FROM papers WHERE arxiv_id = '0704.0001'").getString() ==
          "2007-4");
  }

  TEST_CASE("a shipped file has the same facts") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const fs::path shipped = folder.path() / "shipped.db";
    import_text(path, folder.path() / "a.txt", k_first);
    ship::ship(path, shipped, ship::Overwrite::no);
    CHECK(facts(shipped) == facts(path));
    CHECK(check::check_database(shipped).empty());
  }
}
