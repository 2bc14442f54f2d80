// The harness of the crash tests: a disk that fails, that takes notes, and what a power cut leaves of these.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>

#include "base/file.hpp"
#include "support/faulty_disk.hpp"
#include "support/file_bytes.hpp"
#include "support/power_loss.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace litdex;
using test::DiskRecord;
using test::FaultyDisk;
using test::FileOperation;
using test::Syncs;
namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

SQLite::Database create(const fs::path& path) { return {path.native(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}; }

DiskRecord recorded(const fs::path& folder, const std::function<void(FaultyDisk&)>& action) {
  FaultyDisk disk;
  disk.record(folder);
  action(disk);
  return disk.recorded();
}

/// All that a cut after the last change leaves, in `count` draws.
std::set<Files> losses(const DiskRecord& record, Syncs syncs, int count) {
  std::mt19937_64 dice(1);
  std::set<Files> found;
  for (int i = 0; i < count; ++i) found.insert(test::cut_power(record, record.changes.size(), dice, syncs).files);
  return found;
}

void write_file(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace

TEST_SUITE("support::faulty_disk") {
  TEST_CASE("a faulty disk counts what SQLite asks of it, and fails once or from then on, as it was told") {
    const test::TempDir directory;
    FaultyDisk disk;
    SQLite::Database database = create(directory.path() / "a.db");
    CHECK(disk.count(FileOperation::create) == 1);
    disk.clear();
    database.exec("CREATE TABLE t (a)");
    CHECK(disk.count(FileOperation::create) == 1);
    CHECK(disk.count(FileOperation::write) > 3);
    CHECK(disk.count(FileOperation::sync) > 2);
    CHECK(disk.count(FileOperation::remove) == 1);
    CHECK_FALSE(disk.has_struck());
    for (const bool is_persistent : {false, true}) {
      disk.set({FileOperation::write, 1, is_persistent, ENOSPC});
      CHECK(database.tryExec("INSERT INTO t VALUES (1)") == SQLITE_FULL);
      CHECK(disk.has_struck());
      CHECK(database.tryExec("INSERT INTO t VALUES (1)") == (is_persistent ? SQLITE_FULL : SQLITE_OK));
    }
    disk.clear();
    CHECK(database.execAndGet("SELECT count(*) FROM t").getInt() == 1);
  }

  TEST_CASE("what goes past SQLite is counted and fails too: streams, copies, names") {
    const test::TempDir directory;
    const fs::path a = directory.path() / "a";
    FaultyDisk disk;
    write_file(a, "text");
    fs::copy_file(a, directory.path() / "b");
    CHECK(disk.count(FileOperation::write) == 2);
    base::publish_file(a, directory.path() / "c", base::IfTaken::refuse);
    CHECK(disk.count(FileOperation::rename) == 1);
    CHECK(disk.count(FileOperation::sync) == 1);
    fs::remove(directory.path() / "b");
    CHECK(disk.count(FileOperation::remove) == 1);
    std::error_code error;
    disk.set({FileOperation::remove, 1, false, EIO});
    CHECK_FALSE(fs::remove(directory.path() / "c", error));
    CHECK(error.value() == EIO);
    CHECK(test::directory_bytes(directory.path()) == Files{{"c", "text"}});
  }

  TEST_CASE("the record of a disk tells what is on it, whoever wrote it") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    create(path).exec("CREATE TABLE t (a); INSERT INTO t VALUES ('before')");
    const DiskRecord record = recorded(directory.path(), [&](FaultyDisk& disk) {
      create(path).exec(
          "INSERT INTO t VALUES (zeroblob(9000)); PRAGMA journal_mode = WAL; DELETE FROM t;"
          "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
      fs::copy_file(path, directory.path() / "copy");
      write_file(directory.path() / "text", "text");
      base::sync_file(directory.path() / "text");
      base::sync_file(directory.path() / "copy");
      base::sync_file(path);
      base::publish_file(directory.path() / "copy", directory.path() / "published", base::IfTaken::replace);
      disk.promise(7);
    });
    const auto files = test::directory_bytes(directory.path());
    CHECK(files.size() == 3);
    CHECK(losses(record, Syncs::kept, 10) == std::set<Files>{files});
    std::mt19937_64 dice(1);
    CHECK(test::cut_power(record, record.changes.size(), dice, Syncs::kept).promised == 7);
    CHECK(losses(record, Syncs::ignored, 50).size() > 20);
  }
}

TEST_SUITE("support::power_loss") {
  TEST_CASE("of what was not synced any sector may be missing, and of names the last") {
    const test::TempDir directory;
    write_file(directory.path() / "a", std::string(1024, 'o'));
    const DiskRecord record = recorded(directory.path(), [&](FaultyDisk&) {
      write_file(directory.path() / "new", std::string(1024, 'n'));
      fs::rename(directory.path() / "new", directory.path() / "a");
    });
    const std::set<Files> found = losses(record, Syncs::kept, 3000);
    const std::string half(512, 'n');
    const Files untouched{{"a", std::string(1024, 'o')}};
    Files not_renamed = untouched;
    not_renamed["new"] = "";
    CHECK(found.contains(untouched));
    CHECK(found.contains(not_renamed));
    CHECK(found.contains({{"a", ""}}));  // what a publish without a sync may leave
    CHECK(found.contains({{"a", half}}));
    CHECK(found.contains({{"a", std::string(512, '\0') + half}}));
    CHECK(found.contains({{"a", half + half}}));
    for (const Files& files : found) CHECK(files.contains("a"));
  }
}
