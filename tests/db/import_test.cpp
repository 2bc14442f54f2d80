// Import as a whole: dumps in, one database out, again and again.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "load/target.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

const std::string k_seed = LITDEX_SOURCE_DIR "/seeds/arxiver-author-page.txt";

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string write_file(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

load::ImportReport import(const fs::path& database, const std::vector<std::string>& inputs,
                          std::size_t batch_records = 5000) {
  load::ImportOptions options;
  options.inputs = inputs;
  options.batch_records = batch_records;
  return load::import_dumps(database, options);
}

std::string hash_of(const fs::path& path) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  return db::content_hash(database);
}

std::int64_t number(const fs::path& path, const std::string& sql) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  return database.execAndGet(sql).getInt64();
}

void require_sound(const fs::path& path) {
  for (const check::Finding& finding : check::check_database(path)) FAIL(finding.object << ": " << finding.message);
  for (const fs::directory_entry& file : fs::directory_iterator(path.parent_path())) {
    const std::string name = file.path().filename().string();
    const bool is_leftover = name.starts_with(path.filename().string()) && name != path.filename().string();
    REQUIRE_MESSAGE(!is_leftover, name);
  }
}

/// Small records, numbered to 9,999 at most; `word` is what differs between versions.
std::string dump_of(int first, int last, const std::string& word = "first") {
  std::string text;
  for (int i = first; i <= last; ++i) {
    text += fmt::format("We study the {} subject number {}.\n{} pages\narXiv:0704.{:04}", word, i, i, i);
  }
  return text;
}

}  // namespace

