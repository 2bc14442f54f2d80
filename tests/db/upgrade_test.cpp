// Upgrading: the backup, and that whatever happens in the middle leaves the old version or the new one.
// SPDX-License-Identifier: MIT
#include "db/upgrade.hpp"

#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <cerrno>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "db/database.hpp"
#include "index/index.hpp"
#include "support/faulty_disk.hpp"
#include "support/file_bytes.hpp"
#include "support/folder_state.hpp"
#include "support/killed.hpp"
#include "support/made_up_step.hpp"
#include "support/sample_database.hpp"
#include "support/sql_dump.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace litdex;
using db::Backup;
using test::Ending;
using test::FileFault;
using test::FileOperation;
namespace fs = std::filesystem;

const int k_old = db::available_migrations().back().version;
const std::string k_backup_suffix = ".v" + std::to_string(k_old) + ".backup";

const std::vector<db::Migration>& steps() {
  static const std::vector<db::Migration> k_steps = test::with_made_up_step();
  return k_steps;
}

void make_sample(const fs::path& path) {
  SQLite::Database database = db::create_database(path);
  test::add_sample(database);
}

std::string dump_of(const fs::path& path) {
  SQLite::Database database(path.native(), SQLite::OPEN_READWRITE);
  return test::sql_dump(database);
}

void upgrade(const fs::path& path, Backup backup) { db::upgrade_database(path, backup, steps()); }
void upgrade_with_backup(const fs::path& path) { upgrade(path, Backup::make); }

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return std::to_string(static_cast<int>(error.code())) + ": " + error.message() + " | " + error.hint();
  }
  return "done";
}

/// What an upgrade begins with and ends with, made once.
struct Sample {
  std::string bytes;
  std::string old_dump;
  std::string new_dump;
};

const Sample& sample() {
  static const Sample k_sample = [] {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    make_sample(path);
    Sample made{test::read_bytes(path), dump_of(path), {}};
    upgrade(path, Backup::decline);
    made.new_dump = dump_of(path);
    return made;
  }();
  return k_sample;
}

/// "old" or "new", when the database at `path` is that one as a whole and sound; else what is wrong.
std::string state_of(const fs::path& path) {
  try {
    SQLite::Database database(path.native(), SQLite::OPEN_READWRITE);
    const std::string verdict = database.execAndGet("PRAGMA integrity_check").getString();
    if (verdict != "ok") return verdict;
    if (SQLite::Statement(database, "PRAGMA foreign_key_check").executeStep()) return "a foreign key leads nowhere";
    index::verify(database, "papers.db");
    const std::string dump = test::sql_dump(database);
    if (dump == sample().old_dump) return "old";
    return dump == sample().new_dump ? "new" : "between";
  } catch (const std::exception& exception) {
    return exception.what();
  }
}

using Action = std::function<void(const fs::path&)>;
/// Runs an action that is cut off at the n-th point of some kind; `returned` when it has fewer points.
using CutOff = std::function<Ending(std::size_t at, const std::function<void()>& action)>;

/// Whether a survey goes on when it has found something wrong: a control need not.
enum class Until : std::uint8_t { end, first_wrong };

struct Survey {
  std::size_t points = 0;
  std::vector<std::string> wrong;  ///< what was found where neither the old nor the new version stood
};

/// What is wrong with the folder of a database in which `action` ended so.
std::vector<std::string> wrongs_after(Ending ending, const fs::path& path, const Action& again) {
  std::vector<std::string> wrong;
  const std::string state = state_of(path);
  if (state != "new" && (state != "old" || ending == Ending::returned)) wrong.push_back(state);
  const fs::path backup = path.native() + k_backup_suffix;
  if (fs::exists(backup) && dump_of(backup) != sample().old_dump)
    wrong.emplace_back("the backup is not the old version");
  if (!wrong.empty()) return wrong;
  again(path);
  if (state_of(path) != "new") wrong.emplace_back("the next run does not finish it");
  for (const fs::directory_entry& entry : fs::directory_iterator(path.parent_path())) {
    if (entry.path() != path && entry.path() != backup)
      wrong.push_back("left behind: " + entry.path().filename().native());
  }
  return wrong;
}

