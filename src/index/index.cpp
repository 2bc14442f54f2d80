// SPDX-License-Identifier: MIT
#include "index/index.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <utility>

#include "base/error.hpp"
#include "db/connection.hpp"
#include "db/hints.hpp"
#include "db/writer.hpp"
#include "index/write_index.hpp"

namespace litdex::index {
namespace {

// FTS5 writes out a segment whenever its hash of postings is full. The default of 1 MiB gives many small segments that
// are then merged again and again; 64 MiB measured fastest (docs/performance.md). The value persists in the file, and
// memory is the reader's too, so it is put back.
constexpr auto k_sql_large_hash = "INSERT INTO papers_fts (papers_fts, rank) VALUES ('hashsize', 67108864)";
constexpr auto k_sql_default_hash = "INSERT INTO papers_fts (papers_fts, rank) VALUES ('hashsize', 1048576)";

void build_by_fts5(SQLite::Database& database) {
  database.exec(k_sql_large_hash);
  database.exec("INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')");
  database.exec("INSERT INTO papers_fts (papers_fts) VALUES ('optimize')");
  database.exec(k_sql_default_hash);
}

BuildReport build_in_transaction(SQLite::Database& database, Builder builder) {
  BuildReport report;
  if (builder == Builder::own) {
    const auto unsupported = write_index(database, "papers_fts");
    if (!unsupported) return report;
    report.note = "the full-text index was left to FTS5, because " + unsupported->reason;
  }
  build_by_fts5(database);
  return report;
}

}  // namespace

BuildReport build(SQLite::Database& database, Builder builder) {
  if (sqlite3_get_autocommit(database.getHandle()) == 0) return build_in_transaction(database, builder);
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  BuildReport report = build_in_transaction(database, builder);
  db::require_in_place(database);
  transaction.commit();
  return report;
}

void verify(SQLite::Database& database, std::string_view path) {
  try {
    database.exec("INSERT INTO papers_fts (papers_fts, rank) VALUES ('integrity-check', 1)");
  } catch (const SQLite::Exception& error) {
    // "database disk image is malformed" here only says that index and papers differ.
    if (error.getErrorCode() != SQLITE_CORRUPT) throw;
    throw base::Error(base::ExitCode::bad_data, "the full-text index is out of step with the papers",
                      db::hint_to_reindex(path));
  }
}

ReindexReport reindex(const std::filesystem::path& path, const base::LockWait& wait, Builder builder) {
  db::Writer writer(path, wait);
  SQLite::Database& database = writer.database();
  db::stop_at_signals(database);
  BuildReport report = build(database, builder);
  return {database.execAndGet("SELECT count(*) FROM papers_fts_docsize").getInt64(), std::move(report)};
}

}  // namespace litdex::index
