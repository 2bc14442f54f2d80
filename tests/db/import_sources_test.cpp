// Import from every kind of source: the same content however it is packed, and what becomes of bad inputs among good.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "ship/ship.hpp"
#include "support/file_bytes.hpp"
#include "support/packed.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;
using test::archive_of;
using test::packed;

namespace {

std::string seed() { return test::read_bytes(LITDEX_SOURCE_DIR "/seeds/arxiver-author-page.txt"); }
std::string glued() { return test::read_bytes(LITDEX_SOURCE_DIR "/tests/data/arxiver_text/glued.txt"); }

load::ImportOptions options_for(const std::vector<fs::path>& inputs) {
  load::ImportOptions options;
  for (const fs::path& input : inputs) options.inputs.push_back(input.string());
  return options;
}

std::string hash_of(const fs::path& path) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  return db::content_hash(database);
}

std::int64_t number(const fs::path& path, const std::string& sql) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  return database.execAndGet(sql).getInt64();
}

std::string text(const fs::path& path, const std::string& sql) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  return database.execAndGet(sql).getString();
}

void require_sound(const fs::path& path) {
  for (const check::Finding& finding : check::check_database(path)) FAIL(finding.object << ": " << finding.message);
}

/// A file of that name with those bytes.
fs::path file(const test::TempDir& folder, const std::string& name, const std::string& bytes) {
  test::write_bytes(folder.path() / name, bytes);
  return folder.path() / name;
}

/// What is left of a gzip stream that lost its end.
std::string cut_gzip(const std::string& bytes, std::size_t lost) {
  const std::string whole = packed("gzip", bytes);
  return whole.substr(0, whole.size() - lost);
}

/// The page text of `count` papers, each alone.
std::vector<test::PackedMember> many_members(int count) {
  std::vector<test::PackedMember> members;
  for (int i = 1; i <= count; ++i) {
    members.push_back({fmt::format("{}.txt", i), fmt::format("Text {}.\n{} pages\narXiv:0704.{:04d}\n", i, i, i)});
  }
  return members;
}

/// While it lives, the rows that SQLite looked at one after another for want of an index are counted.
class RowScans {
 public:
  RowScans() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watch)); }
  RowScans(const RowScans&) = delete;
  RowScans& operator=(const RowScans&) = delete;
  ~RowScans() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watch)); }

  [[nodiscard]] std::int64_t count() const { return total() - m_before; }

 private:
  static int watch(sqlite3* database, char** /*error*/, const sqlite3_api_routines* /*routines*/) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_PROFILE, &add, nullptr);
  }
  static int add(unsigned /*event*/, void* /*context*/, void* statement, void* /*nanoseconds*/) {
    total() += sqlite3_stmt_status(static_cast<sqlite3_stmt*>(statement), SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    return 0;
  }

  /// An extension that SQLite loads by itself is given nothing to count in.
  static std::atomic<std::int64_t>& total() {
    static std::atomic<std::int64_t> rows;
    return rows;
  }

  std::int64_t m_before = total();
};

/// The rows that an import of `input` into the database at `path` looks at one after another.
std::int64_t scans_of_import(const fs::path& path, const fs::path& input) {
  const RowScans scans;
  load::import_dumps(path, options_for({input}));
  return scans.count();
}

}  // namespace

