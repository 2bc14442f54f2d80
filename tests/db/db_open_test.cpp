// Opening and making databases: what an open connection can and cannot do, and what is not overwritten.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "db/database.hpp"
#include "db/failure.hpp"
#include "support/as_nobody.hpp"
#include "support/faulty_disk.hpp"
#include "support/file_bytes.hpp"
#include "support/sample_database.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace litdex;
using db::Access;
namespace fs = std::filesystem;

/// A file with the sample, closed.
void make_sample(const fs::path& path) {
  SQLite::Database database = db::create_database(path);
  test::add_sample(database);
}

/// Changes a file with a plain connection, as another program would.
void change(const fs::path& path, const std::string& sql) {
  SQLite::Database database(path.native(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
}

/// "code: message | hint" of the Error that `action` throws, with the directory taken out.
std::string error_of(const fs::path& directory, const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    std::string text = std::to_string(static_cast<int>(error.code())) + ": " + error.message() + " | " + error.hint();
    const std::string prefix = directory.native() + "/";
    for (std::size_t i = text.find(prefix); i != std::string::npos; i = text.find(prefix)) text.erase(i, prefix.size());
    return text;
  }
  return "no error";
}

bool has_no_rights(const fs::path& directory) { return faccessat(AT_FDCWD, directory.c_str(), W_OK, AT_EACCESS) != 0; }

std::string text(SQLite::Database& database, const char* sql) { return database.execAndGet(sql).getString(); }

}  // namespace

