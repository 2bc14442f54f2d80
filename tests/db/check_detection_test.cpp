// What `check` must find, and that it finds nothing where nothing is wrong.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "check/check.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "ship/ship.hpp"
#include "support/damage.hpp"
#include "support/synthetic.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

fs::path make_shipped(const test::TempDir& folder) {
  const fs::path source = folder.path() / "papers.db";
  {
    SQLite::Database database = db::create_database(source);
    for (unsigned seed = 0; seed < 4; ++seed) test::load_stream(database, test::random_stream(seed, 100), 50);
  }
  const fs::path target = folder.path() / "release.db";
  ship::ship(source, target, ship::Overwrite::no);
  return target;
}

/// The names of the checks that find something; "open" when the file cannot even be opened.
std::vector<std::string> finders(const fs::path& path) {
  std::vector<std::string> names;
  try {
    for (const check::Finding& finding : check::check_database(path)) names.push_back(finding.check);
  } catch (const base::Error&) {
    names.emplace_back("open");
  } catch (const SQLite::Exception&) {
    names.emplace_back("open");
  }
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// One change that another program could make, and the check that finds it.
struct Change {
  const char* sql;
  const char* finder;
};

constexpr Change k_changes[] = {
    {"UPDATE papers SET abstract = 'other' WHERE paper_id = 1", "index"},
    {"INSERT INTO papers_fts (papers_fts, rowid, abstract) SELECT 'delete', paper_id, abstract FROM papers LIMIT 1",
     "index"},
    {"DELETE FROM records WHERE record_id = 1", "invariants"},
    {"DELETE FROM papers WHERE paper_id = 2", "foreign_keys"},
    {"UPDATE records SET start = start + 1 WHERE record_id = 3", "invariants"},
    {"UPDATE dumps SET record_bytes = record_bytes + 1, size = size + 1 WHERE dump_id = 1", "invariants"},
    {"UPDATE papers SET year = 1900 WHERE paper_id = 1", "content"},
    {"UPDATE identifiers SET value = '10.9/x' WHERE value = (SELECT min(value) FROM identifiers)", "content"},
    {"DROP INDEX papers_by_date", "schema"},
    {"CREATE INDEX mine ON papers (upper(title))", "schema"},
    {"CREATE INDEX mine ON papers (year) WHERE title IS NULL", "schema"},
    {"CREATE TRIGGER mine AFTER INSERT ON papers BEGIN SELECT 1; END", "schema"},
};

constexpr int k_rounds = 12;
constexpr int k_bits_found = 3;

const std::string k_seed = LITDEX_SOURCE_DIR "/seeds/arxiver-author-page.txt";

/// Changes to what the database says of a dump, none of which breaks what must hold within it.
constexpr const char* k_wrong_spans[] = {
    "UPDATE records SET entry_hash = zeroblob(16) WHERE ordinal = 1",
    "UPDATE records SET length = length - 1 WHERE ordinal = 2",
    "UPDATE records SET start = start + 1 WHERE ordinal = 3",
    "DELETE FROM records WHERE ordinal = 4",
};

}  // namespace

