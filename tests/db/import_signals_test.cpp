// Signals to the built program: what is kept, what is said, and what is left.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Exception.h>
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

#include "base/interrupt.hpp"
#include "base/lock_holder.hpp"
#include "db/database.hpp"
#include "index/index.hpp"
#include "support/file_bytes.hpp"
#include "support/process.hpp"
#include "support/real_import.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
using test::database_files;
using test::Ended;
using test::Process;
namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

struct Signal {
  int number;
  int exit_code;
};

constexpr Signal k_signals[] = {{SIGHUP, 129}, {SIGINT, 130}, {SIGTERM, 143}};

const std::vector<std::string> k_import_pipe = {"import", "--format", "arxiver-text", "--batch-records", "50", "pipe"};

/// A folder with a database of records 1 to 100 and a pipe.
struct Place {
  explicit Place(bool has_database = true) {
    test::write_bytes(folder.path() / "first", test::dump_of(1, 100));
    if (has_database)
      REQUIRE(test::run_litdex(folder.path(), {"import", "--format", "arxiver-text", "first"}).exit_code == 0);
  }

  /// An import that has committed something of records 101 to 400 and waits for more.
  void feed() const {
    pipe.feed(test::dump_of(101, 400));
    REQUIRE(test::eventually([this] { return test::ask(database, "SELECT count(*) FROM papers") >= 200; }));
  }

  /// Imports the dump that the pipe began to give.
  [[nodiscard]] Ended finish() const {
    test::write_bytes(folder.path() / "second", test::dump_of(101, 500));
    return test::run_litdex(folder.path(), {"import", "--format", "arxiver-text", "second"});
  }

  test::TempDir folder;
  fs::path database = folder.path() / "papers.db";
  test::Fifo pipe{folder.path() / "pipe"};
};

/// Both signals come before the program goes on.
void send_two(const Process& process) {
  process.send(SIGSTOP);
  process.send(SIGINT);
  process.send(SIGTERM);
  process.send(SIGCONT);
}

/// A database whose index takes a while.
void make_large(const fs::path& folder) {
  std::string dump;
  for (int i = 1; i <= 9; ++i) dump += test::dump_of(1 + (i - 1) * 1000, i * 1000);
  test::write_bytes(folder / "dump", dump);
  REQUIRE(test::run_litdex(folder, {"import", "--format", "arxiver-text", "dump"}).exit_code == 0);
}

}  // namespace

