// Several programs and one database: writers exclude each other, readers and an import do not.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Transaction.h>
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <thread>

#include "base/file.hpp"
#include "base/interrupt.hpp"
#include "db/database.hpp"
#include "support/file_bytes.hpp"
#include "support/process.hpp"
#include "support/real_import.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
using test::database_files;
using test::Ended;
using test::Process;
using test::run_litdex;
namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

constexpr const char* k_count = "SELECT count(*) FROM papers";

const std::vector<std::string> k_import_second = {"import", "--format", "arxiver-text", "second"};

/// A folder with dumps, a pipe for the dump in between, and, unless it is declined, a database with the first.
struct Place {
  explicit Place(bool has_database = true) {
    test::write_bytes(path / "first", test::dump_of(1, 200));
    test::write_bytes(path / "second", test::dump_of(301, 310));
    test::write_bytes(path / "large", test::dump_of(401, 600));
    if (has_database) REQUIRE(run_litdex(path, {"import", "--format", "arxiver-text", "first"}).exit_code == 0);
  }

  test::TempDir folder;
  fs::path path = folder.path();
  fs::path database = path / "papers.db";
  test::Fifo pipe{path / "pipe"};
};

/// An import from the pipe of a place that has read a part of it and waits.
class HeldImport {
 public:
  explicit HeldImport(const Place& place, const std::vector<std::string>& inputs = {"pipe"})
      : m_place(place), m_process(place.path, arguments(inputs)) {
    m_place.pipe.feed(test::dump_of(201, 290));
  }

  /// Lets it commit some batches first.
  void await_commit() const {
    REQUIRE(test::eventually([this] { return test::ask(m_place.database, k_count) > 200; }));
  }

  Ended finish(test::Fifo& pipe) {
    pipe.pour(test::dump_of(291, 300));
    pipe.end();
    return m_process.wait();
  }

  [[nodiscard]] const Process& process() const { return m_process; }
  Process& process() { return m_process; }

 private:
  static std::vector<std::string> arguments(const std::vector<std::string>& inputs) {
    std::vector<std::string> words = {"import", "--format", "arxiver-text", "--batch-records", "5"};
    words.insert(words.end(), inputs.begin(), inputs.end());
    return words;
  }

  const Place& m_place;
  Process m_process;
};

void require_sound(const Place& place, std::int64_t papers) {
  CHECK(database_files(place.path) == Names{"papers.db"});
  CHECK(test::ask(place.database, k_count) == papers);
  CHECK(test::findings(place.database).empty());
}

}  // namespace

