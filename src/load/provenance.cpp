// SPDX-License-Identifier: MIT
#include "load/provenance.hpp"

#include <array>

#include "base/version.hpp"
#include "db/about.hpp"
#include "db/database.hpp"
#include "db/statement.hpp"

namespace litdex::load {
namespace {

using db::run;
using format::SpanKind;

constexpr auto k_sql_begin_import = "INSERT INTO imports (started, tool_version, options) VALUES (?, ?, ?)";
constexpr auto k_sql_add_outcomes =
    "UPDATE imports SET new_count = new_count + ?, updated_count = updated_count + ?,"
    " unchanged_count = unchanged_count + ?, duplicate_count = duplicate_count + ?, joined_count = joined_count + ?,"
    " reject_count = reject_count + ?"
    " WHERE import_id = ?";
constexpr auto k_sql_begin_dump =
    "INSERT INTO dumps (import_id, name, format, reader_version, archive, compression, source_url, retrieved, license,"
    " size, record_count, record_bytes, reject_count, reject_bytes, frame_count, frame_bytes, blank_count, blank_bytes,"
    " complete) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)";
constexpr auto k_sql_resume_dump =
    "UPDATE dumps SET name = ?, archive = ?, compression = ?, source_url = coalesce(source_url, ?),"
    " retrieved = coalesce(retrieved, ?), license = coalesce(license, ?) WHERE dump_id = ?";
constexpr auto k_sql_advance_dump =
    "UPDATE dumps SET record_count = ?, record_bytes = ?, reject_count = ?, reject_bytes = ?, frame_count = ?,"
    " frame_bytes = ?, blank_count = ?, blank_bytes = ?, size = ?, sha256 = ?, complete = ? WHERE dump_id = ?";
constexpr auto k_sql_add_facts =
    "UPDATE dumps SET source_url = coalesce(source_url, ?1), retrieved = coalesce(retrieved, ?2),"
    " license = coalesce(license, ?3) WHERE sha256 = ?4";
constexpr auto k_sql_inherit_facts =
    "UPDATE dumps SET source_url = coalesce(source_url, (SELECT d.source_url FROM dumps AS d WHERE d.dump_id = ?1)),"
    " retrieved = coalesce(retrieved, (SELECT d.retrieved FROM dumps AS d WHERE d.dump_id = ?1)),"
    " license = coalesce(license, (SELECT d.license FROM dumps AS d WHERE d.dump_id = ?1)) WHERE dump_id = ?2";
constexpr auto k_sql_lacks_facts =
    "SELECT 1 FROM dumps WHERE sha256 = ?4 AND (coalesce(source_url, ?1) IS NOT source_url"
    " OR coalesce(retrieved, ?2) IS NOT retrieved OR coalesce(license, ?3) IS NOT license)";
constexpr auto k_sql_copy_records =
    "INSERT INTO records (dump_id, ordinal, start, length, paper_id, entry_hash, record_date, fields, doubtful,"
    " confidence, bytes, outcome)"
    " SELECT ?, ordinal, start, length, paper_id, entry_hash, record_date, fields, doubtful, confidence, bytes,"
    " 'duplicate' FROM records WHERE dump_id = ? AND ordinal <= ? ORDER BY ordinal";
constexpr auto k_sql_copy_candidates =
    "INSERT INTO cut_candidates (record_id, offset, probability, before, after)"
    " SELECT copy.record_id, c.offset, c.probability, c.before, c.after FROM records AS r"
    " JOIN cut_candidates AS c ON c.record_id = r.record_id"
    " JOIN records AS copy ON copy.dump_id = ? AND copy.ordinal = r.ordinal WHERE r.dump_id = ? AND r.ordinal <= ?";
constexpr auto k_sql_copy_rejects =
    "INSERT INTO rejects (dump_id, start, length, line, hash, code, message, excerpt, bytes)"
    " SELECT ?, start, length, line, hash, code, message, excerpt, bytes FROM rejects WHERE dump_id = ? AND start < ?";
constexpr auto k_sql_update_copies =
    "UPDATE records SET fields = ?1, doubtful = doubtful & ?1, record_date = ?2 WHERE entry_hash = ?3";
constexpr auto k_sql_write_reject =
    "INSERT OR IGNORE INTO rejects (dump_id, start, length, line, hash, code, message, excerpt, bytes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr std::array<std::string_view, 12> k_record_columns = {"dump_id",  "ordinal",    "start",       "length",
                                                               "paper_id", "entry_hash", "record_date", "fields",
                                                               "doubtful", "confidence", "bytes",       "outcome"};
constexpr std::array<std::string_view, 5> k_candidate_columns = {"record_id", "offset", "probability", "before",
                                                                 "after"};

std::optional<db::Blob> blob_of(const std::optional<std::string>& bytes) {
  return bytes ? std::optional(db::Blob{*bytes}) : std::nullopt;
}

constexpr std::array<db::TerminatedText, 4> k_outcome_names = {{{"new"}, {"updated"}, {"unchanged"}, {"duplicate"}}};

}  // namespace