TEST_SUITE("db::open") {
  TEST_CASE("a name that SQLite would take for something else is taken literally") {
    const test::TempDir directory;
    for (const char* name : {"file:x.db?mode=memory", ":memory:", "-x.db", "a b%20c#d.db"}) {
      make_sample(directory.path() / name);
      SQLite::Database database = db::open_database(directory.path() / name, Access::read);
      CHECK(text(database, "SELECT count(*) FROM papers") == "3");
      CHECK(fs::exists(directory.path() / name));
    }
  }

  TEST_CASE("reading a file in a directory that cannot be written works and leaves nothing behind") {
    const test::TempDir directory;
    make_sample(directory.path() / "a.db");
    fs::permissions(directory.path() / "a.db", fs::perms(0444));
    fs::permissions(directory.path(), fs::perms(0555));
    const auto before = test::directory_bytes(directory.path());
    {
      const test::AsNobody nobody;
      SQLite::Database database = db::open_database(directory.path() / "a.db", Access::read);
      CHECK(text(database, "SELECT rowid FROM papers_fts WHERE papers_fts MATCH 'machine'") == "3");
      CHECK_THROWS_AS(database.exec("DELETE FROM papers"), SQLite::Exception);
      if (has_no_rights(directory.path())) {
        CHECK(error_of(directory.path(), [&] { db::open_database(directory.path() / "a.db", Access::write); }) ==
              "74: cannot write a.db: Permission denied | look at the permissions of the file and its directory");
        CHECK(error_of(directory.path(), [&] { db::create_database(directory.path() / "b.db"); }) ==
              "73: cannot create b.db: Permission denied | name a file in a directory that exists and can be written");
      }
    }
    CHECK(test::directory_bytes(directory.path()) == before);
    fs::permissions(directory.path(), fs::perms(0755));
  }

  TEST_CASE("a file left in the middle of an import says so where it cannot be written") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    make_sample(path);
    {
      SQLite::Database database = db::open_database(path, Access::write);
      database.exec("PRAGMA journal_mode = WAL; UPDATE papers SET venue = 'V' WHERE paper_id = 1");
      fs::copy_file(path, directory.path() / "left.db");
      fs::copy_file(path.native() + "-wal", directory.path() / "left.db-wal");
    }
    fs::permissions(directory.path(), fs::perms(0555));
    {
      const test::AsNobody nobody;
      if (has_no_rights(directory.path())) {
        CHECK(error_of(directory.path(), [&] { db::open_database(directory.path() / "left.db", Access::read); }) ==
              "74: left.db was left in the middle of an import and cannot be written | copy it together with its -wal "
              "file to a directory that can be written");
      }
    }
    fs::permissions(directory.path(), fs::perms(0755));
    SQLite::Database database = db::open_database(directory.path() / "left.db", Access::read);
    CHECK(text(database, "SELECT venue FROM papers WHERE paper_id = 1") == "V");
  }

  TEST_CASE("a connection for writing commits durably, keeps the journal mode, and enforces foreign keys") {
    const test::TempDir directory;
    make_sample(directory.path() / "a.db");
    SQLite::Database database = db::open_database(directory.path() / "a.db", Access::write);
    CHECK(text(database, "PRAGMA synchronous") == "3");
    CHECK(text(database, "PRAGMA journal_mode") == "delete");
    CHECK(text(database, "PRAGMA foreign_keys") == "1");
    CHECK(text(database, "PRAGMA secure_delete") == "1");
    CHECK_THROWS_AS(database.exec("INSERT INTO links VALUES (99, 'http://x')"), SQLite::Exception);
    CHECK(text(database, "PRAGMA journal_mode = WAL") == "wal");
    SQLite::Database second = db::open_database(directory.path() / "a.db", Access::write);
    CHECK(text(second, "PRAGMA journal_mode") == "wal");
  }

  TEST_CASE("a scratch connection keeps no journal, syncs nothing, and has the file to itself") {
    const test::TempDir directory;
    SQLite::Database database = db::create_database(directory.path() / "a.db");
    CHECK(text(database, "PRAGMA journal_mode") == "off");
    CHECK(text(database, "PRAGMA synchronous") == "0");
    CHECK(text(database, "PRAGMA locking_mode") == "exclusive");
    CHECK(text(database, "PRAGMA foreign_keys") == "0");
    CHECK(text(database, "PRAGMA cache_size") == "-131072");
  }

  TEST_CASE("what is sorted spills into the folder of the database") {
    const test::TempDir directory;
    for (const fs::path& path : {directory.path() / "a.db", fs::path("a.db")}) {
      db::keep_temporary_files_beside(path);
      CHECK(sqlite3_temp_directory == fs::canonical(fs::absolute(path).parent_path()).native());
    }
    sqlite3_free(std::exchange(sqlite3_temp_directory, nullptr));
  }

  TEST_CASE("no connection takes what only a hostile file or statement needs") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    make_sample(path);
    change(path, "CREATE TABLE notes (a); CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END;");
    const char* const refused[] = {
        "UPDATE papers_fts_data SET block = x'00'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = '' WHERE name = 'papers'",
        "SELECT \"no such column\"",
        "SELECT load_extension('x')",
        "SELECT fts3_tokenizer('x', x'00')",
    };
    for (const Access access : {Access::read, Access::write, Access::scratch}) {
      SQLite::Database database = db::open_database(path, access);
      for (const char* sql : refused) CHECK_THROWS_AS(database.exec(sql), SQLite::Exception);
      CHECK(text(database, "PRAGMA cell_size_check") == "1");
      CHECK(text(database, "PRAGMA mmap_size") == "0");
      CHECK(text(database, "PRAGMA trusted_schema") == "0");
    }
    SQLite::Database database = db::open_database(path, Access::write);
    database.exec("INSERT INTO notes VALUES (1)");
    CHECK(text(database, "SELECT count(*) FROM notes") == "1");
  }

  TEST_CASE("opening a file again does not take the locks of a connection that has it") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    make_sample(path);
    SQLite::Database database = db::open_database(path, Access::write);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    database.exec("UPDATE papers SET venue = 'V' WHERE paper_id = 1");
    { SQLite::Database reader = db::open_database(path, Access::read); }
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 0x40000000;  // SQLite's lock bytes
    lock.l_len = 512;
    // F_GETLK tells of other processes only, so a child asks.
    const int child = fork();
    if (child == 0) {
      const int descriptor = ::open(path.c_str(), O_RDWR);
      _exit(fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK ? 0 : 1);
    }
    int status = 1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    transaction.commit();
  }

  TEST_CASE("a link to a database is followed, and its journal lies beside the file") {
    const test::TempDir directory;
    fs::create_directory(directory.path() / "real");
    make_sample(directory.path() / "real" / "a.db");
    fs::create_symlink("real/a.db", directory.path() / "link.db");
    SQLite::Database database = db::open_database(directory.path() / "link.db", Access::write);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    database.exec("UPDATE papers SET venue = 'V' WHERE paper_id = 1");
    CHECK(fs::exists(directory.path() / "real" / "a.db-journal"));
    CHECK(test::directory_bytes(directory.path()).size() == 2);
  }

  TEST_CASE("what SQLite reports has our exit code and says what to do") {
    struct Case {
      int code;
      const char* expected;
    };
    const Case cases[] = {
        {SQLITE_BUSY, "75: a.db is in use by another program: m | try again when it is done"},
        {SQLITE_BUSY_SNAPSHOT, "75: a.db is in use by another program: m | try again when it is done"},
        {SQLITE_LOCKED, "75: a.db is in use by another program: m | try again when it is done"},
        {SQLITE_CORRUPT_INDEX, "65: a.db is damaged: m | get the file again, or import its dumps into a new one"},
        {SQLITE_NOTADB, "65: a.db is damaged: m | get the file again, or import its dumps into a new one"},
        {SQLITE_FULL, "74: a.db cannot grow: m | make room on its disk and run it again"},
        {SQLITE_IOERR_WRITE,
         "74: a.db cannot be written: m | look at the disk, and at the limit on the size of files (ulimit -f), and run "
         "it again"},
        {SQLITE_READONLY_DBMOVED,
         "74: a.db was moved, removed or replaced while it was written: m | if it was moved, it holds all that was "
         "reported as imported: put it back, or name it with --db, and run this again"},
        {SQLITE_IOERR_READ,
         "74: a.db cannot be read or written: m | look at the permissions of the file and its directory, and at the "
         "disk"},
        {SQLITE_CANTOPEN,
         "74: a.db cannot be opened: m | look at the permissions of the file and its directory, and at the disk"},
        {SQLITE_CONSTRAINT, "70: a.db: SQLite reports: m | "},
    };
    for (const Case& c : cases) {
      CHECK(error_of("/", [&] { throw db::database_error(SQLite::Exception("m", c.code), "a.db"); }) == c.expected);
    }
  }
}

