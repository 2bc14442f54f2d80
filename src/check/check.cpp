// SPDX-License-Identifier: MIT
#include "check/check.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <fstream>
#include <optional>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "db/about.hpp"
#include "db/connection.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "db/hints.hpp"
#include "db/invariants.hpp"
#include "db/location.hpp"
#include "db/migration.hpp"
#include "db/pending.hpp"
#include "db/schema.hpp"
#include "index/index.hpp"

namespace litdex::check {
namespace {

namespace fs = std::filesystem;

using Findings = std::vector<Finding>;

constexpr CheckInfo k_file_check = {"file",
                                    "the file has the SHA-256 that stands beside it, where litdex ship put one"};

/// The database that is looked at, and how it was named.
struct Subject {
  fs::path path;
  SQLite::Database database;
};

/// A check: its description, and what finds something wrong.
struct Check {
  CheckInfo info;
  void (*run)(Subject& subject, Findings& findings) = nullptr;
};

void check_integrity(Subject& subject, Findings& findings) {
  SQLite::Database& database = subject.database;
  SQLite::Statement rows(database, fmt::format("PRAGMA integrity_check({})", k_max_findings));
  while (rows.executeStep()) {
    const std::string message = rows.getColumn(0).getString();
    if (message == "ok") continue;
    findings.push_back({"integrity", "file", fmt::format("the file is damaged: {}", base::printable(message)),
                        db::k_hint_import_again});
  }
}

void check_schema(Subject& subject, Findings& findings) {
  SQLite::Database& database = subject.database;
  for (const db::SchemaDrift& drift : db::schema_drift(database)) {
    findings.push_back(
        {"schema", drift.name, drift.message(),
         drift.kind == db::DriftKind::foreign ? "drop it, or ask who added it" : db::k_hint_import_again});
  }
  // What the file says of the migrations it had: where that is not so, nothing can be written into it.
  try {
    db::pending_migrations(database, db::available_migrations());
  } catch (const base::Error& error) {
    findings.push_back({"schema", "schema_migrations", error.message(), error.hint()});
  }
}

void check_foreign_keys(Subject& subject, Findings& findings) {
  SQLite::Database& database = subject.database;
  const db::OwnNames ours(database.execAndGet("PRAGMA user_version").getInt());
  SQLite::Statement rows(database, "PRAGMA foreign_key_check");
  while (findings.size() < k_max_findings && rows.executeStep()) {
    const std::string table = rows.getColumn(0).getString();
    const SQLite::Column row = rows.getColumn(1);
    findings.push_back(
        {"foreign_keys", table,
         fmt::format("row {} of {} points to a row of {} that is not there", row.isNull() ? "?" : row.getString(),
                     table, rows.getColumn(2).getString()),
         ours.contains(table) ? db::k_hint_import_again : "the table is not of litdex: ask who added it"});
  }
}

void check_invariants(Subject& subject, Findings& findings) {
  SQLite::Database& database = subject.database;
  for (const db::Invariant& invariant : db::invariants()) {
    for (std::string& violation : db::find_violations(database, invariant, k_max_findings)) {
      findings.push_back({"invariants", std::move(violation),
                          fmt::format("{} ({})", invariant.sentence, invariant.name), db::k_hint_import_again});
      if (findings.size() == k_max_findings) return;
    }
  }
}

/// A connection that may write, with a write transaction begun; none where the file cannot be written, or should not
/// be as it is, or somebody else is writing it.
std::optional<SQLite::Database> open_writable(const std::string& path) {
  try {
    std::optional<SQLite::Database> database(db::open_database(path, db::Access::write));
    database->exec("BEGIN IMMEDIATE");
    return database;
  } catch (const base::Error&) {
    return std::nullopt;
  } catch (const SQLite::Exception&) {
    return std::nullopt;
  }
}

/// FTS5's check of an index against its content is an INSERT: it changes nothing, but needs a connection that could.
/// Where there is none, a private temporary copy is checked.
void verify_index(Subject& subject) {
  const std::string name = subject.path.native();
  if (auto writable = open_writable(subject.database.getFilename())) return index::verify(*writable, name);
  SQLite::Database copy("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SQLite::Backup(copy, subject.database).executeStep();
  db::harden(copy, db::Access::read);
  index::verify(copy, name);
}

void check_index(Subject& subject, Findings& findings) {
  try {
    verify_index(subject);
  } catch (const base::Error& error) {
    findings.push_back({"index", "papers_fts", error.message(), error.hint()});
  }
}

void check_content(Subject& subject, Findings& findings) {
  SQLite::Database& database = subject.database;
  const std::optional<std::string> expected = db::read_fact(database, "content_hash");
  if (!expected) return;
  const std::string found = db::content_hash(database);
  if (found == *expected) return;
  findings.push_back({"content", "about",
                      fmt::format("the content hash is {}, the file says {}", found, base::printable(*expected)),
                      "somebody changed the shipped file: get it again from its source"});
}

/// The digest in a file of the form of sha256sum; none where it is something else. Not more of it is read than a line
/// with it has at least.
std::optional<std::string> read_digest(const fs::path& hash_path) {
  std::error_code ignored;
  if (!fs::is_regular_file(hash_path, ignored)) return std::nullopt;
  std::array<char, 72> bytes{};
  std::ifstream file(hash_path, std::ios::binary);
  file.read(bytes.data(), bytes.size());
  return base::digest_of_line({bytes.data(), static_cast<std::size_t>(file.gcount())});
}

/// Before the file is opened as a database: see base::sha256_of_file.
void check_file_hash(const fs::path& path, Findings& findings) {
  const fs::path real = db::existing_file(path, db::Need::reading);
  const fs::path hash_path = base::sha256_file_of(path);
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(hash_path, ignored))) return;
  const std::string name = base::printable(hash_path.filename().string());
  const std::optional<std::string> expected = read_digest(hash_path);
  if (!expected) {
    findings.push_back({std::string(k_file_check.name), "file", fmt::format("{} holds no SHA-256", name),
                        "get it again, or remove it"});
    return;
  }
  const std::string found = base::sha256_of_file(real);
  if (found == *expected) return;
  findings.push_back({std::string(k_file_check.name), "file",
                      fmt::format("the SHA-256 of the file is {}, {} says {}", found, name, *expected),
                      "get the file again; if it was changed on purpose, remove the .sha256 file"});
}

constexpr std::array k_checks = {
    Check{{"integrity", "every page and every row of the file can be read (PRAGMA integrity_check)"}, check_integrity},
    Check{{"schema", "tables, indexes and views are those of this schema version, and nobody added triggers"},
          check_schema},
    Check{{"foreign_keys", "no row points to a row that is not there"}, check_foreign_keys},
    Check{{"invariants", "what must hold between rows holds: spans, sums, duplicates, alternates (schema/checks.sql)"},
          check_invariants},
    Check{{"index", "the full-text index says what the papers say (FTS5 integrity-check against the content)"},
          check_index},
    Check{{"content", "a shipped file still has the content hash that it was shipped with"}, check_content},
};

constexpr std::array k_infos = [] {
  std::array<CheckInfo, k_checks.size() + 1> infos{k_file_check};
  for (std::size_t i = 0; i < k_checks.size(); ++i) infos[i + 1] = k_checks[i].info;
  return infos;
}();

/// A check that cannot even be run is a finding too.
void run_guarded(const Check& check, Subject& subject, Findings& findings) {
  try {
    check.run(subject, findings);
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() == SQLITE_BUSY || error.getErrorCode() == SQLITE_LOCKED) throw;
    findings.push_back({std::string(check.info.name), "file",
                        fmt::format("this check could not be finished: {}", base::printable(error.what())),
                        db::k_hint_import_again});
  }
}

}  // namespace

std::span<const CheckInfo> checks() { return k_infos; }

std::vector<Finding> check_database(const fs::path& path) {
  Findings all;
  check_file_hash(path, all);
  Subject subject{path, db::open_database(path, db::Access::read)};
  const SQLite::Transaction snapshot(subject.database);
  for (const Check& check : k_checks) {
    Findings findings;
    run_guarded(check, subject, findings);
    all.insert(all.end(), findings.begin(), findings.end());
  }
  return all;
}

}  // namespace litdex::check
