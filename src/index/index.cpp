// SPDX-License-Identifier: MIT
#include "index/index.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/hints.hpp"
#include "db/writer.hpp"
#include "index/shadow_tables.hpp"
#include "index/write_index.hpp"

namespace litdex::index {
namespace {

constexpr auto k_table = "papers_fts";

// FTS5 writes out a segment whenever its hash of postings is full. The default of 1 MiB gives many small segments that
// are then merged again and again; 64 MiB measured fastest (docs/performance.md). The value persists in the file, and
// memory is the reader's too, so it is put back.
constexpr auto k_sql_large_hash = "INSERT INTO papers_fts (papers_fts, rank) VALUES ('hashsize', 67108864)";
constexpr auto k_sql_default_hash = "INSERT INTO papers_fts (papers_fts, rank) VALUES ('hashsize', 1048576)";

void build_by_fts5(SQLite::Database& database) {
  reset_index(database, k_table);
  with_large_hash(database, [&database] {
    database.exec("INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')");
    database.exec("INSERT INTO papers_fts (papers_fts) VALUES ('optimize')");
  });
}

/// An index that was made. FTS5 need not look for samples in what it made itself.
struct Made {
  BuildReport report;
  SampleTerms samples;
};

BuildReport left_to_fts5(std::string_view reason) {
  return {fmt::format("the full-text index was left to FTS5, because {}", reason)};
}

Made make_in_transaction(SQLite::Database& database, Builder builder, Storage storage, EarlyIndex early) {
  Made made;
  if (builder == Builder::own) {
    auto written = write_index(database, k_table, default_limits(storage), std::move(early));
    if (auto* const samples = std::get_if<SampleTerms>(&written)) return {{}, std::move(*samples)};
    made.report = left_to_fts5(std::get<Unsupported>(written).reason);
  }
  build_by_fts5(database);
  return made;
}

/// Runs in the transaction that is open, or in one of its own.
Made make(SQLite::Database& database, Builder builder, Storage storage = Storage::rows, EarlyIndex early = {}) {
  if (sqlite3_get_autocommit(database.getHandle()) == 0) {
    return make_in_transaction(database, builder, storage, std::move(early));
  }
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  Made made = make_in_transaction(database, builder, storage, std::move(early));
  db::require_in_place(database);
  transaction.commit();
  return made;
}

/// Pages of an index that was there before are taken again by rows that are inserted, and by nothing else.
Storage storage_in_scratch(SQLite::Database& database) {
  const bool is_empty = database.execAndGet("SELECT NOT EXISTS (SELECT 1 FROM papers_fts_docsize)").getInt() != 0;
  return is_empty ? Storage::pages : Storage::rows;
}

/// Whether a new connection, in which FTS5 remembers nothing of how the index came about, reads what was written.
bool is_read_anew(const std::filesystem::path& path, const SampleTerms& samples) {
  if (samples.empty()) return true;
  SQLite::Database database = db::open_database(path, db::Access::read);
  return finds_samples(database, k_table, samples);
}

/// In place of what a new connection does not read.
BuildReport make_instead(SQLite::Database& database) {
  make(database, Builder::stock);
  return left_to_fts5(k_misread);
}

}  // namespace

void with_large_hash(SQLite::Database& database, const std::function<void()>& change) {
  database.exec(k_sql_large_hash);
  change();
  database.exec(k_sql_default_hash);
}

BuildReport build(SQLite::Database& database, Builder builder) { return make(database, builder).report; }

BuildReport build_scratch(const std::filesystem::path& path, Builder builder, EarlyIndex early) {
  Made made;
  {
    SQLite::Database database = db::open_database(path, db::Access::scratch);
    made = make(database, builder, storage_in_scratch(database), std::move(early));
  }
  if (is_read_anew(path, made.samples)) return std::move(made.report);
  SQLite::Database database = db::open_database(path, db::Access::scratch);
  return make_instead(database);
}

std::unique_ptr<EarlyRows> begin_early(SQLite::Database& database, Builder builder) {
  return builder == Builder::own ? EarlyRows::begin(database, k_table) : nullptr;
}

void verify(SQLite::Database& database, std::string_view path) {
  try {
    database.exec("INSERT INTO papers_fts (papers_fts, rank) VALUES ('integrity-check', 1)");
  } catch (const SQLite::Exception& error) {
    // "database disk image is malformed" here only says that index and papers differ.
    if (error.getErrorCode() == SQLITE_CORRUPT) {
      throw base::Error(base::ExitCode::bad_data, "the full-text index is out of step with the papers",
                        db::hint_to_reindex(path));
    }
    // There is no code for this one.
    if (!std::string_view(error.what()).starts_with("invalid fts5 file format")) throw;
    throw base::Error(base::ExitCode::bad_data, fmt::format("the full-text index cannot be read: {}", error.what()),
                      db::hint_to_reindex(path));
  }
}

ReindexReport reindex(const std::filesystem::path& path, const base::LockWait& wait, Builder builder) {
  db::Writer writer(path, wait);
  SQLite::Database& database = writer.database();
  db::stop_at_signals(database);
  Made made = make(database, builder);
  if (!is_read_anew(path, made.samples)) made.report = make_instead(database);
  return {database.execAndGet("SELECT count(*) FROM papers_fts_docsize").getInt64(), std::move(made.report)};
}

}  // namespace litdex::index
