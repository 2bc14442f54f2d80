// The database that an import writes: in place, or in a scratch file that takes its name at the end.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/file.hpp"
#include "db/first_load.hpp"
#include "db/writer.hpp"
#include "index/index.hpp"
#include "load/batch_loader.hpp"

namespace litdex::load {

/// Told what a person should know and what ends no run.
using Notice = std::function<void(const std::string& message)>;

/// The scratch file that an import into the database at `database_path` may write, and then removes.
std::filesystem::path scratch_of(const std::filesystem::path& database_path);

/// Opens the database for an import and closes it in good order.
///
/// Without a database, or with much to add, everything goes to a scratch file, unsynced and indexed once at the end:
/// all or nothing. Otherwise batches go in place, each durable when it is committed.
class Target {
 public:
  /// Opens the database at `path` or begins a new one. Throws Error as db::open_database does, and Error(busy) while
  /// another litdex writes it, and goes on writing it for longer than `wait`.
  explicit Target(std::filesystem::path path, const base::LockWait& wait = {}, Notice notice = nullptr,
                  index::Builder builder = index::Builder::own);
  ~Target();
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  [[nodiscard]] bool is_new() const { return m_is_new; }

  /// To be called before the first write, with the bytes that are to come at least. Other references to database()
  /// end here.
  void begin_writing(std::uint64_t incoming_bytes);

  SQLite::Database& database() { return m_database ? *m_database : m_writer->database(); }
  /// Who is to be given the papers of a new database as they are written; nullptr where nobody is.
  [[nodiscard]] index::EarlyRows* early_rows() const { return m_early_rows.get(); }
  /// What of a new database is not there yet; nullptr where all is.
  [[nodiscard]] db::FirstLoad* first_load() { return m_first_load ? &*m_first_load : nullptr; }
  [[nodiscard]] Indexing indexing() const { return m_scratch ? Indexing::at_end : Indexing::each_batch; }

  /// Ends a batch; it is then on disk, unless all or nothing will be. Throws as db::require_in_place does.
  void commit(SQLite::Transaction& batch);

  /// Builds what is left to build and puts the database in its place, in rollback-journal mode, as one file. A copy
  /// keeps the index of the original unless `has_changed_text`. Throws Error(cannot_create) when a new database finds
  /// that its name has been taken.
  void finish(bool has_changed_text);

 private:
  void begin_new(const base::LockWait& wait);
  bool copy_to_scratch();
  void note_pinned_log();
  void build_index(index::EarlyIndex early);
  void publish(bool has_changed_text);

  std::filesystem::path m_path;
  Notice m_notice;
  index::Builder m_builder;
  bool m_has_noted_log = false;
  bool m_has_written = false;  ///< in place
  // In place, or what the scratch file will replace: the lock, and while there is a scratch file, a transaction that
  // keeps all others from writing what would be lost.
  std::optional<db::Writer> m_writer;
  std::optional<SQLite::Transaction> m_standstill;
  std::optional<base::ScratchFile> m_scratch;
  std::optional<SQLite::Database> m_database;  ///< the scratch file
  std::unique_ptr<index::EarlyRows> m_early_rows;
  std::optional<db::FirstLoad> m_first_load;
  bool m_is_new = false;
};

}  // namespace litdex::load