/// A short name for what a folder holds. Every child process is a copy of this one: it is not to carry those files too.
std::string name_of_state(const fs::path& folder) {
  base::Sha256 sha;
  for (const auto& [name, state] : test::folder_state(folder)) {
    sha.update_field(name);
    sha.update_field(state);
  }
  return sha.finish_hex();
}

/// Cuts `action` off at its first point, its second, and so on to its last one.
Survey survey(const CutOff& cut_off, const Action& action = upgrade_with_backup,
              const Action& again = upgrade_with_backup, Until until = Until::end) {
  Survey all;
  const test::FaultyDisk quick;  // because it syncs nothing
  // What is on the disk is the same after many points; it is looked at once.
  std::set<std::string> known;
  for (std::size_t at = 1;; ++at) {
    test::repeat_random_numbers();
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    test::write_bytes(path, sample().bytes);
    const Ending ending = cut_off(at, [&] { action(path); });
    if (known.insert(name_of_state(directory.path())).second || ending == Ending::returned) {
      for (const std::string& wrong : wrongs_after(ending, path, again)) {
        all.wrong.push_back("point " + std::to_string(at) + ": " + wrong);
      }
    }
    const bool is_enough = until == Until::first_wrong && !all.wrong.empty();
    if (ending == Ending::returned || is_enough) return all;
    ++all.points;
  }
}

/// Without an operation: at any that changes the disk.
CutOff killed_at(std::optional<FileOperation> operation) {
  return [=](std::size_t at, const std::function<void()>& action) {
    return test::run_in_child([&] {
      test::FaultyDisk disk;
      disk.set({.operation = operation, .at = at, .effect = FileFault::Effect::kill});
      action();
    });
  };
}

/// `returned` only when nothing failed; a failure that does no harm has ended the action too.
CutOff failing_at(FileFault fault) {
  return [=](std::size_t at, const std::function<void()>& action) {
    test::FaultyDisk disk;
    FileFault here = fault;
    here.at = at;
    disk.set(here);
    try {
      action();
    } catch (const base::Error& error) {
      CHECK((error.code() == base::ExitCode::io || error.code() == base::ExitCode::cannot_create));
      CHECK_FALSE(error.hint().empty());
    } catch (const SQLite::Exception&) {
      // The controls speak to SQLite themselves.
    }
    return disk.has_struck() ? Ending::threw : Ending::returned;
  };
}

/// The same steps on a connection that keeps nothing to go back to.
void upgrade_without_journal(const fs::path& path) {
  SQLite::Database database(path.native(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA journal_mode = OFF");
  db::migrate(database, steps());
}

/// The same SQL, without a transaction around it.
void upgrade_without_transaction(const fs::path& path) {
  SQLite::Database database(path.native(), SQLite::OPEN_READWRITE);
  database.exec(steps().back().sql);
}

std::string lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  return all;
}

}  // namespace

