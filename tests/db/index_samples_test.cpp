// The index of what the sample dumps give: ours and FTS5's.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "index/index.hpp"
#include "load/import.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

/// A database of the seed dump and all in tests/data; what of these cannot be read is left out.
void import_samples(const fs::path& database) {
  load::ImportOptions options;
  options.inputs = {LITDEX_SOURCE_DIR "/seeds/arxiver-author-page.txt"};
  for (const char* folder :
       {"arxiv_abs", "arxiv_atom", "arxiv_json", "arxiv_listing", "arxiv_oai", "arxiver_text", "csv", "oai_dc_json"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(LITDEX_SOURCE_DIR) / "tests/data" / folder)) {
      if (entry.path().extension() != ".md") options.inputs.push_back(entry.path().native());
    }
  }
  load::import_dumps(database, options);
}

/// All that the index says: each token with its place, the sizes of the rows, and their sums.
std::vector<std::string> said_by_index(SQLite::Database& database) {
  std::vector<std::string> all;
  for (const char* query :
       {"SELECT term || ' ' || doc || ' ' || col || ' ' || offset FROM temp.instances",
        "SELECT id || ' ' || hex(sz) FROM papers_fts_docsize", "SELECT hex(block) FROM papers_fts_data WHERE id = 1"}) {
    SQLite::Statement rows(database, query);
    while (rows.executeStep()) all.push_back(rows.getColumn(0).getString());
  }
  return all;
}

}  // namespace

TEST_SUITE("index::samples") {
  TEST_CASE("the index of the sample dumps is token by token the one that FTS5 makes") {
    const test::TempDir folder;
    import_samples(folder.path() / "papers.db");
    SQLite::Database database = db::open_database(folder.path() / "papers.db", db::Access::scratch);
    database.exec("CREATE VIRTUAL TABLE temp.instances USING fts5vocab (main, papers_fts, instance)");
    CHECK(index::build(database, index::Builder::own).note.empty());
    const std::vector<std::string> own = said_by_index(database);
    CHECK_NOTHROW(index::verify(database, "papers.db"));
    CHECK(index::build(database, index::Builder::stock).note.empty());
    CHECK((own == said_by_index(database)));
    CHECK(own.size() > 1000);
    database.exec("UPDATE papers SET title = title || ' more' WHERE paper_id = 1");  // control
    index::build(database, index::Builder::stock);
    CHECK_FALSE((own == said_by_index(database)));
  }
}