TEST_SUITE("load::import") {
  TEST_CASE("the seed dump gives ten papers and every byte of it is accounted for") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const auto report = import(path, {k_seed});
    CHECK(report.created);
    CHECK(report.papers_after == 10);
    CHECK(report.dumps[0].new_count == 10);
    CHECK(report.dumps[0].record_bytes == 12304);
    CHECK(report.dumps[0].bytes == 12304);
    CHECK(number(path, "SELECT count(*) FROM papers WHERE journal_ref = 'ACMMM 2020' AND comments = '9 pages'") == 1);
    require_sound(path);
  }

  TEST_CASE("importing the same dump again leaves the file as it was, byte for byte") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, {k_seed});
    const std::string before = read_file(path);
    const auto report = import(path, {k_seed}, 3);
    CHECK(report.dumps[0].already_known);
    CHECK(report.dumps[0].duplicate_count == 10);
    CHECK(read_file(path) == before);
  }

  TEST_CASE("the same bytes under another name are the same stream") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, {k_seed});
    const std::string copy = write_file(folder.path() / "copy.txt", read_file(k_seed));
    CHECK(import(path, {copy}).dumps[0].already_known);
    CHECK(number(path, "SELECT count(*) FROM dumps") == 1);
  }

  TEST_CASE("a longer dump that begins like a known one adds only what is new") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, {write_file(folder.path() / "a.txt", dump_of(1, 4))});
    const auto report = import(path, {write_file(folder.path() / "b.txt", dump_of(1, 8))}, 3);
    CHECK(report.dumps[0].new_count == 4);
    CHECK(report.dumps[0].duplicate_count == 4);
    CHECK(number(path, "SELECT count(*) FROM records WHERE dump_id = 2") == 8);
    require_sound(path);
  }

  TEST_CASE("a shorter dump that begins like a known one is a dump of its own") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    import(path, {write_file(folder.path() / "a.txt", dump_of(1, 8))});
    const auto report = import(path, {write_file(folder.path() / "b.txt", dump_of(1, 5))}, 2);
    CHECK_FALSE(report.dumps[0].already_known);
    CHECK(report.dumps[0].duplicate_count == 5);
    CHECK(report.papers_after == 8);
    require_sound(path);
  }

  TEST_CASE("a paper that gets another text in the first import is found by that alone") {
    const test::TempDir folder;
    const fs::path database = folder.path() / "papers.db";
    const auto line = [](const char* id, const char* title, const char* date) {
      return fmt::format(R"({{"id": "{}", "title": "{}", "abstract": "Text.", "update_date": "{}"}})"
                         "\n",
                         id, title, date);
    };
    const std::string dump =
        write_file(folder.path() / "dump.jsonl",
                   line("2001.00001", "Earlier", "2020-01-01") + line("2001.00002", "Other", "2020-01-01") +
                       line("2001.00001", "Later", "2020-02-01") + line("2001.00003", "Another", "2020-01-01"));
    import(database, {dump}, 1);
    CHECK(number(database, "SELECT count(*) FROM papers") == 3);
    CHECK(number(database, "SELECT count(*) FROM papers_fts ('earlier')") == 0);
    CHECK(number(database, "SELECT count(*) FROM papers_fts ('later')") == 1);
    CHECK(number(database, "SELECT count(*) FROM papers_fts ('another')") == 1);
    require_sound(database);
  }

  TEST_CASE("a dump of more than a fifth of what is there is imported into a copy") {
    const test::TempDir folder;
    const fs::path database = folder.path() / "papers.db";
    import(database, {write_file(folder.path() / "first.txt", dump_of(1, 20))});
    const auto is_copied = [&](const std::string& dump) {
      bool is_there = false;
      load::ImportOptions options;
      options.inputs = {dump};
      load::import_dumps(database, options, {.progress = [&](const load::ImportProgress& progress) {
                           if (progress.records > 0) is_there |= fs::exists(load::scratch_of(database));
                         }});
      return is_there;
    };
    CHECK_FALSE(is_copied(write_file(folder.path() / "little.txt", dump_of(21, 23))));
    CHECK(is_copied(write_file(folder.path() / "much.txt", dump_of(24, 29))));
  }

  TEST_CASE("after an increment FTS5 gathers no more in memory than it does by default") {
    const test::TempDir folder;
    const fs::path database = folder.path() / "papers.db";
    import(database, {write_file(folder.path() / "first.txt", dump_of(1, 20))});
    import(database, {write_file(folder.path() / "more.txt", dump_of(21, 23))});
    CHECK(number(database, "SELECT count(*) FROM papers_fts('number')") == 23);
    CHECK(number(database, "SELECT coalesce(max(v), 1048576) FROM papers_fts_config WHERE k = 'hashsize'") == 1048576);
  }

  TEST_CASE("in place and through a scratch copy give the same content") {
    const test::TempDir folder;
    const std::string small = write_file(folder.path() / "small.txt", dump_of(1, 2));
    const std::string large = write_file(folder.path() / "large.txt", dump_of(3, 14));
    const fs::path in_place = folder.path() / "in-place.db";
    import(in_place, {large});
    import(in_place, {small});
    const fs::path by_copy = folder.path() / "by-copy.db";
    import(by_copy, {small});
    import(by_copy, {large});
    CHECK(hash_of(in_place) == hash_of(by_copy));
    require_sound(in_place);
    require_sound(by_copy);
  }

  TEST_CASE("an import that is cut off and run again ends where an uninterrupted one does") {
    const test::TempDir folder;
    const std::string base = write_file(folder.path() / "base.txt", dump_of(1, 20, "old"));
    const std::string dump = write_file(folder.path() / "dump.txt", dump_of(1, 3, "new"));
    const fs::path whole = folder.path() / "whole.db";
    import(whole, {base});
    import(whole, {dump});
    for (int batches = 1; batches <= 3; ++batches) {
      CAPTURE(batches);
      const fs::path path = folder.path() / ("cut" + std::to_string(batches) + ".db");
      import(path, {base});
      load::ImportOptions options;
      options.inputs = {dump};
      options.batch_records = 1;
      int seen = 0;
      struct Stop {};
      CHECK_THROWS_AS(load::import_dumps(path, options,
                                         {.progress =
                                              [&](const load::ImportProgress&) {
                                                if (++seen == batches) throw Stop();
                                              }}),
                      Stop);
      CHECK(number(path, "SELECT count(*) FROM dumps WHERE complete = 0") == 1);
      CHECK(number(path, "SELECT count(*) FROM records WHERE dump_id = 2") == batches);
      const auto report = import(path, {dump}, 2);
      CHECK(report.dumps[0].updated_count == static_cast<std::uint64_t>(3 - batches));
      CHECK(number(path, "SELECT count(*) FROM dumps") == 2);
      CHECK(hash_of(path) == hash_of(whole));
      require_sound(path);
    }
  }

  TEST_CASE("a first import that is cut off leaves nothing") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    load::ImportOptions options;
    options.inputs = {k_seed};
    options.batch_records = 1;
    struct Stop {};
    CHECK_THROWS_AS(load::import_dumps(path, options, {.progress = [](const load::ImportProgress&) { throw Stop(); }}),
                    Stop);
    CHECK(fs::is_empty(folder.path()));
  }

  TEST_CASE("a scratch file that a killed import left is taken over") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    {
      SQLite::Database left = db::create_database(folder.path() / "papers.db.importing");
      left.exec("INSERT INTO papers (paper_id, title) VALUES (1, 'of the killed run')");
    }
    import(path, {k_seed});
    require_sound(path);
    CHECK(number(path, "SELECT count(*) FROM papers") == 10);
  }

  TEST_CASE("a second import is refused while one is writing") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    {
      const load::Target first(path);
      CHECK_THROWS_WITH(load::Target{path}, doctest::Contains("another litdex is writing"));
    }
    import(path, {k_seed});
    const load::Target first(path);
    CHECK_THROWS_WITH(load::Target{path}, doctest::Contains("another litdex is writing"));
  }

  TEST_CASE("an empty dump is a dump without records") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const auto report = import(path, {write_file(folder.path() / "empty.txt", "")});
    CHECK(report.dumps[0].record_count == 0);
    CHECK(number(path, "SELECT count(*) FROM dumps WHERE size = 0 AND complete = 1") == 1);
    CHECK(import(path, {folder.path() / "empty.txt"}).dumps[0].already_known);
    require_sound(path);
  }

  TEST_CASE("text without an identifier is kept as a reject with its place and bytes") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const std::string dump = dump_of(1, 2) + "An abstract that is cut";
    const auto report = import(path, {write_file(folder.path() / "cut.txt", dump)});
    CHECK(report.dumps[0].record_count == 2);
    CHECK(report.dumps[0].reject_count == 1);
    CHECK(number(path,
                 "SELECT count(*) FROM rejects WHERE code = 'no_identifier' AND"
                 " CAST(bytes AS TEXT) = 'An abstract that is cut' AND line = 5") == 1);
    require_sound(path);
  }

  TEST_CASE("a file of no known format is refused and nothing is made") {
    const test::TempDir folder;
    const std::string input = write_file(folder.path() / "letters.bin", std::string(5000, '\x01'));
    const auto report = import(folder.path() / "papers.db", {input});
    CHECK(report.dumps.empty());
    CHECK_FALSE(report.created);
    REQUIRE(report.failed.size() == 1);
    CHECK(report.failed[0].name == input);
    CHECK(report.failed[0].error.message() ==
          "letters.bin is of no known format; nearest is arxiver-text, but no line at its beginning starts with arXiv: "
          "and an identifier");
    CHECK(report.failed[0].error.code() == base::ExitCode::bad_data);
    CHECK_FALSE(fs::exists(folder.path() / "papers.db"));
  }

  TEST_CASE("a dump that has the name of the scratch file is refused and stays") {
    const test::TempDir folder;
    const std::string dump = write_file(folder.path() / "papers.db.importing", dump_of(1, 3));
    const std::string message = dump + " has the name that the import into " + (folder.path() / "papers.db").string() +
                                " needs for its scratch file";
    CHECK_THROWS_WITH_AS(import(folder.path() / "papers.db", {dump}), message.c_str(), base::Error);
    CHECK(read_file(dump) == dump_of(1, 3));
  }

  TEST_CASE("somebody's file that has the name of the scratch file is left alone") {
    const test::TempDir folder;
    const std::string precious = write_file(folder.path() / "papers.db.importing", "precious");
    const std::string message = precious + " is in the way: litdex needs that name and did not make that file";
    CHECK_THROWS_WITH_AS(import(folder.path() / "papers.db", {k_seed}), message.c_str(), base::Error);
    CHECK(read_file(precious) == "precious");
  }
}