TEST_SUITE("db::upgrade") {
  TEST_CASE("an upgrade keeps the database as it was beside it, and says where") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "papers.db";
    test::write_bytes(path, sample().bytes);
    fs::permissions(path, fs::perms(0640));
    const db::UpgradeReport report = db::upgrade_database(path, Backup::make, steps());
    CHECK(report.applied_count == 1);
    CHECK(report.version == k_old + 1);
    REQUIRE(report.backup);
    CHECK(*report.backup == path.native() + k_backup_suffix);
    CHECK(fs::status(*report.backup).permissions() == fs::perms(0640));
    CHECK(dump_of(*report.backup) == sample().old_dump);
    CHECK(dump_of(path) == sample().new_dump);
    CHECK(test::directory_bytes(directory.path()).size() == 2);
    db::open_database(*report.backup, db::Access::write);  // a litdex database like any other
  }

  TEST_CASE("no backup is made when it is declined, nor for nothing to do") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    test::write_bytes(path, sample().bytes);
    const db::UpgradeReport declined = db::upgrade_database(path, Backup::decline, steps());
    CHECK(declined.applied_count == 1);
    CHECK_FALSE(declined.backup);
    const auto before = test::folder_state(directory.path());
    const db::UpgradeReport again = db::upgrade_database(path, Backup::make, steps());
    CHECK(again.applied_count == 0);
    CHECK(again.version == k_old + 1);
    CHECK_FALSE(again.backup);
    CHECK(test::folder_state(directory.path()) == before);
    CHECK(before.size() == 1);
  }

  TEST_CASE("a backup replaces nothing, and the same one is not kept twice") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    const fs::path backup = path.native() + k_backup_suffix;
    test::write_bytes(backup, "mine");
    fs::create_symlink("mine", backup.native() + "-2");
    for (const char* expected : {"-3", "-3"}) {
      test::write_bytes(path, sample().bytes);
      CHECK(db::upgrade_database(path, Backup::make, steps()).backup == backup.native() + expected);
    }
    CHECK(test::read_bytes(backup) == "mine");
    CHECK(fs::read_symlink(backup.native() + "-2") == "mine");
    CHECK(test::directory_bytes(directory.path()).size() == 4);
    std::string other = test::read_bytes(backup.native() + "-3");
    REQUIRE(other.size() > std::size_t{64} * 1024);
    other.back() = other.back() == 'x' ? 'y' : 'x';
    test::write_bytes(path, sample().bytes);
    test::write_bytes(backup.native() + "-3", other);
    CHECK(db::upgrade_database(path, Backup::make, steps()).backup == backup.native() + "-4");
  }

  TEST_CASE("a scratch file that a killed run has left is taken over, a link in its place is not followed") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    const fs::path scratch = path.native() + k_backup_suffix + ".making";
    test::write_bytes(path, sample().bytes);
    test::write_bytes(directory.path() / "elsewhere", "x");
    fs::create_symlink("elsewhere", scratch);
    CHECK(error_of([&] { upgrade(path, Backup::make); }) ==
          "73: cannot write " + scratch.native() +
              ": Too many levels of symbolic links | choose a folder that exists and that you may write to");
    CHECK(test::read_bytes(directory.path() / "elsewhere") == "x");
    CHECK(state_of(path) == "old");
    fs::remove(scratch);
    test::write_bytes(scratch, sample().bytes.substr(0, sample().bytes.size() / 2));
    upgrade(path, Backup::make);
    CHECK(state_of(path) == "new");
    CHECK_FALSE(fs::exists(scratch));
  }

  TEST_CASE("a damaged database is neither kept nor upgraded") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    test::write_bytes(path, sample().bytes);
    const int page = [&] {
      SQLite::Database database(path.native());
      return database.execAndGet("SELECT rootpage FROM sqlite_master WHERE name = 'records_by_paper'").getInt();
    }();
    std::string bytes = sample().bytes;
    bytes.replace(static_cast<std::size_t>(page - 1) * 8192, 8, 8, 'x');
    test::write_bytes(path, bytes);
    const auto before = test::folder_state(directory.path());
    const std::string error = error_of([&] { upgrade(path, Backup::make); });
    CHECK(error.starts_with("65: the database is damaged: "));
    CHECK(error.ends_with(" | litdex check says more; get the file again, or import its dumps into a new one"));
    CHECK(test::folder_state(directory.path()) == before);
  }

  TEST_CASE("a changed schema is not upgraded, and every difference is named") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    test::write_bytes(path, sample().bytes);
    SQLite::Database(path.native(), SQLite::OPEN_READWRITE).exec("DROP INDEX papers_by_date; DROP VIEW rejected");
    const auto before = test::folder_state(directory.path());
    CHECK(error_of([&] { upgrade(path, Backup::make); }) ==
          "76: " + path.native() +
              ": index papers_by_date is missing; view rejected is missing | another program changed the schema; undo "
              "that, or import the dumps into a new file");
    CHECK(test::folder_state(directory.path()) == before);
  }

  TEST_CASE("an upgrade waits for nobody: while another litdex writes the file it says so") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    test::write_bytes(path, sample().bytes);
    const base::FileLock other(path, base::FileLock::IfAbsent::fail);
    CHECK(error_of([&] { upgrade(path, Backup::make); }) ==
          "75: another litdex is writing " + path.native() +
              " | wait until it has finished, then run this again; --wait does that");
    CHECK(test::directory_bytes(directory.path()).size() == 1);
  }

  TEST_CASE("what a killed import left in the write-ahead log is upgraded and kept too, and one file remains") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    test::write_bytes(directory.path() / "b.db", sample().bytes);
    {
      SQLite::Database database = db::open_database(directory.path() / "b.db", db::Access::write);
      database.exec("PRAGMA journal_mode = WAL; UPDATE papers SET venue = 'V' WHERE paper_id = 1");
      fs::copy_file(directory.path() / "b.db", path);
      fs::copy_file((directory.path() / "b.db").native() + "-wal", path.native() + "-wal");
    }
    fs::remove(directory.path() / "b.db");
    upgrade(path, Backup::make);
    for (const fs::path& file : {path, fs::path(path.native() + k_backup_suffix)}) {
      CHECK(test::read_bytes(file).substr(18, 2) == "\x01\x01");  // no write-ahead log
      SQLite::Database database(file.native());
      CHECK(database.execAndGet("SELECT venue FROM papers WHERE paper_id = 1").getString() == "V");
    }
    CHECK(test::directory_bytes(directory.path()).size() == 2);
  }

  TEST_CASE("reading takes back an upgrade that was killed in the middle of its commit") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    test::write_bytes(path, sample().bytes);
    // What is removed first are files without a name of ours.
    for (std::size_t at = 1; test::read_bytes(path) == sample().bytes; ++at) {
      REQUIRE(killed_at(FileOperation::remove)(at, [&] { upgrade(path, Backup::decline); }) == Ending::killed);
    }
    REQUIRE(fs::exists(path.native() + "-journal"));
    SQLite::Database database = db::open_database(path, db::Access::read);
    CHECK(test::sql_dump(database) == sample().old_dump);
    CHECK_THROWS_AS(database.exec("DELETE FROM papers"), SQLite::Exception);
    CHECK(test::directory_bytes(directory.path()).size() == 1);
  }
}

