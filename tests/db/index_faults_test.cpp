// Writing an index when the disk fails, somebody ends it, or FTS5 does not read what was written.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "check/check.hpp"
#include "db/connection.hpp"
#include "db/database.hpp"
#include "index/early_rows.hpp"
#include "index/index.hpp"
#include "index/shadow_tables.hpp"
#include "index/write_index.hpp"
#include "support/faulty_disk.hpp"
#include "support/file_bytes.hpp"
#include "support/indexed_texts.hpp"
#include "support/process.hpp"
#include "support/real_import.hpp"
#include "support/sample_database.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
using test::FaultyDisk;
using test::FileOperation;
namespace fs = std::filesystem;

namespace {

constexpr auto k_porter = "tokenize = 'porter unicode61 remove_diacritics 2'";
constexpr index::WriteLimits k_much_memory{2, std::size_t{64} << 20U};
/// Each row is spilled.
constexpr index::WriteLimits k_no_memory{2, 0};

/// Texts with both indexes.
void fill(test::IndexedTexts& texts) {
  for (int row = 1; row <= 300; ++row) {
    texts.add(row, fmt::format("row {0} x{0}a x{0}b x{0}c", row), "the same in each");
  }
  REQUIRE_FALSE(texts.build(k_much_memory));
  REQUIRE(texts.difference() == "");
}

/// What ends the writing of an index, which is then taken back; nothing when it does not end so.
std::optional<base::Error> ending_of_writing(test::IndexedTexts& texts, const index::WriteLimits& limits) {
  const SQLite::Transaction transaction(texts.database());
  try {
    const auto unsupported = texts.write_own(limits);
    CHECK_FALSE(unsupported);
  } catch (const base::Error& error) {
    return error;
  }
  return std::nullopt;
}

/// Notes a signal when one of the next statements begins.
class SignalAtStatement {
 public:
  SignalAtStatement(SQLite::Database& database, int at) : m_handle(database.getHandle()), m_left(at) {
    sqlite3_trace_v2(m_handle, SQLITE_TRACE_STMT, count, this);
  }
  ~SignalAtStatement() {
    sqlite3_trace_v2(m_handle, 0, nullptr, nullptr);
    base::note_signal(0);
  }
  SignalAtStatement(const SignalAtStatement&) = delete;
  SignalAtStatement& operator=(const SignalAtStatement&) = delete;

  [[nodiscard]] bool was_noted() const { return m_left <= 0; }

 private:
  static int count(unsigned, void* self, void*, void*) {
    if (--static_cast<SignalAtStatement*>(self)->m_left == 0) base::note_signal(SIGINT);
    return 0;
  }

  sqlite3* m_handle;
  int m_left;
};

/// Changes a database when the first connection that only reads is opened.
class SpoiledBetween {
 public:
  SpoiledBetween(fs::path path, std::string sql) : m_path(std::move(path)), m_sql(std::move(sql)) {
    current = this;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(opened));
  }
  ~SpoiledBetween() {
    sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(opened));
    CHECK(m_is_done);
  }
  SpoiledBetween(const SpoiledBetween&) = delete;
  SpoiledBetween& operator=(const SpoiledBetween&) = delete;

 private:
  static int opened(sqlite3* connection, char**, const sqlite3_api_routines*) {
    if (sqlite3_db_readonly(connection, "main") != 1 || current->m_is_done) return SQLITE_OK;
    current->m_is_done = true;
    SQLite::Database(current->m_path.native(), SQLite::OPEN_READWRITE).exec(current->m_sql);
    return SQLITE_OK;
  }

  static inline SpoiledBetween* current = nullptr;
  fs::path m_path;
  std::string m_sql;
  bool m_is_done = false;
};

/// No thread gets the stack that this asks for.
void leave_no_room_for_threads() {
  constexpr rlimit k_huge{rlim_t{1} << 46U, RLIM_INFINITY};
  setrlimit(RLIMIT_STACK, &k_huge);
}

}  // namespace

