// What may be handed to litdex as a database: for every kind what reading, writing and importing say, and that the
// file, and everything beside it, stays as it was.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "check/check.hpp"
#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/migration.hpp"
#include "load/target.hpp"
#include "support/as_nobody.hpp"
#include "support/file_bytes.hpp"
#include "support/folder_state.hpp"
#include "support/sample_database.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace litdex;
using db::Access;
namespace fs = std::filesystem;

/// A new folder that is the current one: names are short, as people type them.
class HereTempDir {
 public:
  HereTempDir() : m_before(fs::current_path()) { fs::current_path(m_directory.path()); }
  ~HereTempDir() {
    fs::permissions(m_directory.path(), fs::perms(0755));
    fs::current_path(m_before);
  }
  HereTempDir(const HereTempDir&) = delete;
  HereTempDir& operator=(const HereTempDir&) = delete;
  [[nodiscard]] const fs::path& path() const { return m_directory.path(); }

 private:
  test::TempDir m_directory;
  fs::path m_before;
};

void make_sample(const fs::path& path) {
  SQLite::Database database = db::create_database(path);
  test::add_sample(database);
}

/// Changes a file with a plain connection, as another program would; it makes the file where there is none.
void change(const fs::path& path, const std::string& sql) {
  SQLite::Database database(fs::absolute(path).native(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
}

/// The write-ahead log of a copy of the sample in which every title was overwritten.
std::string foreign_log() {
  const test::TempDir directory;
  const fs::path path = directory.path() / "a.db";
  make_sample(path);
  SQLite::Database database(path.native(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA journal_mode = WAL; UPDATE papers SET title = 'of another file'");
  return test::read_bytes(path.native() + "-wal");
}

/// "code: message | hint" of the Error that `action` throws, with the folder's path as DIR.
std::string error_of(const fs::path& directory, const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    std::string text = std::to_string(static_cast<int>(error.code())) + ": " + error.message() + " | " + error.hint();
    for (std::size_t i = text.find(directory.native()); i != std::string::npos; i = text.find(directory.native())) {
      text.replace(i, directory.native().size(), "DIR");
    }
    return text;
  }
  return "opened";
}

using Make = std::function<void(const fs::path&)>;

Make bytes(std::string content) {
  return [content](const fs::path& path) { test::write_bytes(path, content); };
}

/// The sample, then changed by a plain connection.
Make changed(std::string sql) {
  return [sql](const fs::path& path) {
    make_sample(path);
    change(path, sql);
  };
}

/// The sample with `content` in a file beside it.
Make with_file(const char* suffix, std::string content) {
  return [=](const fs::path& path) {
    make_sample(path);
    test::write_bytes(path.native() + suffix, content);
  };
}

Make only_file(const char* suffix) {
  return [=](const fs::path& path) { test::write_bytes(path.native() + suffix, "left"); };
}

Make with_permissions(unsigned file, unsigned folder) {
  return [=](const fs::path& path) {
    make_sample(path);
    fs::permissions(path, fs::perms(file));
    fs::permissions(".", fs::perms(folder));
  };
}

const Make k_nothing = [](const fs::path&) {};

constexpr const char* k_opened = "opened";
std::string absent(const std::string& name) {
  return "66: there is no database at " + name + " | make one with: litdex import DUMP --db " + name +
         ", or name another one with --db";
}

const std::string k_get_again = " | get the file again, or import its dumps into a new one";
const std::string k_name_a_file = " | name the file of a litdex database; litdex writes into no other";
const std::string k_no_database =
    " is not an SQLite database | name the file of a litdex database; a dump is read with: litdex import DUMP";
const std::string k_drift = " | another program changed the schema; undo that, or import the dumps into a new file";
const std::string k_leftover = " belongs to a database that is not there | move it back to its database, or remove it";
const std::string k_permissions = ": Permission denied | look at the permissions of the file and its directory";
const std::string k_name_one = " | name a file, such as papers.db; for a file of exactly that name write ./";

struct Case {
  const char* typed;
  Make make;
  std::string read;
  std::optional<std::string> write = {};     ///< where it is another answer than for reading
  std::optional<std::string> imported = {};  ///< where it is another answer than for writing
  bool is_of_others = false;                 ///< looked at by somebody without rights
};

const std::vector<Case>& path_cases() {
  static const std::vector<Case> k_cases = {
      {"missing.db", k_nothing, absent("missing.db"), {}, k_opened},
      {"folder/missing.db",
       k_nothing,
       absent("folder/missing.db"),
       {},
       "73: cannot write folder/missing.db.importing: No such file or directory | choose a folder that exists and that "
       "you may write to"},
      {"file/below.db",
       [](const fs::path&) { test::write_bytes("file", "x"); },
       absent("file/below.db"),
       {},
       "73: cannot write file/below.db.importing: Not a directory | choose a folder that exists and that you may write "
       "to"},
      {"", k_nothing, "64: the path of the database is empty | name a file, such as papers.db"},
      {":memory:", k_nothing, "64: :memory: is not the path of a file" + k_name_one + ":memory:"},
      {"file:x?mode=memory", k_nothing,
       "64: file:x?mode=memory is not the path of a file" + k_name_one + "file:x?mode=memory"},
      {"file:a.db", [](const fs::path&) { make_sample("a.db"); },
       "64: file:a.db is not the path of a file" + k_name_one + "file:a.db"},
      {"./file:x?mode=memory", make_sample, k_opened},
      {"./:memory:", make_sample, k_opened},
      {"a b%20c#d?e.db", make_sample, k_opened},
      {"folder.db", [](const fs::path& path) { fs::create_directory(path); },
       "76: folder.db is a directory, not a database | name the file of a litdex database"},
      {"pipe.db", [](const fs::path& path) { REQUIRE(mkfifo(path.c_str(), 0600) == 0); },
       "76: pipe.db is a pipe, not a database | name the file of a litdex database"},
      {"/dev/null", k_nothing, "76: /dev/null is a device, not a database | name the file of a litdex database"},
      {"link.db",
       [](const fs::path& path) {
         fs::create_directory("real");
         make_sample("real/a.db");
         fs::create_symlink("real/a.db", path);
       },
       k_opened},
      {"dangling.db", [](const fs::path& path) { fs::create_symlink("gone.db", path); },
       "66: dangling.db is a link to gone.db, which is not there | remove the link, or put the database where it "
       "points to"},
      {"loop.db", [](const fs::path& path) { fs::create_symlink("loop.db", path); },
       "74: cannot open loop.db: Too many levels of symbolic links | look at the path, its links and its permissions"},
      {"two.db",
       [](const fs::path& path) {
         make_sample(path);
         fs::create_hard_link(path, "other.db");
       },
       k_opened,
       "74: two.db has 2 names (hard links): what is written by one can be spoiled by the others | give it a file of "
       "its own: cp two.db two.db.new && mv two.db.new two.db"},
      {"locked.db", with_permissions(0444, 0755), k_opened, "74: cannot write locked.db" + k_permissions, {}, true},
      {"in_locked.db",
       with_permissions(0666, 0555),
       k_opened,
       "74: cannot write the journal in DIR" + k_permissions,
       {},
       true},
      {"secret.db", with_permissions(0000, 0755), "74: cannot read secret.db" + k_permissions, {}, {}, true},
  };
  return k_cases;
}

const std::vector<Case>& file_cases() {
  static const std::vector<Case> k_cases = {
      {"empty.db", bytes(""),
       "76: empty.db is empty, not a database | remove it and make a database with: litdex import DUMP --db empty.db"},
      {"byte.db", bytes("S"), "76: byte.db" + k_no_database},
      {"text.db", bytes(std::string(5000, 't')), "76: text.db" + k_no_database},
      {"magic.db", bytes(std::string("SQLite format 3\0", 16)), "65: magic.db is cut off after 16 bytes" + k_get_again},
      {"head.db",
       [](const fs::path& path) {
         make_sample(path);
         fs::resize_file(path, 99);
       },
       "65: head.db is cut off after 99 bytes" + k_get_again},
      {"short.db",
       [](const fs::path& path) {
         make_sample(path);
         fs::resize_file(path, 600);
       },
       "65: short.db is damaged: database disk image is malformed" + k_get_again},
      {"half.db",
       [](const fs::path& path) {
         make_sample(path);
         fs::resize_file(path, fs::file_size(path) / 2);
       },
       "65: half.db is damaged: database disk image is malformed" + k_get_again},
      {"broken.db",
       [](const fs::path& path) {
         make_sample(path);
         test::write_bytes(path, test::read_bytes(path).replace(100, 3996, 3996, 'x'));
       },
       "65: broken.db is damaged: database disk image is malformed" + k_get_again},
      {"pages.db",
       [](const fs::path& path) {
         make_sample(path);
         test::write_bytes(path, test::read_bytes(path).replace(16, 2, "\x03\x03"));
       },
       "65: pages.db is damaged: file is not a database" + k_get_again},
      {"plain.db", [](const fs::path& path) { change(path, "CREATE TABLE t (a)"); },
       "76: plain.db is an SQLite database of another program (application_id 0)" + k_name_a_file},
      {"foreign.db", [](const fs::path& path) { change(path, "PRAGMA application_id = 7; CREATE TABLE t (a)"); },
       "76: foreign.db is an SQLite database of another program (application_id 7)" + k_name_a_file},
      {"unsafe.db", changed("CREATE INDEX mine ON papers (json_quote(title))"),
       "65: unsafe.db holds what may not be run: malformed database schema (mine) - unsafe use of json_quote() | "
       "another program added what stands in parentheses: drop it with any SQL client"},
      {"newer.db", changed("PRAGMA user_version = 999"),
       "76: newer.db was made by a newer litdex: its schema is version 999, this program knows up to " +
           std::to_string(db::available_migrations().back().version) +
           " | use the litdex that made it, or a newer one; any SQL client can read it"},
      {"marked.db",
       [](const fs::path& path) { change(path, "PRAGMA application_id = 1280590936; CREATE TABLE t (a)"); },
       "76: marked.db is marked as a litdex database and has no schema | remove it and make a database with: litdex "
       "import DUMP --db marked.db"},
      {"history.db", changed("DELETE FROM schema_migrations"), k_opened,
       "76: history.db: user_version says schema version " + std::to_string(db::available_migrations().back().version) +
           ", and schema_migrations ends at 0 | another program changed one of them; import the dumps into a new file"},
  };
  return k_cases;
}

const std::vector<Case>& leftover_cases() {
  static const std::string k_log = foreign_log();
  static const auto k_foreign_with = [](const char* suffix) -> Make {
    return [=](const fs::path& path) {
      change(path, "CREATE TABLE t (a)");
      test::write_bytes(path.native() + suffix, k_log);
    };
  };
  static const std::string k_foreign =
      "76: a.db is an SQLite database of another program (application_id 0)" + k_name_a_file;
  static const std::string k_missing = absent("a.db");
  static const std::vector<Case> k_cases = {
      {"a.db", only_file("-journal"), k_missing, {}, "73: a.db-journal" + k_leftover},
      {"a.db", only_file("-wal"), k_missing, {}, "73: a.db-wal" + k_leftover},
      {"a.db", only_file("-shm"), k_missing, {}, "73: a.db-shm" + k_leftover},
      {"a.db", k_foreign_with("-journal"), k_foreign},
      {"a.db", k_foreign_with("-wal"), k_foreign},
      {"a.db", k_foreign_with("-shm"), k_foreign},
      {"a.db", with_file("-wal", k_log),
       "65: a.db-wal belongs to another file that was called a.db | if a.db was copied here, remove a.db-wal; it holds "
       "what was last written to the other file"},
      {"a.db", with_file("-wal", ""), k_opened},
      {"a.db", with_file("-shm", "left"), k_opened},
      {"a.db",
       [](const fs::path& path) {
         make_sample(path);
         test::write_bytes("elsewhere", "x");
         fs::create_symlink("elsewhere", path.native() + "-journal");
       },
       "65: DIR/a.db-journal is a link, which SQLite did not put there | remove it"},
      {"a.db",
       [](const fs::path& path) {
         make_sample(path);
         fs::create_directory(path.native() + "-wal");
       },
       "65: DIR/a.db-wal is a directory, which SQLite did not put there | remove it"},
  };
  return k_cases;
}

constexpr const char* k_empty_papers = "AFTER INSERT ON papers BEGIN DELETE FROM papers; END";

/// CREATE INDEX statements that differ in their number, and what is said of them.
std::string many_indexes() {
  std::string sql;
  for (int i = 10; i < 35; ++i) {
    sql += "CREATE UNIQUE INDEX u" + std::to_string(i) + " ON papers (paper_id + " + std::to_string(i) + ");";
  }
  return sql;
}

std::string many_drifts() {
  std::string text;
  for (int i = 10; i < 30; ++i) {
    text += "index u" + std::to_string(i) + " on table papers is not of litdex; ";
  }
  return text + "and 5 more";
}

const std::vector<Case>& schema_cases() {
  static const auto k_drifted = [](const std::string& sql, const std::string& what) -> Case {
    return {"a.db", changed(sql), k_opened, "76: a.db: " + what + k_drift};
  };
  static const auto k_allowed = [](const std::string& sql) -> Case { return {"a.db", changed(sql), k_opened}; };
  static const std::vector<Case> k_cases = {
      k_drifted(std::string("CREATE TRIGGER t ") + k_empty_papers, "trigger t on table papers is not of litdex"),
      k_drifted("CREATE TRIGGER t AFTER INSERT ON PAPERS BEGIN DELETE FROM papers; END",
                "trigger t on table PAPERS is not of litdex"),
      k_drifted("CREATE TRIGGER t AFTER INSERT ON papers_fts_data BEGIN DELETE FROM papers; END",
                "trigger t on table papers_fts_data is not of litdex"),
      k_drifted("PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_t', 'papers', 0, "
                "'CREATE TRIGGER sqlite_t AFTER INSERT ON papers BEGIN DELETE FROM papers; END')",
                "trigger sqlite_t on table papers is not of litdex"),
      k_drifted("CREATE TRIGGER \"t\x1b[2J\" AFTER INSERT ON papers BEGIN SELECT 1; END",
                "trigger t\\x1b[2J on table papers is not of litdex"),
      k_drifted("DROP VIEW rejected; CREATE VIEW rejected AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                "FROM n) SELECT i FROM n",
                "view rejected is not as litdex made it"),
      k_drifted("DROP TABLE links; CREATE VIEW links AS SELECT 1 AS paper_id, 'x' AS url",
                "table links is not as litdex made it"),
      k_drifted("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'withdrawn = 1)', "
                "'withdrawn = 2)') WHERE name = 'papers'",
                "table papers is not as litdex made it"),
      k_drifted("PRAGMA writable_schema = ON; UPDATE sqlite_master SET type = 'view', rootpage = 0, sql = 'CREATE VIEW "
                "papers_fts_docsize AS SELECT 1 AS id, 2 AS sz' WHERE name = 'papers_fts_docsize'",
                "table papers_fts_docsize is not as litdex made it"),
      k_drifted("ALTER TABLE papers ADD COLUMN mine TEXT", "table papers is not as litdex made it"),
      k_drifted("DROP INDEX records_by_paper", "index records_by_paper is missing"),
      k_drifted("CREATE UNIQUE INDEX mine ON papers (venue)", "index mine on table papers is not of litdex"),
      k_drifted("DROP TABLE papers_fts; CREATE TABLE papers_fts (title, authors, abstract, comments, journal_ref)",
                "table papers_fts is not as litdex made it"),
      k_drifted(std::string("DROP INDEX papers_by_date; DROP VIEW rejected; CREATE TRIGGER t ") + k_empty_papers,
                "index papers_by_date is missing; view rejected is missing; trigger t on table papers is not of "
                "litdex"),
      k_drifted(many_indexes(), many_drifts()),
      k_allowed("CREATE TABLE notes (paper_id INTEGER PRIMARY KEY REFERENCES papers, note TEXT UNIQUE)"),
      k_allowed("CREATE VIEW mine AS SELECT * FROM papers"),
      k_allowed("CREATE INDEX mine ON papers (venue)"),
      k_allowed("CREATE VIRTUAL TABLE mine USING fts5 (text)"),
      k_allowed("CREATE TABLE notes (a); CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM papers; END"),
      k_allowed("ANALYZE"),
  };
  return k_cases;
}

/// Tries all ways of opening, and that none of them leaves a trace.
void check_case(const Case& c) {
  const std::string typed = c.typed;
  CAPTURE(typed);
  CAPTURE(c.read);
  const HereTempDir here;
  c.make(typed);
  const auto before = test::folder_state(here.path());
  const std::string write = c.write.value_or(c.read);
  {
    std::optional<test::AsNobody> nobody;
    if (c.is_of_others) nobody.emplace();
    CHECK(error_of(here.path(), [&] { db::open_database(typed, Access::read); }) == c.read);
    CHECK(error_of(here.path(), [&] { db::open_database(typed, Access::write); }) == write);
    CHECK(error_of(here.path(), [&] { db::open_database(typed, Access::scratch); }) == write);
    CHECK(error_of(here.path(), [&] { db::open_for_migration(typed); }) == write);
    CHECK(error_of(here.path(), [&] { load::Target{typed}; }) == c.imported.value_or(write));
  }
  CHECK(test::folder_state(here.path()) == before);
  for (const std::string& answer : {c.read, write}) CHECK((answer == k_opened || !answer.ends_with(" | ")));
}

std::string text(SQLite::Database& database, const char* sql) { return database.execAndGet(sql).getString(); }

}  // namespace

TEST_SUITE("db::open_refusals") {
  TEST_CASE("a path that leads to no database is refused by what it is, and nothing is made") {
    for (const Case& c : path_cases()) check_case(c);
  }

  TEST_CASE("a file that is no database of this litdex is refused by what it is, and left as it was") {
    for (const Case& c : file_cases()) check_case(c);
  }

  TEST_CASE("what a killed program left beside a file is never taken for a part of another one") {
    for (const Case& c : leftover_cases()) check_case(c);
  }

  TEST_CASE("a schema that another program changed is read but not written, every difference named") {
    for (const Case& c : schema_cases()) check_case(c);
  }

  TEST_CASE("a database of an older litdex is read, and written only after migrate up") {
    const std::vector<db::Migration> available = {db::available_migrations()[0],
                                                  {2, "second", "SELECT 1;", base::sha256_hex("SELECT 1;")}};
    const HereTempDir here;
    make_sample("a.db");
    const auto before = test::folder_state(here.path());
    CHECK(error_of(here.path(), [&] { db::open_database("a.db", Access::read, available); }) == k_opened);
    CHECK(error_of(here.path(), [&] { db::open_database("a.db", Access::write, available); }) ==
          "76: a.db: an older litdex made this database: its schema is version 1, this litdex writes version 2 | bring "
          "it up to date with: litdex migrate up --db a.db");
    CHECK(error_of(here.path(), [&] { db::open_for_migration("a.db", available); }) == k_opened);
    CHECK(test::folder_state(here.path()) == before);
  }

  TEST_CASE("check names every difference of the schema, one finding each, and changes nothing") {
    const HereTempDir here;
    make_sample("a.db");
    change("a.db", std::string("DROP INDEX papers_by_date; DROP VIEW rejected; CREATE TRIGGER t ") + k_empty_papers);
    const auto before = test::folder_state(here.path());
    std::string found;
    for (const check::Finding& finding : check::check_database("a.db")) {
      found += std::string(finding.check) + " " + finding.object + ": " + finding.message + "\n";
    }
    CHECK(found ==
          "schema papers_by_date: index papers_by_date is missing\n"
          "schema rejected: view rejected is missing\n"
          "schema t: trigger t on table papers is not of litdex\n");
    CHECK(test::folder_state(here.path()) == before);
  }

  TEST_CASE("without our guards a stray write-ahead log is mixed in and a hostile trigger fires, with them neither") {
    const HereTempDir here;
    with_file("-wal", foreign_log())("a.db");
    {
      SQLite::Database plain((here.path() / "a.db").native());
      CHECK(text(plain, "SELECT title FROM papers WHERE paper_id = 2") == "of another file");
    }
    make_sample("b.db");
    change("b.db", std::string("CREATE TRIGGER t ") + k_empty_papers);
    const char* insert = "INSERT INTO papers (title) VALUES ('new')";
    {
      SQLite::Database guarded((here.path() / "b.db").native(), SQLite::OPEN_READWRITE);
      db::harden(guarded, Access::write);
      guarded.exec(insert);
      CHECK(text(guarded, "SELECT count(*) FROM papers") == "4");
    }
    SQLite::Database plain((here.path() / "b.db").native(), SQLite::OPEN_READWRITE);
    plain.exec(insert);
    CHECK(text(plain, "SELECT count(*) FROM papers") == "0");
  }

  TEST_CASE("a connection reads no view before it is told to") {
    const HereTempDir here;
    make_sample("a.db");
    for (const Access access : {Access::read, Access::write}) {
      SQLite::Database database = db::open_database("a.db", access);
      CHECK_THROWS_WITH_AS(database.execAndGet("SELECT count(*) FROM papers_per_year"),
                           "access to view \"papers_per_year\" prohibited", SQLite::Exception);
      db::allow_views(database);
      CHECK(text(database, "SELECT count(*) FROM papers_per_year") == "2");
    }
  }
}