TEST_SUITE("db::create") {
  TEST_CASE("a name that is not the path of a file is refused") {
    CHECK(error_of("/", [] { db::create_database(""); }) ==
          "64: the path of the database is empty | name a file, such as papers.db");
    CHECK(error_of("/", [] { db::create_database(":memory:"); }) ==
          "64: :memory: is not the path of a file | name a file, such as papers.db; for a file of exactly that name "
          "write ./:memory:");
  }

  TEST_CASE("a new database is one file, in rollback mode, marked, current, and sound") {
    const test::TempDir directory;
    const fs::path path = directory.path() / "a.db";
    make_sample(path);
    CHECK(test::directory_bytes(directory.path()).size() == 1);
    const std::string header = test::read_bytes(path).substr(0, 100);
    CHECK(header.substr(16, 4) == std::string("\x20\x00\x01\x01", 4));  // pages of 8192 bytes, no write-ahead log
    CHECK(header.substr(68, 4) == "LTDX");
    SQLite::Database database = db::open_database(path, Access::write);
    CHECK(text(database, "PRAGMA integrity_check") == "ok");
    CHECK(text(database, "SELECT count(*) FROM pragma_foreign_key_check") == "0");
    CHECK(text(database, "PRAGMA auto_vacuum") == "0");
    CHECK(text(database, "PRAGMA encoding") == "UTF-8");
  }

  TEST_CASE("an empty file that is there is taken") {
    const test::TempDir directory;
    test::write_bytes(directory.path() / "a.db", "");
    make_sample(directory.path() / "a.db");
    CHECK(fs::file_size(directory.path() / "a.db") > 0);
  }

  TEST_CASE("what would be overwritten or mistaken is refused, and nothing is left behind") {
    struct Case {
      std::function<void(const fs::path&)> make;
      const char* expected;
    };
    const Case cases[] = {
        {[](const fs::path& path) { test::write_bytes(path, "x"); }, "73: d/a.db exists already | name another file"},
        {[](const fs::path& path) { fs::create_directory(path); }, "73: d/a.db exists already | name another file"},
        {[](const fs::path& path) { fs::create_symlink("elsewhere", path); },
         "73: d/a.db exists already | name another file"},
        {[](const fs::path& path) { test::write_bytes(path.native() + "-journal", "x"); },
         "73: d/a.db-journal belongs to a database that is not there | move it back to its database, or remove it"},
        {[](const fs::path& path) { test::write_bytes(path.native() + "-wal", "x"); },
         "73: d/a.db-wal belongs to a database that is not there | move it back to its database, or remove it"},
        {[](const fs::path& path) { fs::remove(path.parent_path()); },
         "73: cannot create d/a.db: No such file or directory | name a file in a directory that exists and can be "
         "written"},
    };
    for (const Case& c : cases) {
      const test::TempDir directory;
      const fs::path folder = directory.path() / "d";
      fs::create_directory(folder);
      c.make(folder / "a.db");
      const auto before = fs::exists(folder) ? test::directory_bytes(folder) : test::directory_bytes(directory.path());
      CHECK(error_of(directory.path(), [&] { db::create_database(folder / "a.db"); }) == c.expected);
      const auto after = fs::exists(folder) ? test::directory_bytes(folder) : test::directory_bytes(directory.path());
      CHECK(after == before);
    }
  }

  TEST_CASE("a disk that is full while a database is made is named, and nothing is left behind") {
    std::size_t failed_count = 0;
    for (std::size_t at = 1;; ++at) {
      const test::TempDir directory;
      test::FaultyDisk disk;
      disk.set({test::FileOperation::write, at, true, ENOSPC});
      const std::string error = error_of(directory.path(), [&] { db::create_database(directory.path() / "full.db"); });
      if (!disk.has_struck()) break;
      ++failed_count;
      CHECK(error == "73: cannot make full.db: database or disk is full | make room on its disk and run it again");
      CHECK(fs::is_empty(directory.path()));
    }
    CHECK(failed_count > 0);
  }

  TEST_CASE("a connection that made a database reads no view") {
    const test::TempDir directory;
    SQLite::Database database = db::create_database(directory.path() / "a.db");
    CHECK_THROWS_AS(database.exec("SELECT * FROM papers_per_year"), SQLite::Exception);
  }

  TEST_CASE("the library is named, has FTS5 here, and the clock is read as UTC in ISO 8601") {
    CHECK(db::sqlite_version() == SQLITE_VERSION);
    CHECK(db::has_fts5());
    const std::string now = db::utc_now();
    std::string shape;
    for (const char c : now) shape += c >= '0' && c <= '9' ? '0' : c;
    CHECK(shape == "0000-00-00T00:00:00Z");
  }
}