Provenance::Provenance(SQLite::Database& database, db::AppendedTables* tables)
    : m_database(database),
      m_begin_import(database, k_sql_begin_import),
      m_finish_import(database, "UPDATE imports SET finished = ? WHERE import_id = ?"),
      m_add_outcomes(database, k_sql_add_outcomes),
      m_begin_dump(database, k_sql_begin_dump),
      m_resume_dump(database, k_sql_resume_dump),
      m_advance_dump(database, k_sql_advance_dump),
      m_add_facts(database, k_sql_add_facts),
      m_lacks_facts(database, k_sql_lacks_facts),
      m_copy_records(database, k_sql_copy_records),
      m_copy_candidates(database, k_sql_copy_candidates),
      m_copy_rejects(database, k_sql_copy_rejects),
      m_update_copies(database, k_sql_update_copies),
      m_write_reject(database, k_sql_write_reject),
      m_records(database, tables, "records", k_record_columns),
      m_candidates(database, tables, "cut_candidates", k_candidate_columns) {}

std::int64_t Provenance::begin_import(const std::string& options) {
  const std::string* options_or_null = options.empty() ? nullptr : &options;
  db::delete_fact(m_database, db::k_content_hash_key);
  const std::string started = db::utc_now();
  run(m_begin_import, started, base::version(), options_or_null);
  return m_database.getLastInsertRowid();
}

void Provenance::finish_import(std::int64_t import_id) {
  const std::string finished = db::utc_now();
  run(m_finish_import, finished, import_id);
}

void Provenance::add_outcomes(std::int64_t import_id, const Outcomes& outcomes, std::uint64_t rejects) {
  run(m_add_outcomes, outcomes.new_count, outcomes.updated_count, outcomes.unchanged_count, outcomes.duplicate_count,
      outcomes.joined_count, rejects, import_id);
}

std::int64_t Provenance::begin_dump(std::int64_t import_id, const DumpHead& head) {
  run(m_begin_dump, import_id, head.name, head.format, head.reader_version, head.archive, head.compression,
      head.facts.source_url, head.facts.retrieved, head.facts.license);
  return m_database.getLastInsertRowid();
}

void Provenance::resume_dump(std::int64_t dump_id, const DumpHead& head) {
  run(m_resume_dump, head.name, head.archive, head.compression, head.facts.source_url, head.facts.retrieved,
      head.facts.license, dump_id);
}

void Provenance::advance_dump(std::int64_t dump_id, const Batch& batch) {
  const SpanSums& sums = batch.sums;
  run(m_advance_dump, sums[SpanKind::record].count, sums[SpanKind::record].bytes, sums[SpanKind::reject].count,
      sums[SpanKind::reject].bytes, sums[SpanKind::frame].count, sums[SpanKind::frame].bytes,
      sums[SpanKind::blank].count, sums[SpanKind::blank].bytes, sums.bytes(), batch.stream_sha256,
      batch.stream_sha256.has_value(), dump_id);
}

void Provenance::copy_records(std::int64_t from_dump, std::int64_t to_dump, std::uint64_t count, std::uint64_t end) {
  run(m_copy_records, to_dump, from_dump, count);
  run(m_copy_candidates, to_dump, from_dump, count);
  run(m_copy_rejects, to_dump, from_dump, end);
}

void Provenance::add_facts(const std::string& sha256, const DumpFacts& facts) {
  run(m_add_facts, facts.source_url, facts.retrieved, facts.license, sha256);
}

void Provenance::inherit_facts(std::int64_t from_dump, std::int64_t to_dump) {
  SQLite::Statement inherit(m_database, k_sql_inherit_facts);
  run(inherit, from_dump, to_dump);
}

bool Provenance::lacks_facts(const std::string& sha256, const DumpFacts& facts) {
  const db::StatementUse use(m_lacks_facts);
  db::bind_all(m_lacks_facts, facts.source_url, facts.retrieved, facts.license, sha256);
  return m_lacks_facts.executeStep();
}

void Provenance::write_record(RecordPlace place, const LoadEntry& entry, std::int64_t paper_id, Outcome outcome) {
  const SourceRecord& source = entry.source;
  m_last_record_id =
      m_records.write(place.dump_id, place.ordinal, entry.start, entry.length, paper_id, source.entry_hash,
                      source.record.date(), source.record.given().bits(), entry.doubtful.bits(), entry.confidence,
                      blob_of(entry.bytes), k_outcome_names[static_cast<std::size_t>(outcome)]);
  if (entry.confidence >= format::k_sure) return;
  for (const format::CutCandidate& candidate : entry.candidates) {
    m_candidates.write(m_last_record_id, candidate.offset, candidate.probability, candidate.before, candidate.after);
  }
}

void Provenance::update_copies(const SourceRecord& source) {
  run(m_update_copies, source.record.given().bits(), source.record.date(), source.entry_hash);
}

void Provenance::write_rejects(std::int64_t dump_id, const Batch& batch) {
  for (const LoadReject& reject : batch.rejects) {
    run(m_write_reject, dump_id, reject.start, reject.length, reject.line, reject.hash, reject.code, reject.message,
        reject.excerpt, blob_of(reject.bytes));
  }
}

}  // namespace litdex::load