TEST_SUITE("index::faults") {
  TEST_CASE(
      "a disk that fails under the temporary file ends the writing with advice, and the index is the one before") {
    const std::string folder = fs::temp_directory_path().native();
    struct Case {
      FileOperation operation;
      int error;
      std::string message;
    };
    for (const Case& c :
         {Case{FileOperation::create, ENOSPC,
               "cannot make a temporary file in " + folder + ": No space left on device"},
          Case{FileOperation::write, ENOSPC,
               "cannot write a temporary file in " + folder + ": No space left on device"},
          Case{FileOperation::write, EIO, "cannot write a temporary file in " + folder + ": Input/output error"},
          Case{FileOperation::read, EIO, "cannot read a temporary file in " + folder + ": Input/output error"}}) {
      CAPTURE(c.message);
      test::IndexedTexts texts(k_porter);
      fill(texts);
      for (const bool is_persistent : {false, true}) {
        FaultyDisk disk;
        disk.set({c.operation, 2, is_persistent, c.error});
        const auto error = ending_of_writing(texts, k_no_memory);
        REQUIRE(error);
        CHECK(error->code() == base::ExitCode::io);
        CHECK(error->message() == c.message);
        CHECK_FALSE(error->hint().empty());
        disk.set({c.operation, 2, is_persistent, c.error});
        CHECK_FALSE(ending_of_writing(texts, k_much_memory));  // control: nothing is spilled
        CHECK_FALSE(disk.has_struck());
      }
      CHECK(texts.difference() == "");
      REQUIRE_FALSE(texts.build(k_no_memory));
      CHECK(texts.difference() == "");
    }
  }

  TEST_CASE("rows that are given early end with the error of a full disk, and without it with the rows") {
    for (const bool is_full : {true, false}) {
      CAPTURE(is_full);
      test::IndexedTexts texts(k_porter);
      const auto early = index::EarlyRows::begin(texts.database(), "own", k_no_memory);
      REQUIRE(early);
      FaultyDisk disk;
      if (is_full) disk.set({FileOperation::write, 1, true, ENOSPC});
      early->begin_row(1);
      for (int column = 0; column < 3; ++column) early->add_field("some words");
      const index::EarlyIndex index = early->finish();
      CHECK(index.rows == 1);
      int parts = 0;
      while (index.segment->next()) parts += 1;
      CHECK(parts == (is_full ? 0 : 2));  // the sizes of the rows, and the segment
      if (is_full) {
        CHECK_THROWS_AS(index.segment->finish(), base::Error);
      } else {
        CHECK(index.segment->finish().segment.leaves == 1);
      }
    }
  }

  TEST_CASE("where the file system makes no file without a name, the temporary file loses the one it has") {
    const test::TempDir folder;
    test::write_bytes(folder.path() / "dump", test::dump_of(1, 50));
    REQUIRE(test::run_litdex(folder.path(), {"import", "--format", "arxiver-text", "dump"}).exit_code == 0);
    const auto before = test::database_files(folder.path());
    SQLite::Database database = db::open_database(folder.path() / "papers.db", db::Access::scratch);
    SQLite::Transaction transaction(database);
    FaultyDisk disk;
    disk.set({FileOperation::create, 1, true, EOPNOTSUPP});
    const auto written = index::write_index(database, "papers_fts", k_no_memory);
    CHECK(std::holds_alternative<index::SampleTerms>(written));
    CHECK(disk.count(FileOperation::create) == 2);  // one for each thread
    CHECK(disk.count(FileOperation::remove) == 2);
    disk.clear();
    CHECK_NOTHROW(index::verify(database, "papers.db"));
    CHECK(test::directory_bytes(folder.path()).size() == 2);  // the dump and the database
  }

  TEST_CASE("a signal at any step of the writing ends it, and the index is the one before") {
    test::IndexedTexts texts(k_porter);
    fill(texts);
    int ended_count = 0;
    for (int at = 1;; at += 23) {
      CAPTURE(at);
      std::optional<base::Error> ending;
      bool was_noted = false;
      {
        const SignalAtStatement signal(texts.database(), at);
        ending = ending_of_writing(texts, at % 2 == 0 ? k_no_memory : k_much_memory);
        was_noted = signal.was_noted();
      }
      CHECK(texts.difference() == "");
      if (!was_noted) break;
      if (!ending) continue;  // it came with the last steps
      CHECK(ending->code() == base::ExitCode::interrupted);
      ++ended_count;
    }
    CHECK(ended_count > 10);
  }

  TEST_CASE("an index that FTS5 does not read as it was written is left to FTS5, which begins anew") {
    for (const char* spoiling : {
             "INSERT ON own_idx WHEN new.pgno > 3 BEGIN DELETE FROM own_idx WHERE term = new.term",
             "INSERT ON own_data WHEN new.id > 1 << 32 BEGIN UPDATE own_data SET block = zeroblob(8) WHERE id = new.id",
             "INSERT ON own_data WHEN new.id > 1 << 32 BEGIN DELETE FROM own_data WHERE id = new.id",
             "UPDATE ON own_data WHEN new.id = 10 AND length(new.block) > 8 BEGIN"
             " UPDATE own_data SET block = x'0000000001' WHERE id = new.id",
             "UPDATE ON own_data WHEN new.id = 10 AND length(new.block) > 8 BEGIN"
             " UPDATE own_data SET block = x'00000000000000' WHERE id = new.id",
             "INSERT ON own_docsize BEGIN SELECT 1",  // control: nothing is spoiled
         }) {
      CAPTURE(spoiling);
      test::IndexedTexts texts(k_porter);
      fill(texts);
      SQLite::Database& database = texts.database();
      database.exec(fmt::format("CREATE TRIGGER spoiling AFTER {}; END", spoiling));
      SQLite::Transaction transaction(database);
      const auto unsupported = texts.write_own(k_much_memory);
      database.exec("DROP TRIGGER spoiling");
      if (std::string_view(spoiling).starts_with("INSERT ON own_docsize")) {
        CHECK_FALSE(unsupported);
      } else {
        REQUIRE(unsupported);
        CHECK(unsupported->reason == index::k_misread);
        index::reset_index(database, "own");
        database.exec("INSERT INTO own (own) VALUES ('rebuild')");
      }
      transaction.commit();
      CHECK(texts.difference() == "");
    }
  }

  TEST_CASE("SQL can write the tables of an index no more after it was written than before") {
    const test::TempDir folder;
    SQLite::Database database = db::create_database(folder.path() / "papers.db");
    for (const index::Builder builder : {index::Builder::own, index::Builder::stock}) {
      index::build(database, builder);
      CHECK_THROWS_AS(database.exec("DELETE FROM papers_fts_data"), SQLite::Exception);
    }
    const db::OpenShadowTables opened(database);
    CHECK_NOTHROW(database.exec("DELETE FROM papers_fts_data"));  // control
  }

  TEST_CASE("an index that only a new connection reads otherwise is made by FTS5 too") {
    constexpr auto k_misread_note =
        "the full-text index was left to FTS5, because FTS5 reads it otherwise than it was written";
    for (const char* spoiling :
         {"UPDATE papers_fts_data SET block = x'0000000001' WHERE id = 10",
          "UPDATE papers_fts_data SET block = zeroblob(8) WHERE id > 1 << 32", "SELECT 1"}) {  // the last is a control
      CAPTURE(spoiling);
      const std::string note = std::string_view(spoiling) == "SELECT 1" ? "" : k_misread_note;
      const test::TempDir folder;
      const fs::path path = folder.path() / "papers.db";
      test::add_sample(*std::make_unique<SQLite::Database>(db::create_database(path)));
      {
        const SpoiledBetween spoiled(path, spoiling);
        CHECK(index::build_scratch(path, index::Builder::own).note == note);
      }
      CHECK(test::findings(path).empty());
      {
        const SpoiledBetween spoiled(path, spoiling);
        CHECK(index::reindex(path).build.note == note);
      }
      CHECK(test::findings(path).empty());
    }
  }

  TEST_CASE("reindex makes an index that FTS5 refuses anew, and leaves one of an unknown format to FTS5 with a note") {
    struct Case {
      const char* spoiling;
      std::string note;
    };
    for (const Case& c : {Case{"UPDATE papers_fts_config SET v = 5 WHERE k = 'version'",
                               "litdex: note: the full-text index was left to FTS5, because its format is version 5\n"},
                          Case{"UPDATE papers_fts_data SET block = x'0000000001' WHERE id = 10", ""},
                          Case{"DELETE FROM papers_fts_data WHERE id = 10", ""}}) {
      CAPTURE(c.spoiling);
      const test::TempDir folder;
      const fs::path path = folder.path() / "papers.db";
      test::add_sample(*std::make_unique<SQLite::Database>(db::create_database(path)));
      for (const bool is_ours : {true, false}) {
        SQLite::Database(path.native(), SQLite::OPEN_READWRITE).exec(c.spoiling);
        const auto found = check::check_database(path);  // control
        REQUIRE(found.size() == 1);
        CHECK(found.front().hint.find("litdex reindex") != std::string::npos);
        const test::Ended ended =
            test::run_litdex(folder.path(), {"reindex", is_ours ? "--index=own" : "--index=stock"});
        CHECK(ended.exit_code == 0);
        CHECK(ended.err == (is_ours ? c.note : ""));
        CHECK(test::findings(path).empty());
      }
    }
  }

  TEST_CASE("where no thread can be started, FTS5 makes the index, and a note says so") {
    constexpr auto k_note =
        "litdex: note: the full-text index was left to FTS5, because the system has no thread to spare\n";
    const test::TempDir folder;
    test::write_bytes(folder.path() / "dump", test::dump_of(1, 50));
    const std::vector<std::string> import = {"import", "--format", "arxiver-text", "dump"};
    CHECK(test::run_litdex(folder.path(), import, leave_no_room_for_threads).err.find(k_note) != std::string::npos);
    CHECK(test::findings(folder.path() / "papers.db").empty());
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"reindex"}, {"ship", "release.db"}}) {
      const test::Ended ended = test::run_litdex(folder.path(), arguments, leave_no_room_for_threads);
      CHECK(ended.exit_code == 0);
      CHECK(ended.err == k_note);
    }
    CHECK(test::run_litdex(folder.path(), {"reindex"}).err.empty());  // control
    CHECK(test::findings(folder.path() / "papers.db").empty());
    CHECK(test::findings(folder.path() / "release.db").empty());
  }
}