TEST_SUITE("db::upgrade_interrupted") {
  TEST_CASE("killed at any statement, an upgrade leaves the old version or the new one, and runs again") {
    const Survey found = survey(test::run_killed_at_statement);
    CHECK(lines(found.wrong) == "");
    CHECK(found.points > 50);
  }

  TEST_CASE("killed at any operation on a file, an upgrade leaves the old version or the new one, and runs again") {
    const Survey found = survey(killed_at(std::nullopt));
    CHECK(lines(found.wrong) == "");
    CHECK(found.points > 100);
  }

  TEST_CASE("on a disk that is full or fails, an upgrade says so and leaves the old version or the new one") {
    const FileFault faults[] = {
        {FileOperation::write, 0, false, ENOSPC},  {FileOperation::write, 0, true, ENOSPC},
        {FileOperation::write, 0, false, EIO},     {FileOperation::sync, 0, false, EIO},
        {FileOperation::sync, 0, true, EIO},       {FileOperation::truncate, 0, false, EIO},
        {FileOperation::open, 0, false, EACCES},   {FileOperation::open, 0, true, EACCES},
        {FileOperation::create, 0, false, ENOSPC}, {FileOperation::create, 0, true, ENOSPC},
        {FileOperation::rename, 0, false, EIO},    {FileOperation::rename, 0, true, EIO},
        {FileOperation::remove, 0, false, EIO},    {FileOperation::remove, 0, true, EIO},
    };
    for (const FileFault& fault : faults) {
      CAPTURE(test::name_of(*fault.operation));
      CAPTURE(fault.error);
      CAPTURE(fault.is_persistent);
      Survey found = survey(failing_at(fault));
      // A scratch file that cannot be removed stays, as a second name of the backup, until the next backup is made.
      if (fault.operation == FileOperation::remove) {
        std::erase_if(found.wrong, [](const std::string& wrong) { return wrong.ends_with(".backup.making"); });
      }
      CHECK(lines(found.wrong) == "");
    }
  }

  TEST_CASE("the same surveys find what is wrong where there is no transaction or no journal") {
    const auto finds_wrong = [](const CutOff& cut_off, const Action& action) {
      const Action nothing_more = [](const fs::path&) {};
      return !survey(cut_off, action, nothing_more, Until::first_wrong).wrong.empty();
    };
    const FileFault full{FileOperation::write, 0, true, ENOSPC};
    CHECK(finds_wrong(test::run_killed_at_statement, upgrade_without_transaction));
    CHECK(finds_wrong(killed_at(FileOperation::write), upgrade_without_journal));
    CHECK(finds_wrong(failing_at(full), upgrade_without_journal));
  }
}