TEST_SUITE("load::import from every source") {
  TEST_CASE("the content hash is the same for plain, compressed and archived dumps") {
    const test::TempDir folder;
    const std::vector<test::PackedMember> members = {{"d/seed.txt", seed()}, {"glued.txt", glued()}};
    const std::string tar = archive_of("pax", members);
    fs::create_directory(folder.path() / "dir");
    file(folder, "dir/a", seed());
    file(folder, "dir/b", packed("bzip2", glued()));
    const std::vector<std::vector<fs::path>> ways = {
        {file(folder, "seed.txt", seed()), file(folder, "glued.txt", glued())},
        {file(folder, "seed.gz", packed("gzip", seed())), file(folder, "glued.zst", packed("zstd", glued()))},
        {file(folder, "both.tar", tar)},
        {file(folder, "both.tar.gz", packed("gzip", tar))},
        {file(folder, "both.zip", archive_of("zip", members))},
        {folder.path() / "dir"},
        {folder.path() / "d*r" / "[ab]"},
    };
    std::string expected;
    for (const std::vector<fs::path>& inputs : ways) {
      CAPTURE(inputs.front());
      const fs::path path = folder.path() / "papers.db";
      const load::ImportReport report = load::import_dumps(path, options_for(inputs));
      CHECK(report.failed.empty());
      CHECK(report.dumps.size() == 2);
      if (expected.empty()) expected = hash_of(path);
      CHECK(hash_of(path) == expected);
      require_sound(path);
      // However it is packed, it is known again.
      const std::string before = test::read_bytes(path);
      for (const std::vector<fs::path>& again : ways) {
        for (const load::DumpReport& dump : load::import_dumps(path, options_for(again)).dumps)
          CHECK(dump.already_known);
      }
      CHECK(test::read_bytes(path) == before);
      for (const fs::path& input : inputs) {
        if (fs::is_regular_file(input)) CHECK(check::check_dump(path, input.string()).empty());
      }
      fs::remove(path);
    }
  }

  TEST_CASE("however many members or files an input has, none looks through the dumps before it") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "a.db";
    const std::int64_t few = scans_of_import(path, file(folder, "few.tar", archive_of("pax", many_members(20))));
    const fs::path tar = file(folder, "many.tar", archive_of("pax", many_members(200)));
    CHECK(scans_of_import(folder.path() / "b.db", tar) < few + 200);
    CHECK(scans_of_import(path, tar) < few + 200);  // of which it knows 20
    CHECK(number(path, "SELECT count(*) FROM dumps WHERE record_count = 1") == 200);

    fs::create_directory(folder.path() / "d");
    for (const test::PackedMember& member : many_members(200)) file(folder, "d/" + member.name, member.bytes);
    CHECK(scans_of_import(folder.path() / "c.db", folder.path() / "d") < few + 200);
    CHECK(scans_of_import(path, folder.path() / "d") < few + 200);  // all of which it knows
    CHECK(number(path, "SELECT count(*) FROM dumps") == 200);
    CHECK(hash_of(folder.path() / "c.db") == hash_of(path));
  }

  TEST_CASE("a dump says how it was packed and in which archive it stood, and no path of this machine") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const fs::path archive =
        file(folder, "a.tar.gz", packed("gzip", archive_of("pax", {{"/d/../s.txt", packed("xz", seed())}})));
    load::import_dumps(path, options_for({archive}));
    CHECK(text(path, "SELECT name || ', ' || archive || ', ' || compression FROM dumps") ==
          "d/s.txt, a.tar.gz, gzip+tar+xz");
    CHECK(test::read_bytes(path).find(folder.path().string()) == std::string::npos);
  }

  TEST_CASE("a dump that was cut off while packed is kept as far as it goes, and gone on with when it is whole") {
    const test::TempDir folder;
    const fs::path whole = folder.path() / "whole.db";
    load::import_dumps(whole, options_for({file(folder, "seed.txt", seed())}));
    const fs::path dump = folder.path() / "seed.gz";
    const fs::path other = file(folder, "glued.txt", glued());
    for (const std::size_t lost : {1U, 8U, 500U, 2000U}) {
      CAPTURE(lost);
      for (const std::size_t batch_records : {1U, 3U, 5000U}) {
        CAPTURE(batch_records);
        const fs::path path = folder.path() / "papers.db";
        test::write_bytes(dump, cut_gzip(seed(), lost));
        load::ImportOptions options = options_for({dump});
        options.batch_records = batch_records;
        const load::ImportReport cut = load::import_dumps(path, options);
        REQUIRE(cut.failed.size() == 1);
        CHECK(cut.failed[0].error.code() == base::ExitCode::bad_data);
        REQUIRE(cut.dumps.size() == 1);
        CHECK_FALSE(cut.dumps[0].is_complete);
        CHECK(cut.dumps[0].record_count >= 3);
        CHECK(cut.dumps[0].reject_count == 0);
        CHECK(number(path, "SELECT count(*) FROM dumps WHERE complete = 0 AND sha256 IS NULL") == 1);
        require_sound(path);
        // Again the same: nothing new.
        const std::string before = test::read_bytes(path);
        CHECK(load::import_dumps(path, options).dumps[0].already_known);
        CHECK(test::read_bytes(path) == before);

        test::write_bytes(dump, packed("gzip", seed()));
        options.batch_records = 4;
        const load::ImportReport rest = load::import_dumps(path, options);
        CHECK(rest.failed.empty());
        CHECK(rest.dumps[0].is_complete);
        CHECK(rest.dumps[0].new_count == 10 - cut.dumps[0].record_count);
        CHECK(number(path, "SELECT count(*) FROM dumps") == 1);
        CHECK(hash_of(path) == hash_of(whole));
        require_sound(path);
        fs::remove(path);
      }
    }
  }

  TEST_CASE("a dump that is cut off before its first record leaves nothing") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    const fs::path cut = file(folder, "cut.gz", packed("gzip", seed()).substr(0, 300));
    const load::ImportReport report = load::import_dumps(path, options_for({cut}));
    CHECK(report.dumps.empty());
    CHECK(report.failed.size() == 1);
    CHECK_FALSE(fs::exists(path));
  }

  TEST_CASE("a limit takes the first records, and the next import goes on from there") {
    const test::TempDir folder;
    const fs::path whole = folder.path() / "whole.db";
    const fs::path dump = file(folder, "seed.txt", seed());
    load::import_dumps(whole, options_for({dump}));
    for (const std::size_t batch_records : {1U, 3U, 4U, 5000U}) {
      CAPTURE(batch_records);
      const fs::path path = folder.path() / "papers.db";
      load::ImportOptions options = options_for({dump});
      options.batch_records = batch_records;
      const auto import_at_most = [&](std::uint64_t max_records) {
        options.max_records = max_records;
        const load::ImportReport report = load::import_dumps(path, options);
        CHECK(report.failed.empty());
        require_sound(path);
        return report.dumps.at(0);
      };
      const load::DumpReport first = import_at_most(3);
      CHECK(first.new_count == 3);
      CHECK_FALSE(first.is_complete);
      CHECK(number(path, "SELECT count(*) FROM papers") == 3);
      CHECK(import_at_most(3).already_known);
      CHECK(import_at_most(2).already_known);
      CHECK(import_at_most(7).new_count == 4);
      CHECK(number(path, "SELECT count(*) FROM dumps WHERE complete = 0 AND record_count = 7") == 1);
      const load::DumpReport last = import_at_most(10);
      CHECK(last.new_count == 3);
      CHECK(last.is_complete);
      CHECK(number(path, "SELECT count(*) FROM dumps") == 1);
      CHECK(hash_of(path) == hash_of(whole));
      // A limit within what is known whole changes nothing.
      CHECK(import_at_most(5).already_known);
      CHECK(number(path, "SELECT complete FROM dumps") == 1);
      fs::remove(path);
    }
  }

  TEST_CASE("bad inputs do not stop the others, and each is told when it is met") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "papers.db";
    load::ImportOptions options = options_for(
        {folder.path() / "absent", file(folder, "bad", std::string(5000, '\x01')), file(folder, "seed.txt", seed()),
         file(folder, "cut.gz", cut_gzip(glued(), 10)), file(folder, "glued.txt", glued())});
    std::vector<std::string> told;
    const load::ImportReport report = load::import_dumps(
        path, options, {.failed = [&](const source::Failure& failure) { told.push_back(failure.error.message()); }});
    REQUIRE(report.failed.size() == 3);
    CHECK(report.failed[0].error.code() == base::ExitCode::no_input);
    CHECK(report.failed[1].error.message().starts_with("bad is of no known format; "));
    CHECK(report.failed[2].error.message().starts_with("cut.gz: its gzip data is cut off after byte "));
    CHECK(told.size() == 3);
    CHECK(number(path, "SELECT count(*) FROM papers") == 13);
    require_sound(path);

    fs::remove(path);
    options.on_failure = load::OnFailure::stop;
    CHECK_THROWS_AS(load::import_dumps(path, options), base::Error);
    CHECK_FALSE(fs::exists(path));
  }

  TEST_CASE("an error about the database stops the run") {
    const test::TempDir folder;
    const fs::path path = file(folder, "papers.db", "no database");
    CHECK_THROWS_AS(load::import_dumps(path, options_for({file(folder, "seed.txt", seed())})), base::Error);
  }

  TEST_CASE("what the importing person says of the dumps is kept, shipped, and no part of the content") {
    const test::TempDir folder;
    const fs::path plain = folder.path() / "plain.db";
    const fs::path path = folder.path() / "papers.db";
    load::ImportOptions options = options_for({file(folder, "seed.txt", seed()), file(folder, "glued.txt", glued())});
    load::import_dumps(plain, options);
    options.facts = {"https://example.org/", "2024-02-29", "CC0 1.0"};
    load::import_dumps(path, options);
    constexpr auto k_count =
        "SELECT count(*) FROM dumps WHERE source_url = 'https://example.org/'"
        " AND retrieved = '2024-02-29' AND license = 'CC0 1.0'";
    CHECK(number(path, k_count) == 2);
    CHECK(number(plain, k_count) == 0);
    CHECK(hash_of(path) == hash_of(plain));
    // What was not said with the first import can be said with the next; what was said stays.
    CHECK(load::import_dumps(plain, options).dumps.at(1).facts_added);
    CHECK(number(plain, k_count) == 2);
    const std::string before = test::read_bytes(plain);
    options.facts.license = "another";
    CHECK_FALSE(load::import_dumps(plain, options).dumps.at(1).facts_added);
    CHECK(test::read_bytes(plain) == before);
    ship::ship(path, folder.path() / "shipped.db", {});
    CHECK(number(folder.path() / "shipped.db", k_count) == 2);
  }
}
