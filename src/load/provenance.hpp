// Where records come from: imports, dumps, records and rejects.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>

#include "db/row_writer.hpp"
#include "load/batch.hpp"

namespace litdex::load {

/// What became of one record.
enum class Outcome : std::uint8_t { made, updated, unchanged, duplicate };

/// Where a record stands: its dump, and its place among the records there, from 1.
struct RecordPlace {
  std::int64_t dump_id = 0;
  std::uint64_t ordinal = 0;
};

/// What the importing person says of a dump. NULL where nothing was said.
struct DumpFacts {
  std::optional<std::string> source_url;
  std::optional<std::string> retrieved;
  std::optional<std::string> license;

  [[nodiscard]] bool is_empty() const { return !source_url && !retrieved && !license; }
};

/// What is known of a dump's stream before its end.
struct DumpHead {
  std::string name;
  std::string format;
  int reader_version = 0;
  std::optional<std::string> archive = std::nullopt;
  std::optional<std::string> compression = std::nullopt;
  DumpFacts facts = {};
};

/// Writes provenance. `tables`: of a new database. Both outlive the object.
class Provenance {
 public:
  explicit Provenance(SQLite::Database& database, db::AppendedTables* tables = nullptr);

  std::int64_t begin_import(const std::string& options);
  void finish_import(std::int64_t import_id);
  void add_outcomes(std::int64_t import_id, const Outcomes& outcomes, std::uint64_t rejects);

  std::int64_t begin_dump(std::int64_t import_id, const DumpHead& head);
  /// Gives an incomplete dump the name of the stream that goes on with it, and the facts that it lacks.
  void resume_dump(std::int64_t dump_id, const DumpHead& head);
  /// Sets the sums of a dump to those of `batch`, and its end if it is the last.
  void advance_dump(std::int64_t dump_id, const Batch& batch);
  /// Gives `to_dump` the first `count` records of `from_dump` as duplicates, and its rejects before byte `end`.
  void copy_records(std::int64_t from_dump, std::int64_t to_dump, std::uint64_t count, std::uint64_t end);

  /// Gives the dumps with these bytes the facts that nobody has stated of them yet.
  void add_facts(const std::string& sha256, const DumpFacts& facts);
  /// The same with those of a dump.
  void inherit_facts(std::int64_t from_dump, std::int64_t to_dump);
  /// Whether add_facts would change any.
  bool lacks_facts(const std::string& sha256, const DumpFacts& facts);

  void write_record(RecordPlace place, const LoadEntry& entry, std::int64_t paper_id, Outcome outcome);
  /// Makes the rows of an entry say which fields `source`, its bytes read again, gives.
  void update_copies(const SourceRecord& source);
  /// The row number of the record written last.
  [[nodiscard]] std::int64_t last_record_id() const { return m_last_record_id; }
  /// Writes rejects; those that are there already stay.
  void write_rejects(std::int64_t dump_id, const Batch& batch);

 private:
  SQLite::Database& m_database;
  SQLite::Statement m_begin_import, m_finish_import, m_add_outcomes, m_begin_dump, m_resume_dump, m_advance_dump,
      m_add_facts, m_lacks_facts;
  SQLite::Statement m_copy_records, m_copy_candidates, m_copy_rejects, m_update_copies, m_write_reject;
  db::RowWriter m_records, m_candidates;
  std::int64_t m_last_record_id = 0;
};

}  // namespace litdex::load
