// One run that writes a database: what is open, what was written, and how it ends.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "index/index.hpp"
#include "load/batch_loader.hpp"
#include "load/known_streams.hpp"
#include "load/stored_dumps.hpp"
#include "load/target.hpp"

namespace litdex::load {

/// What the table `corrections` did.
struct CorrectionReport {
  /// Papers that it changed.
  std::uint64_t changed_papers = 0;
  std::vector<IdleCorrection> idle;
};

/// The database that a run writes, and its row in `imports`. Writing begins with the first thing that the database does
/// not hold yet. What each function writes is one transaction.
class Run {
 public:
  /// Opens the database or begins a new one, as Target does. `options`: those that decide what is read, for `imports`.
  Run(const std::filesystem::path& path, const base::LockWait& wait, Notice notice = nullptr, std::string options = {},
      index::Builder builder = index::Builder::own)
      : m_target(path, wait, std::move(notice), builder), m_options(std::move(options)) {}

  /// So many bytes are still to come, at least. The first write goes by it.
  void expect(std::uint64_t bytes) { m_incoming_bytes = bytes; }

  SQLite::Database& database() { return m_target.database(); }
  [[nodiscard]] bool is_new() const { return m_target.is_new(); }
  std::int64_t count_papers();

  /// Whether the database may hold the stream that begins so. If so, it can be sought there.
  bool may_hold_stream(const Batch& begin);

  /// Whether a reader of the format before `version` has read any dump.
  bool has_earlier_readings(const std::string& format, int version);

  /// Builds an index of the database by which is sought, where it is missing yet.
  void require_index(std::string_view name);

  /// Writes a batch of a stream; `dump_id` is filled in with the stream's first batch.
  Outcomes write(Batch& batch, const DumpHead& head, const Departure& departure, KnownEntries known,
                 std::optional<std::int64_t>& dump_id);

  /// Takes dumps out. Returns how many papers changed or went.
  std::size_t forget(std::span<const StoredDump> dumps) { return take_out(dumps, std::nullopt); }

  /// Takes out earlier readings of a stream; what was said of them is said of its reading `dump_id` from then on.
  void replace_readings(std::span<const StoredDump> earlier, std::int64_t dump_id) { take_out(earlier, dump_id); }

  /// Makes papers what the table `corrections` says. Nothing is written when none changes.
  CorrectionReport apply_corrections();

  /// Whether the dump with these bytes has something to be said of it; add_facts() says it.
  bool note_known(const std::string& sha256, const DumpFacts& facts);

  /// At the end, when what was to be written has decided how the database is written.
  void add_facts(const DumpFacts& facts);

  /// Does the work of the run. When a signal ends it, the error says in which state the database is.
  void guard(const std::function<void()>& work);

  void finish();

 private:
  void begin_writing(std::uint64_t incoming_bytes);
  std::int64_t begin_dump(const DumpHead& head, const Departure& departure);
  std::size_t take_out(std::span<const StoredDump> dumps, std::optional<std::int64_t> heir);
  void commit(SQLite::Transaction& transaction);
  [[nodiscard]] base::Error interruption() const;

  Target m_target;
  std::string m_options;
  std::uint64_t m_incoming_bytes = 0;
  std::optional<BatchLoader> m_loader;
  std::optional<std::int64_t> m_import_id;
  std::set<std::pair<std::string, int>> m_first_readers;  ///< formats whose readers before the version read nothing
  std::vector<std::string> m_lacking_facts;               ///< SHA-256 of dumps
  std::uint64_t m_record_count = 0;                       ///< those written that were new or said something new
  bool m_has_committed = false;
};

}  // namespace litdex::load
