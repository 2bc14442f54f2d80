// The database that an import writes: in place, or in a scratch file that takes its name at the end.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <optional>

#include "base/file.hpp"
#include "load/batch_loader.hpp"

namespace litdex::load {

/// The scratch file that an import into the database at `database_path` may write, and then removes.
std::filesystem::path scratch_of(const std::filesystem::path& database_path);

/// Opens the database for an import and closes it in good order.
///
/// Without a database, or with much to add, everything goes to a scratch file, unsynced and indexed once at the end:
/// all or nothing. Otherwise batches go in place, each durable when it is committed.
class Target {
 public:
  /// Opens the database at `path` or begins a new one. Throws Error as db::open_database does, and Error(busy) while
  /// another import writes it.
  explicit Target(std::filesystem::path path);
  ~Target();
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  [[nodiscard]] bool is_new() const { return m_is_new; }

  /// To be called before the first write, with the bytes to come if they are known. Other references to database()
  /// end here.
  void begin_writing(std::optional<std::uint64_t> incoming_bytes);

  SQLite::Database& database() { return *m_database; }
  [[nodiscard]] Indexing indexing() const { return m_scratch ? Indexing::at_end : Indexing::each_batch; }

  /// Builds what is left to build and puts the database in its place, in rollback-journal mode, as one file.
  void finish();

 private:
  void copy_to_scratch();
  void finish_in_place();

  std::filesystem::path m_path;
  bool m_is_new;
  // The lock is declared before the connection, so that it goes after it.
  std::optional<base::FileLock> m_lock;
  std::optional<base::ScratchFile> m_scratch;
  std::optional<SQLite::Database> m_database;
};

}  // namespace litdex::load
