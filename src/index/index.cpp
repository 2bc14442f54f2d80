// SPDX-License-Identifier: MIT
#include "index/index.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include "base/error.hpp"
#include "db/connection.hpp"
#include "db/hints.hpp"
#include "db/writer.hpp"

namespace litdex::index {
namespace {

// FTS5 writes out a segment whenever its hash of postings is full. The default of 1 MiB gives many small segments that
// are then merged again and again; 64 MiB measured fastest (docs/performance.md). The value persists in the file, and
// memory is the reader's too, so it is put back.
constexpr auto k_sql_large_hash = "INSERT INTO papers_fts (papers_fts, rank) VALUES ('hashsize', 67108864)";
constexpr auto k_sql_default_hash = "INSERT INTO papers_fts (papers_fts, rank) VALUES ('hashsize', 1048576)";

void rebuild(SQLite::Database& database) {
  database.exec(k_sql_large_hash);
  database.exec("INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')");
  database.exec("INSERT INTO papers_fts (papers_fts) VALUES ('optimize')");
  database.exec(k_sql_default_hash);
}

}  // namespace

void build(SQLite::Database& database) {
  if (sqlite3_get_autocommit(database.getHandle()) == 0) return rebuild(database);
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  rebuild(database);
  db::require_in_place(database);
  transaction.commit();
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

std::int64_t reindex(const std::filesystem::path& path, const base::LockWait& wait) {
  db::Writer writer(path, wait);
  SQLite::Database& database = writer.database();
  db::stop_at_signals(database);
  build(database);
  return database.execAndGet("SELECT count(*) FROM papers_fts_docsize").getInt64();
}

}  // namespace litdex::index