TEST_SUITE("check::detection") {
  TEST_CASE("a sound file gives no finding") {
    const test::TempDir folder;
    CHECK(finders(make_shipped(folder)).empty());
  }

  TEST_CASE("what another program changes is found by the check that is for it") {
    const test::TempDir folder;
    const fs::path sound = make_shipped(folder);
    for (const Change& change : k_changes) {
      const std::string sql = change.sql;
      CAPTURE(sql);
      const fs::path path = folder.path() / "changed.db";
      fs::copy_file(sound, path, fs::copy_options::overwrite_existing);
      {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        database.exec(sql);
      }
      CHECK(contains(finders(path), change.finder));
    }
  }

  TEST_CASE("every damage to a shipped file is found with its hash beside it, and all but some bits without") {
    const test::TempDir folder;
    const fs::path sound = make_shipped(folder);
    std::mt19937 random(20);
    for (const auto& [kind, name] : test::k_damages) {
      CAPTURE(name);
      // Of the bits, this seed draws some that nobody reads: docs/detection.md has the rates of more of them.
      const int expected_without = kind == test::DamageKind::bit ? k_bits_found : k_rounds;
      int found_with_hash = 0;
      int found_without = 0;
      for (int round = 0; round < k_rounds; ++round) {
        const fs::path path = folder.path() / "release-damaged.db";
        fs::copy_file(sound, path, fs::copy_options::overwrite_existing);
        fs::copy_file(folder.path() / "release.db.sha256", folder.path() / "release-damaged.db.sha256",
                      fs::copy_options::overwrite_existing);
        test::damage(path, kind, random);
        const auto with_hash = finders(path);
        found_with_hash += contains(with_hash, "file") || contains(with_hash, "open") ? 1 : 0;
        fs::remove(folder.path() / "release-damaged.db.sha256");
        found_without += finders(path).empty() ? 0 : 1;
      }
      CHECK(found_with_hash == k_rounds);
      CHECK(found_without == expected_without);
    }
  }

  TEST_CASE("a span that the dump does not have is found by cutting the dump again") {
    const test::TempDir folder;
    const fs::path sound = folder.path() / "papers.db";
    load::ImportOptions options;
    options.inputs = {k_seed};
    load::import_dumps(sound, options);
    CHECK(check::check_dump(sound, k_seed).empty());
    for (const std::string sql : k_wrong_spans) {
      CAPTURE(sql);
      const fs::path path = folder.path() / "changed.db";
      fs::copy_file(sound, path, fs::copy_options::overwrite_existing);
      {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        database.exec(sql);
      }
      const std::vector<check::Finding> findings = check::check_dump(path, k_seed);
      REQUIRE_FALSE(findings.empty());
      CHECK(findings.front().check == "spans");
    }
  }

  TEST_CASE("a row of somebody else's table that points nowhere is a finding with advice of its own") {
    const test::TempDir folder;
    const fs::path path = make_shipped(folder);
    fs::remove(path.string() + ".sha256");
    {
      SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
      database.exec("CREATE TABLE mine (paper_id INTEGER REFERENCES papers); INSERT INTO mine VALUES (999999)");
    }
    const std::vector<check::Finding> findings = check::check_database(path);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().message == "row 1 of mine points to a row of papers that is not there");
    CHECK(findings.front().hint == "the table is not of litdex: ask who added it");
  }

  TEST_CASE("what stands in place of the hash of a file is a finding, and not more of it is read than a line") {
    const test::TempDir folder;
    const fs::path sound = make_shipped(folder);
    const fs::path hash = sound.string() + ".sha256";
    for (const std::string text : {"", "\n", "no hash", "abc  release.db\n"}) {
      CAPTURE(text);
      std::ofstream(hash) << text;
      CHECK(finders(sound) == std::vector<std::string>{"file"});
    }
    fs::remove(hash);
    fs::create_directory(hash);
    CHECK(finders(sound) == std::vector<std::string>{"file"});
    fs::remove(hash);
    REQUIRE(mkfifo(hash.c_str(), 0600) == 0);
    CHECK(finders(sound) == std::vector<std::string>{"file"});
    fs::remove(hash);
    fs::create_symlink("nowhere", hash);
    CHECK(finders(sound) == std::vector<std::string>{"file"});
  }

  TEST_CASE("a path that leads to no database is refused as such whatever lies beside it") {
    const test::TempDir folder;
    const auto code_of = [](const fs::path& path) {
      try {
        check::check_database(path);
        return base::ExitCode::done;
      } catch (const base::Error& error) {
        return error.code();
      }
    };
    for (const char* name : {"missing", "directory", "pipe"}) {
      std::ofstream(folder.path() / (std::string(name) + ".sha256")) << std::string(64, 'a') << "  x\n";
    }
    fs::create_directory(folder.path() / "directory");
    REQUIRE(mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    CHECK(code_of(folder.path() / "missing") == base::ExitCode::no_input);
    CHECK(code_of(folder.path() / "directory") == base::ExitCode::not_litdex);
    CHECK(code_of(folder.path() / "pipe") == base::ExitCode::not_litdex);
  }
}
