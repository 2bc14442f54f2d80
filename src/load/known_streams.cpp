// SPDX-License-Identifier: MIT
#include "load/known_streams.hpp"

#include <SQLiteCpp/Statement.h>

#include <string_view>

#include "db/statement.hpp"

namespace litdex::load {
namespace {

/// How many entries of the batch stand in the dump at the same places, cut as surely; and whether the dump has no more.
struct Match {
  std::size_t count = 0;
  bool is_exhausted = false;
};

bool is_same_record(SQLite::Statement& row, const LoadEntry& entry) {
  return row.getColumn(0).getInt64() == static_cast<std::int64_t>(entry.start) &&
         db::bytes_of(row.getColumn(1)) == entry.source.entry_hash.view() &&
         row.getColumn(2).getDouble() == entry.confidence && row.getColumn(3).getUInt() == entry.doubtful.bits();
}

Match match_records(SQLite::Database& database, std::int64_t dump_id, const Batch& batch) {
  SQLite::Statement rows(database,
                         "SELECT start, entry_hash, confidence, doubtful FROM records"
                         " WHERE dump_id = ? AND ordinal >= ? ORDER BY ordinal LIMIT ?");
  db::bind_all(rows, dump_id, batch.first_ordinal(), batch.entries.size() + 1);
  Match match;
  while (rows.executeStep()) {
    if (match.count == batch.entries.size() || !is_same_record(rows, batch.entries[match.count])) return match;
    ++match.count;
  }
  match.is_exhausted = true;
  return match;
}

/// How many rejects of the batch the dump has, from byte `begin` of the stream on; nothing where it has another one.
std::optional<std::size_t> match_rejects(SQLite::Database& database, std::int64_t dump_id, const Batch& batch,
                                         std::uint64_t begin) {
  SQLite::Statement rows(
      database, "SELECT start, hash FROM rejects WHERE dump_id = ? AND start >= ? AND start < ? ORDER BY start");
  db::bind_all(rows, dump_id, begin, batch.sums.bytes());
  std::size_t count = 0;
  while (rows.executeStep()) {
    if (count == batch.rejects.size()) return std::nullopt;
    const LoadReject& reject = batch.rejects[count++];
    const bool is_same = rows.getColumn(0).getInt64() == static_cast<std::int64_t>(reject.start) &&
                         db::bytes_of(rows.getColumn(1)) == reject.hash.view();
    if (!is_same) return std::nullopt;
  }
  return count;
}

constexpr auto k_sql_begins_with_record =
    "SELECT d.dump_id, d.complete FROM records AS r JOIN dumps AS d ON d.dump_id = r.dump_id"
    " WHERE r.entry_hash = ?1 AND r.ordinal = 1 AND d.format = ?2 AND d.reader_version = ?3"
    " ORDER BY d.complete DESC, d.dump_id";
/// Dumps whose first record comes after the byte ?1, if there is one.
constexpr auto k_sql_begins_without_record =
    "SELECT d.dump_id, d.complete FROM dumps AS d WHERE d.format = ?2 AND d.reader_version = ?3 AND NOT EXISTS"
    " (SELECT 1 FROM records AS r WHERE r.dump_id = d.dump_id AND r.ordinal = 1 AND r.start < ?1)"
    " ORDER BY d.complete DESC, d.dump_id";

}  // namespace

bool KnownStreams::covers(SQLite::Database& database, const Batch& batch) {
  if (!m_has_begun) find_candidates(database, batch);
  m_has_begun = true;
  if (batch.stream_sha256 && holds_stream(database, *batch.stream_sha256)) return true;

  std::vector<Candidate> still_same;
  std::optional<Departure> resumption;
  for (const Candidate& candidate : m_candidates) {
    const Match match = match_records(database, candidate.dump_id, batch);
    const std::optional<std::size_t> rejects = match_rejects(database, candidate.dump_id, batch, m_covered_bytes);
    if (!rejects) continue;
    if (match.count == batch.entries.size() && *rejects == batch.rejects.size()) still_same.push_back(candidate);
    if (!candidate.is_complete && match.is_exhausted && !resumption) {
      resumption = Departure{candidate.dump_id, match.count, {}, 0, 0};
    }
  }
  if (still_same.empty() || batch.stream_sha256) {
    depart(batch, resumption);
    return false;
  }
  m_candidates = std::move(still_same);
  m_covered_bytes = batch.sums.bytes();
  return true;
}

void KnownStreams::find_candidates(SQLite::Database& database, const Batch& batch) {
  SQLite::Statement rows(database, batch.entries.empty() ? k_sql_begins_without_record : k_sql_begins_with_record);
  if (batch.entries.empty()) {
    db::bind_all(rows, batch.sums.bytes(), m_head.format, m_head.reader_version);
  } else {
    db::bind_all(rows, batch.entries.front().source.entry_hash, m_head.format, m_head.reader_version);
  }
  while (rows.executeStep()) m_candidates.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt() != 0});
}

bool KnownStreams::holds_stream(SQLite::Database& database, const std::string& sha256) const {
  SQLite::Statement rows(database, "SELECT 1 FROM dumps WHERE sha256 = ? AND format = ? AND reader_version = ?");
  db::bind_all(rows, sha256, m_head.format, m_head.reader_version);
  return rows.executeStep();
}

void KnownStreams::depart(const Batch& batch, const std::optional<Departure>& resumption) {
  if (resumption) {
    m_departure = *resumption;
  } else if (!m_candidates.empty() && m_covered_bytes > 0) {
    m_departure.copied_dump = m_candidates.front().dump_id;
    m_departure.copied = batch.first_ordinal() - 1;
    m_departure.copied_end = m_covered_bytes;
  }
}

}  // namespace litdex::load