TEST_SUITE("signals") {
  TEST_CASE("a signal ends an import in place with all that was read in the database, and a rerun finishes it") {
    for (const Signal& signal : k_signals) {
      const Place place;
      Process process(place.folder.path(), k_import_pipe);
      place.feed();
      process.send(signal.number);
      const Ended ended = process.wait();
      CHECK(ended.exit_code == signal.exit_code);
      CHECK_FALSE(ended.is_killed);
      CHECK(ended.out.empty());
      const std::int64_t papers = test::ask(place.database, "SELECT count(*) FROM papers");
      CHECK(ended.err.find("the records imported so far stay in the database, " + std::to_string(papers - 100) +
                           " in all; run the same command again to finish\n") != std::string::npos);
      CHECK(database_files(place.folder.path()) == Names{"papers.db"});
      CHECK(test::findings(place.database).empty());
      CHECK(place.finish().exit_code == 0);
      CHECK(test::ask(place.database, "SELECT count(*) FROM papers") == 500);
      CHECK(test::findings(place.database).empty());
    }
  }

  TEST_CASE("what was interrupted and run again says the same as what was not interrupted") {
    const Place interrupted;
    Process process(interrupted.folder.path(), k_import_pipe);
    interrupted.feed();
    process.send(SIGTERM);
    CHECK(process.wait().exit_code == 143);
    const Place whole;
    CHECK(test::content_hash_of(interrupted.database) != test::content_hash_of(whole.database));
    CHECK(interrupted.finish().exit_code == 0);
    CHECK(whole.finish().exit_code == 0);
    CHECK(test::content_hash_of(interrupted.database) == test::content_hash_of(whole.database));
  }

  TEST_CASE("a signal ends a first load and leaves nothing") {
    for (const Signal& signal : k_signals) {
      const Place place(false);
      Process process(place.folder.path(), k_import_pipe);
      place.pipe.feed(test::dump_of(101, 400));
      CHECK(database_files(place.folder.path()) == Names{"papers.db.importing"});
      process.send(signal.number);
      const Ended ended = process.wait();
      CHECK(ended.exit_code == signal.exit_code);
      CHECK(ended.err.find("no database was made") != std::string::npos);
      CHECK(database_files(place.folder.path()).empty());
    }
  }

  TEST_CASE("an import that waits for its input to be opened is ended too") {
    const test::TempDir folder;
    REQUIRE(test::run_litdex(folder.path(), {"import", LITDEX_SOURCE_DIR "/seeds/arxiver-author-page.txt"}).exit_code ==
            0);
    test::Fifo(folder.path() / "pipe").end();  // nobody writes to it, so opening it waits
    Process process(folder.path(), {"import", "pipe"});
    REQUIRE(test::eventually(
        [&] { return !base::lock_holder(folder.path() / "papers.db", base::LockKind::whole_file).empty(); }));
    process.send(SIGINT);
    const Ended ended = process.wait();
    CHECK(ended.exit_code == 130);
    CHECK(ended.err ==
          "litdex: error: interrupted\n  hint: the database is as it was; run the same command again to finish\n");
  }

  TEST_CASE("a second signal ends an import at once, and the next run cleans up after it") {
    {
      const Place place;
      Process process(place.folder.path(), k_import_pipe);
      place.feed();
      send_two(process);
      CHECK(process.wait().is_killed);
      CHECK(database_files(place.folder.path()).contains("papers.db-wal"));  // as after SIGKILL
      CHECK(place.finish().exit_code == 0);
      CHECK(database_files(place.folder.path()) == Names{"papers.db"});
      CHECK(test::ask(place.database, "SELECT count(*) FROM papers") == 500);
      CHECK(test::findings(place.database).empty());
    }
    {
      const Place place(false);
      Process process(place.folder.path(), k_import_pipe);
      place.pipe.feed(test::dump_of(101, 400));
      send_two(process);
      CHECK(process.wait().is_killed);
      CHECK(database_files(place.folder.path()) == Names{"papers.db.importing"});
      CHECK(place.finish().exit_code == 0);
      CHECK(database_files(place.folder.path()) == Names{"papers.db"});
      CHECK(test::findings(place.database).empty());
    }
  }

  TEST_CASE("a signal ends reindex and ship within a second, and the database is as it was") {
    const test::TempDir folder;
    make_large(folder.path());
    const std::string before = test::read_bytes(folder.path() / "papers.db");
    struct Case {
      std::vector<std::string> arguments;
      std::function<bool()> is_at_work;
    };
    const auto exists = [&](const char* name) { return fs::exists(folder.path() / name); };
    const auto is_locked = [&] {
      return !base::lock_holder(folder.path() / "papers.db", base::LockKind::whole_file).empty();
    };
    // FTS5 writes from its first row on; our own index is nearly done when there is a journal to be seen.
    for (const Case& c :
         {Case{{"reindex", "--index=stock"}, [&] { return exists("papers.db-journal"); }}, Case{{"reindex"}, is_locked},
          Case{{"ship", "release.db"}, [&] { return exists("release.db.shipping"); }}}) {
      Process process(folder.path(), c.arguments);
      REQUIRE(test::eventually(c.is_at_work));
      const auto begin = std::chrono::steady_clock::now();
      process.send(SIGTERM);
      const Ended ended = process.wait();
      CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
      CHECK(ended.exit_code == 143);
      CHECK(ended.err == "litdex: error: terminated\n  hint: run the same command again\n");
      CHECK(test::read_bytes(folder.path() / "papers.db") == before);
      std::size_t count = 0;
      for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.path())) ++count;
      CHECK(count == 2);  // the dump and the database
    }
    CHECK(test::run_litdex(folder.path(), {"reindex"}).exit_code == 0);
    CHECK(test::run_litdex(folder.path(), {"ship", "release.db"}).exit_code == 0);
  }

  TEST_CASE("a signal at any moment of a first load leaves nothing, or the whole database") {
    const test::TempDir folder;
    std::string dump;
    for (int i = 1; i <= 2; ++i) dump += test::dump_of(1 + (i - 1) * 1000, i * 1000);
    test::write_bytes(folder.path() / "dump", dump);
    const std::vector<std::string> import = {"import", "--format", "arxiver-text", "dump"};
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(test::run_litdex(folder.path(), import).exit_code == 0);
    const auto whole_time = std::chrono::steady_clock::now() - begin;
    const std::string content_hash = test::content_hash_of(folder.path() / "papers.db");
    int interrupted_count = 0;
    for (int sixth = 1; sixth <= 6; ++sixth) {
      fs::remove(folder.path() / "papers.db");
      Process process(folder.path(), import);
      std::this_thread::sleep_for(whole_time * sixth / 6);
      process.send(SIGINT);
      const Ended ended = process.wait();
      CHECK((ended.exit_code == 0 || ended.exit_code == 130));
      // One that comes when all is done and the process ends may still be told.
      if (ended.exit_code != 0 && database_files(folder.path()).empty()) {
        CHECK(test::run_litdex(folder.path(), import).exit_code == 0);
        ++interrupted_count;
      }
      CHECK(database_files(folder.path()) == Names{"papers.db"});
      CHECK(test::content_hash_of(folder.path() / "papers.db") == content_hash);
      CHECK(test::findings(folder.path() / "papers.db").empty());
    }
    CHECK(interrupted_count > 0);
  }

  TEST_CASE("a shipping that two signals ended is cleaned up by the next one") {
    const test::TempDir folder;
    make_large(folder.path());
    for (const char* sign_of_work : {"release.db.shipping", "release.db.packed-journal"}) {
      Process process(folder.path(), {"ship", "release.db", "--force"});
      REQUIRE(test::eventually([&] { return fs::exists(folder.path() / sign_of_work); }));
      send_two(process);
      CHECK(process.wait().is_killed);
    }
    CHECK(test::run_litdex(folder.path(), {"ship", "release.db"}).err.empty());
    CHECK(fs::exists(folder.path() / "release.db"));
    for (const char* name : {"release.db.shipping", "release.db.packed", "release.db.packed-journal"}) {
      CHECK_FALSE(fs::exists(folder.path() / name));
    }
  }

  TEST_CASE("building an index ends when a signal is noted") {
    const test::TempDir folder;
    make_large(folder.path());
    SQLite::Database database = db::open_database(folder.path() / "papers.db", db::Access::scratch);
    base::note_signal(SIGINT);
    int result = SQLITE_OK;
    try {
      index::build(database);
    } catch (const SQLite::Exception& exception) {
      result = exception.getErrorCode();
    }
    base::note_signal(0);
    CHECK(result == SQLITE_INTERRUPT);
    CHECK_NOTHROW(index::build(database));
  }
}
