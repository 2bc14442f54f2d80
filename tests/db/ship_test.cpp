// The released copy: the same bytes from the same dumps, whole, alone, and nothing else in it.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "check/check.hpp"
#include "db/database.hpp"
#include "index/index.hpp"
#include "load/import.hpp"
#include "ship/ship.hpp"
#include "support/synthetic.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void import(const fs::path& database, const std::string& input) {
  load::ImportOptions options;
  options.inputs = {input};
  load::import_dumps(database, options);
}

/// A database of four contradicting streams, in the given order.
fs::path make_database(const fs::path& path, const std::vector<unsigned>& order, std::size_t batch_records) {
  SQLite::Database database = db::create_database(path);
  for (const unsigned seed : order) test::load_stream(database, test::random_stream(seed, 50), batch_records);
  return path;
}

}  // namespace

TEST_SUITE("ship") {
  TEST_CASE("the same dumps give the same bytes, whatever the order and the batches of their import") {
    const test::TempDir folder;
    const fs::path one = make_database(folder.path() / "one.db", {1, 2, 3, 4}, 5000);
    const fs::path other = make_database(folder.path() / "other.db", {4, 2, 1, 3}, 7);
    const fs::path fewer = make_database(folder.path() / "fewer.db", {1, 2, 3}, 7);
    const auto first = ship::ship(one, folder.path() / "one.out", ship::Overwrite::no);
    const auto second = ship::ship(other, folder.path() / "other.out", ship::Overwrite::no);
    const auto third = ship::ship(fewer, folder.path() / "fewer.out", ship::Overwrite::no);
    CHECK(first.sha256 == second.sha256);
    CHECK(read_file(folder.path() / "one.out") == read_file(folder.path() / "other.out"));
    CHECK(first.sha256 != third.sha256);
    CHECK(check::check_database(folder.path() / "one.out").empty());
  }

  TEST_CASE("of corrections those that count are shipped, in their order, and shipped again as the same bytes") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "one.db", {1}, 5000);
    {
      SQLite::Database database(source.string(), SQLite::OPEN_READWRITE);
      database.exec(
          "INSERT INTO corrections (identifier, field, value, made_at) VALUES"
          " ('arxiv:0704.9999', 'title', 'Old', NULL), ('arxiv:0704.9999', 'title', 'New', '2026-02-01'),"
          " ('arxiv:0704.9999', 'comments', 'Earlier', '2026-01-01'), ('arxiv:0704.9999', 'titel', 'Nothing', NULL)");
    }
    CHECK(check::check_database(source).empty());
    const fs::path first = folder.path() / "first.out";
    const fs::path second = folder.path() / "second.out";
    ship::ship(source, first, ship::Overwrite::no);
    ship::ship(first, second, ship::Overwrite::no);
    SQLite::Database shipped(first.string());
    CHECK(shipped.execAndGet("SELECT group_concat(value) FROM corrections").getString() == "Earlier,New");
    CHECK(check::check_database(first).empty());
    CHECK(read_file(first) == read_file(second));
  }

  TEST_CASE("the source is left as it was and nothing is left beside the copy") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1, 2}, 20);
    const std::string before = read_file(source);
    fs::create_directory(folder.path() / "out");
    ship::ship(source, folder.path() / "out" / "release.db", ship::Overwrite::no);
    CHECK(read_file(source) == before);
    CHECK(std::distance(fs::directory_iterator(folder.path() / "out"), fs::directory_iterator()) == 2);
    CHECK(fs::exists(folder.path() / "out" / "release.db.sha256"));
  }

  TEST_CASE("a shipped file holds no run, time, outcome or option of the machine that made it") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1, 2}, 20);
    ship::ship(source, folder.path() / "release.db", ship::Overwrite::no);
    SQLite::Database shipped = db::open_database(folder.path() / "release.db", db::Access::read);
    CHECK(shipped.execAndGet("SELECT count(*) FROM imports").getInt() == 0);
    CHECK(shipped.execAndGet("SELECT count(*) FROM records WHERE outcome IS NOT NULL").getInt() == 0);
    CHECK(shipped.execAndGet("SELECT count(*) FROM dumps WHERE import_id IS NOT NULL").getInt() == 0);
    CHECK(shipped.execAndGet("SELECT count(*) FROM schema_migrations WHERE applied_at IS NOT NULL").getInt() == 0);
    CHECK(read_file(folder.path() / "release.db").find(folder.path().string()) == std::string::npos);
  }

  TEST_CASE("a shipped file is in rollback-journal mode and opens in a directory that cannot be written") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    ship::ship(source, folder.path() / "release.db", ship::Overwrite::no);
    const std::string bytes = read_file(folder.path() / "release.db");
    CHECK(bytes[18] == 1);
    CHECK(bytes[19] == 1);
  }

  TEST_CASE("somebody's own tables are not shipped") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    {
      SQLite::Database database(source.string(), SQLite::OPEN_READWRITE);
      database.exec("CREATE TABLE my_notes (text TEXT); INSERT INTO my_notes VALUES ('canary of mine')");
    }
    ship::ship(source, folder.path() / "release.db", ship::Overwrite::no);
    CHECK(read_file(folder.path() / "release.db").find("canary") == std::string::npos);
  }

  TEST_CASE("an existing file is replaced only when asked") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    const fs::path target = folder.path() / "release.db";
    std::ofstream(target) << "precious";
    CHECK_THROWS_AS(ship::ship(source, target, ship::Overwrite::no), base::Error);
    CHECK(read_file(target) == "precious");
    ship::ship(source, target, ship::Overwrite::yes);
    CHECK(check::check_database(target).empty());
  }

  TEST_CASE("a database is not shipped over itself") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    const std::string before = read_file(source);
    CHECK_THROWS_WITH_AS(ship::ship(source, source, ship::Overwrite::yes), "a database cannot be shipped over itself",
                         base::Error);
    CHECK(read_file(source) == before);
  }

  TEST_CASE("a database whose import was cut off is not shipped") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    {
      SQLite::Database database(source.string(), SQLite::OPEN_READWRITE);
      database.exec("UPDATE dumps SET complete = 0, sha256 = NULL");
    }
    CHECK_THROWS_WITH_AS(ship::ship(source, folder.path() / "release.db", ship::Overwrite::no),
                         "the import of stream-1 was not finished", base::Error);
  }

  TEST_CASE("the hash beside a shipped file is in the form of sha256sum and finds any change") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    const fs::path target = folder.path() / "release.db";
    const auto report = ship::ship(source, target, ship::Overwrite::no);
    CHECK(read_file(folder.path() / "release.db.sha256") == report.sha256 + "  release.db\n");
    const auto place = static_cast<std::streamoff>(read_file(target).find("abstract number"));
    std::fstream(target, std::ios::in | std::ios::out | std::ios::binary).seekp(place).put('A');
    const auto findings = check::check_database(target);
    REQUIRE_FALSE(findings.empty());
    CHECK(findings.front().check == "file");
  }

  TEST_CASE("importing into a shipped file is possible, and it then no longer claims its old content") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1, 2}, 20);
    const fs::path shipped = folder.path() / "release.db";
    ship::ship(source, shipped, ship::Overwrite::no);
    fs::remove(folder.path() / "release.db.sha256");
    import(shipped, LITDEX_SOURCE_DIR "/seeds/arxiver-author-page.txt");
    CHECK(check::check_database(shipped).empty());
    SQLite::Database database = db::open_database(shipped, db::Access::read);
    CHECK(database.execAndGet("SELECT count(*) FROM papers WHERE arxiv_id = '2105.05720'").getInt() == 1);
  }

  TEST_CASE("a database that has a name which shipping needs is left alone") {
    for (const std::string suffix : {".packed", ".shipping", ".sha256", ".sha256.writing"}) {
      CAPTURE(suffix);
      const test::TempDir folder;
      const fs::path source = make_database(folder.path() / ("release.db" + suffix), {1}, 20);
      const std::string before = read_file(source);
      const std::string message = "shipping to " + (folder.path() / "release.db").string() +
                                  " would write over the database itself, which is " + source.string();
      CHECK_THROWS_WITH_AS(ship::ship(source, folder.path() / "release.db", ship::Overwrite::yes), message.c_str(),
                           base::Error);
      CHECK(read_file(source) == before);
      CHECK_FALSE(fs::exists(folder.path() / "release.db"));
    }
  }

  TEST_CASE("somebody's file that has a name which shipping needs is left alone") {
    for (const std::string suffix : {".packed", ".shipping", ".sha256.writing"}) {
      CAPTURE(suffix);
      const test::TempDir folder;
      const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
      const fs::path precious = folder.path() / ("release.db" + suffix);
      std::ofstream(precious) << "precious";
      const std::string message =
          precious.string() + " is in the way: litdex needs that name and did not make that file";
      CHECK_THROWS_WITH_AS(ship::ship(source, folder.path() / "release.db", ship::Overwrite::yes), message.c_str(),
                           base::Error);
      CHECK(read_file(precious) == "precious");
    }
  }

  TEST_CASE("a file with a second name is not taken over, even an empty one") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    std::ofstream(folder.path() / "victim") << "";
    fs::create_hard_link(folder.path() / "victim", folder.path() / "release.db.packed");
    CHECK_THROWS_AS(ship::ship(source, folder.path() / "release.db", ship::Overwrite::no), base::Error);
    CHECK(read_file(folder.path() / "victim").empty());
    CHECK(fs::exists(folder.path() / "release.db.packed"));
  }

  TEST_CASE("what a killed run has left is taken over") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    make_database(folder.path() / "release.db.shipping", {2}, 20);
    std::ofstream(folder.path() / "release.db.packed") << std::string(4096, '\0');
    std::ofstream(folder.path() / "release.db.packed-journal") << "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
    std::ofstream(folder.path() / "release.db.sha256.writing") << std::string(64, 'a') << "  release.db\n";
    ship::ship(source, folder.path() / "release.db", ship::Overwrite::no);
    CHECK(check::check_database(folder.path() / "release.db").empty());
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 3);
  }

  TEST_CASE("a hash file that is there is replaced only when asked") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    const fs::path hash = folder.path() / "release.db.sha256";
    std::ofstream(hash) << "precious";
    const std::string message = hash.string() + " exists";
    CHECK_THROWS_WITH_AS(ship::ship(source, folder.path() / "release.db", ship::Overwrite::no), message.c_str(),
                         base::Error);
    CHECK(read_file(hash) == "precious");
    CHECK_FALSE(fs::exists(folder.path() / "release.db"));
  }

  TEST_CASE("a directory that has the name of the hash file is never replaced") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    const fs::path directory = folder.path() / "release.db.sha256";
    fs::create_directory(directory);
    const std::string message = directory.string() + " exists and is no file";
    CHECK_THROWS_WITH_AS(ship::ship(source, folder.path() / "release.db", ship::Overwrite::yes), message.c_str(),
                         base::Error);
    CHECK(fs::is_directory(directory));
  }

  TEST_CASE("nothing is shipped beside what SQLite would take for a part of it") {
    for (const std::string suffix : {"-wal", "-journal", "-shm", ".packed-journal"}) {
      CAPTURE(suffix);
      const test::TempDir folder;
      const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
      std::ofstream(folder.path() / ("release.db" + suffix)) << "left";
      CHECK_THROWS_AS(ship::ship(source, folder.path() / "release.db", ship::Overwrite::yes), base::Error);
      CHECK_FALSE(fs::exists(folder.path() / "release.db"));
      CHECK(read_file(folder.path() / ("release.db" + suffix)) == "left");
    }
  }

  TEST_CASE("a name that no command can open is not shipped to") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    for (const std::string name : {"", ":memory:", "file:z.db"}) {
      CAPTURE(name);
      CHECK_THROWS_AS(ship::ship(source, name, ship::Overwrite::no), base::Error);
      CHECK_FALSE(fs::exists(name + ".sha256"));
    }
  }

  TEST_CASE("a name with a line end stands in the hash file as sha256sum writes it") {
    const test::TempDir folder;
    const fs::path source = make_database(folder.path() / "papers.db", {1}, 20);
    const fs::path target = folder.path() / "two\nlines\\.db";
    const auto report = ship::ship(source, target, ship::Overwrite::no);
    CHECK(read_file(target.string() + ".sha256") == "\\" + report.sha256 + "  two\\nlines\\\\.db\n");
    CHECK(check::check_database(target).empty());
  }
}
