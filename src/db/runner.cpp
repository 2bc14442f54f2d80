// Applying migrations and seeds.
// SPDX-License-Identifier: MIT
#include "db/runner.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/version.hpp"
#include "db/about.hpp"
#include "db/database.hpp"
#include "db/failure.hpp"
#include "db/pending.hpp"
#include "db/schema.hpp"
#include "db/seed.hpp"
#include "db/writer.hpp"

namespace litdex::db {
namespace {

using base::Error;
using base::ExitCode;

constexpr const char* k_sql_record = R"(
INSERT INTO schema_migrations (version, name, sha256, applied_at, tool_version) VALUES (?, ?, ?, ?, ?))";

/// A step that rebuilds a table must not meet the foreign keys that refer to it. They cannot be switched within a
/// transaction, and are checked at its end instead.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(SQLite::Database& database)
      : m_database(database), m_were_on(database.execAndGet("PRAGMA foreign_keys").getInt() != 0) {
    m_database.exec("PRAGMA foreign_keys = OFF");
  }
  ~ForeignKeysOff() {
    if (m_were_on) m_database.tryExec("PRAGMA foreign_keys = ON");
  }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;

 private:
  SQLite::Database& m_database;
  bool m_were_on;
};

/// Of our tables: what a table of somebody else's refers to is not for us to judge.
void require_foreign_keys(SQLite::Database& database, const OwnNames& ours) {
  SQLite::Statement query(database, "PRAGMA foreign_key_check");
  while (query.executeStep()) {
    const std::string table = query.getColumn(0).getString();
    if (!ours.contains(table)) continue;
    throw Error(
        ExitCode::bad_data,
        fmt::format("a row of {} refers to a row of {} that is not there", table, query.getColumn(2).getString()),
        "litdex check lists every such row");
  }
}

void record_step(SQLite::Database& database, const Migration& step) {
  SQLite::Statement record(database, k_sql_record);
  const std::string now = utc_now();
  const std::string tool_version(base::version());
  record.bind(1, step.version);
  record.bind(2, step.name);
  record.bind(3, step.sha256);
  record.bind(4, now);
  record.bind(5, tool_version);
  record.exec();
  database.exec(fmt::format("PRAGMA user_version = {}", step.version));
  database.exec(fmt::format("PRAGMA application_id = {}", k_application_id));
}

Error step_error(const Migration& step, const Error& reason) {
  return {
      reason.code(), fmt::format("migration {:04} ({}) failed: {}", step.version, step.name, reason.message()),
      fmt::format("{}{}the database is as it was before this step", reason.hint(), reason.hint().empty() ? "" : "; ")};
}

/// Applies the first pending step, whole or not at all; the seeds come with the last one. False when none is pending.
bool apply_next(SQLite::Database& database, std::span<const Migration> available,
                std::span<const base::EmbeddedFile> seeds) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  // Asked again under the lock: another process may have migrated in the meantime.
  const std::vector<const Migration*> pending = pending_migrations(database, available);
  if (pending.empty()) return false;
  const Migration& step = *pending.front();
  try {
    database.exec(step.sql);
    record_step(database, step);
    if (pending.size() == 1) {
      apply_seeds(database, seeds);
      write_facts(database);
    }
    require_foreign_keys(database, OwnNames(step.version, available));
    require_in_place(database);
    transaction.commit();
  } catch (const SQLite::Exception& exception) {
    const ExitCode code = exit_code_for(exception, ExitCode::bad_data);
    // No fault of the step: a full disk, or a signal, is said as such.
    if (code == ExitCode::io || base::noted_signal() != 0) throw;
    throw step_error(step, {code, exception.what()});
  } catch (const Error& error) {
    throw step_error(step, error);
  }
  return true;
}

void apply_changed_seeds(SQLite::Database& database, std::span<const base::EmbeddedFile> seeds) {
  if (changed_seeds(database, seeds).empty()) return;
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  apply_seeds(database, seeds);
  transaction.commit();
}

}  // namespace

int run_migrations(SQLite::Database& database, std::span<const Migration> available,
                   std::span<const base::EmbeddedFile> seeds) {
  int count = 0;
  if (!pending_migrations(database, available).empty()) {
    const ForeignKeysOff off(database);
    while (apply_next(database, available, seeds)) ++count;
  }
  apply_changed_seeds(database, seeds);
  return count;
}

int migrate(SQLite::Database& database, std::span<const Migration> available) {
  return run_migrations(database, available, embedded_seeds());
}

}  // namespace litdex::db