TEST_SUITE("writers") {
  TEST_CASE("while one writes, every other writer ends with 75, names it and changes nothing") {
    Place place;
    HeldImport held(place);
    held.await_commit();
    const std::string who = "(process " + std::to_string(held.process().id()) + ", since 20";
    for (const std::vector<std::string>& arguments :
         {k_import_second, {"reindex"}, {"migrate", "up"}, {"reindex", "--wait=0"}}) {
      const Ended ended = run_litdex(place.path, arguments);
      CHECK(ended.exit_code == 75);
      CHECK(ended.err.starts_with("litdex: error: another litdex is writing "));
      CHECK(ended.err.find(who) != std::string::npos);
      CHECK(ended.err.find(": litdex import --format arxiver-text --batch-records 5 pipe)\n") != std::string::npos);
      CHECK(ended.err.find("--wait does that") != std::string::npos);
    }
    CHECK(held.finish(place.pipe).exit_code == 0);
    require_sound(place, 300);
    CHECK(run_litdex(place.path, k_import_second).exit_code == 0);
    require_sound(place, 310);
  }

  TEST_CASE("a signal that comes just before the waiting ends it too") {
    const test::TempDir folder;
    const fs::path path = folder.path() / "a.db";
    test::write_bytes(path, "");
    const litdex::base::FileLock held(path, litdex::base::FileLock::IfAbsent::fail);
    const auto begin = std::chrono::steady_clock::now();
    litdex::base::LockWait wait{std::chrono::seconds(60),
                                [](const std::string&) { litdex::base::note_signal(SIGINT); }};
    CHECK_THROWS_WITH(litdex::base::FileLock(path, litdex::base::FileLock::IfAbsent::fail, wait), "interrupted");
    litdex::base::note_signal(0);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
  }

  TEST_CASE("--wait waits for the other writer, --wait=1 a second, and a signal ends the waiting") {
    Place place;
    HeldImport held(place);
    held.await_commit();
    const auto begin = std::chrono::steady_clock::now();
    CHECK(run_litdex(place.path, {"import", "--wait=1", "second"}).exit_code == 75);
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::seconds(1));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
    Process interrupted(place.path, {"import", "--wait", "second"});
    Process waiting(place.path, {"import", "--wait", "--format", "arxiver-text", "second"});
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    interrupted.send(SIGINT);
    CHECK(interrupted.wait().exit_code == 130);
    CHECK(held.finish(place.pipe).exit_code == 0);
    CHECK(waiting.wait().exit_code == 0);
    require_sound(place, 310);
  }

  TEST_CASE("of two first loads of one database one wins, and the other says so or adds its own after it") {
    Place place(false);
    HeldImport held(place);
    REQUIRE(test::eventually([&] { return fs::exists(place.path / "papers.db.importing"); }));
    const Ended second = run_litdex(place.path, k_import_second);
    CHECK(second.exit_code == 75);
    CHECK(second.err.find("another litdex is writing papers.db.importing (process") != std::string::npos);
    Process waiting(place.path, {"import", "--wait", "--format", "arxiver-text", "second"});
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    CHECK(held.finish(place.pipe).exit_code == 0);
    CHECK(waiting.wait().exit_code == 0);
    require_sound(place, 110);
  }

  TEST_CASE("of several first loads that start together exactly one makes the database") {
    for (int round = 0; round < 3; ++round) {
      const Place place(false);
      std::vector<std::unique_ptr<Process>> processes;
      for (int i = 0; i < 4; ++i) {
        processes.push_back(std::make_unique<Process>(
            place.path, std::vector<std::string>{"import", "--format", "arxiver-text", "first"}));
      }
      int made = 0;
      for (const auto& process : processes) {
        const Ended ended = process->wait();
        const bool has_made = ended.out.find("in a new database") != std::string::npos;
        made += has_made ? 1 : 0;
        // Who came after all was done finds the dump known; who came before that was told to wait.
        CHECK((has_made || ended.exit_code == 75 || ended.out.find("already imported") != std::string::npos));
      }
      CHECK(made == 1);
      require_sound(place, 200);
    }
  }

  TEST_CASE("readers see whole batches while an import runs, and none waits for the other") {
    Place place;
    SQLite::Database reader = db::open_database(place.database, db::Access::read);  // from before the import on
    HeldImport held(place);
    held.await_commit();
    std::int64_t last = 200;
    for (int i = 300; i < 500; i += 10) {
      place.pipe.feed(test::dump_of(i + 1000, i + 1009));
      const auto begin = std::chrono::steady_clock::now();
      const SQLite::Transaction snapshot(reader);
      const std::int64_t papers = reader.execAndGet(k_count).getInt64();
      CHECK(reader.execAndGet("SELECT count(*) FROM papers_fts_docsize").getInt64() == papers);
      CHECK(reader.execAndGet("SELECT sum(record_count) FROM dumps").getInt64() == papers);
      CHECK(papers % 5 == 0);
      CHECK(papers >= last);
      CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
      last = papers;
    }
    CHECK(last > 200);
    CHECK(held.finish(place.pipe).exit_code == 0);
  }

  TEST_CASE("where readers keep the log from being removed, that is said, and the next import removes it") {
    Place place;
    Ended ended;
    {
      SQLite::Database reader = db::open_database(place.database, db::Access::read);
      HeldImport held(place);
      held.await_commit();
      reader.tryExec(k_count);
      ended = held.finish(place.pipe);
    }
    CHECK(ended.exit_code == 0);
    CHECK(ended.err.find("litdex: note: another program has papers.db open: what was written is safe") !=
          std::string::npos);
    CHECK(test::ask(place.database, k_count) == 300);
    CHECK(run_litdex(place.path, k_import_second).err.empty());
    require_sound(place, 310);
  }

  TEST_CASE("a reader that pins the log is named once, with the log's size") {
    Place place;
    SQLite::Database reader = db::open_database(place.database, db::Access::read);
    HeldImport held(place);
    held.await_commit();
    {
      const SQLite::Transaction snapshot(reader);
      reader.execAndGet(k_count);
      for (int i = 1000; i < 9000 && held.process().said().empty(); i += 100) place.pipe.feed(test::dump_of(i, i + 99));
      const std::string note =
          "litdex: note: another program has been reading papers.db since before it was written: papers.db-wal holds ";
      CHECK(held.process().said().starts_with(note));
      place.pipe.feed(test::dump_of(9000, 9099));
      CHECK(held.process().said().rfind(note) == 0);
    }
    held.process().send(SIGTERM);
    CHECK(held.process().wait().exit_code == 143);
  }

  TEST_CASE("another program's open transaction is waited for, and then named") {
    const Place place;
    SQLite::Database client(place.database.string(), SQLite::OPEN_READWRITE);
    client.exec("BEGIN IMMEDIATE");
    const auto begin = std::chrono::steady_clock::now();
    const Ended ended = run_litdex(place.path, k_import_second);
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::seconds(4));
    CHECK(ended.exit_code == 75);
    CHECK(ended.err.find("papers.db is in use by another program (process " + std::to_string(::getpid())) !=
          std::string::npos);
    Process waiting(place.path, {"import", "--wait=30", "--format", "arxiver-text", "second"});
    client.exec("COMMIT");
    CHECK(waiting.wait().exit_code == 0);
    require_sound(place, 210);
  }

  TEST_CASE("a database that is moved, removed or replaced during an import ends it, and nothing is spoiled") {
    {
      Place place;
      HeldImport held(place);
      held.await_commit();
      fs::rename(place.database, place.path / "moved.db");
      const Ended ended = held.finish(place.pipe);
      CHECK(ended.exit_code == 74);
      CHECK(ended.err.find("papers.db was moved, removed or replaced while it was written") != std::string::npos);
      const fs::path moved = place.path / "moved.db";
      CHECK(test::ask(moved, k_count) > 200);
      CHECK(test::findings(moved).empty());
      CHECK(run_litdex(place.path, {"import", "--db", "moved.db", "--format", "arxiver-text", "second"}).exit_code ==
            0);
      CHECK(test::findings(moved).empty());
    }
    {
      Place place;
      HeldImport held(place);
      held.await_commit();
      fs::remove(place.database);
      CHECK(held.finish(place.pipe).exit_code == 74);
      CHECK_FALSE(fs::exists(place.database));
    }
    {
      Place place;
      const std::string other = test::read_bytes(place.database);
      HeldImport held(place);
      held.await_commit();
      fs::remove(place.database);
      test::write_bytes(place.database, other);
      CHECK(held.finish(place.pipe).exit_code == 74);
      CHECK(test::read_bytes(place.database) == other);
      CHECK(test::ask(place.database, k_count) == 200);
    }
  }

  TEST_CASE("a database that appears during a first load is not overwritten") {
    const Place other;
    Place place(false);
    HeldImport held(place);
    REQUIRE(test::eventually([&] { return fs::exists(place.path / "papers.db.importing"); }));
    fs::copy_file(other.database, place.database);
    const Ended ended = held.finish(place.pipe);
    CHECK(ended.exit_code == 73);
    CHECK(ended.err.find("papers.db has appeared while it was being made") != std::string::npos);
    CHECK(test::read_bytes(place.database) == test::read_bytes(other.database));
    require_sound(place, 200);
  }

  TEST_CASE("a scratch file that is taken away or replaced during a first load ends it") {
    for (const bool is_replaced : {false, true}) {
      Place place(false);
      const fs::path scratch = place.path / "papers.db.importing";
      HeldImport held(place);
      REQUIRE(test::eventually([&] { return fs::exists(scratch); }));
      fs::remove(scratch);
      if (is_replaced) test::write_bytes(scratch, "mine");
      CHECK(held.finish(place.pipe).exit_code == 74);
      CHECK_FALSE(fs::exists(place.database));
      CHECK(fs::exists(scratch) == is_replaced);
    }
  }

  TEST_CASE("while a large import writes its copy, nobody changes what that will replace") {
    {
      Place place;
      HeldImport held(place, {"large", "pipe"});
      REQUIRE(test::eventually([&] { return fs::exists(place.path / "papers.db.importing"); }));
      SQLite::Database client(place.database.string(), SQLite::OPEN_READWRITE);
      CHECK(client.execAndGet(k_count).getInt() == 200);
      CHECK(client.tryExec("INSERT INTO about (key, value) VALUES ('note', 'mine')") == 5);  // SQLITE_BUSY
      CHECK(held.finish(place.pipe).exit_code == 0);
      require_sound(place, 500);
    }
    {
      Place place;
      HeldImport held(place, {"large", "pipe"});
      REQUIRE(test::eventually([&] { return fs::exists(place.path / "papers.db.importing"); }));
      fs::remove(place.database);
      test::write_bytes(place.database, "mine");
      CHECK(held.finish(place.pipe).exit_code == 74);
      CHECK(test::read_bytes(place.database) == "mine");
      CHECK(database_files(place.path) == Names{"papers.db"});
    }
  }
}
