// SPDX-License-Identifier: MIT
#include "load/known_streams.hpp"

#include <SQLiteCpp/Statement.h>

#include <string_view>

#include "db/statement.hpp"

namespace litdex::load {
namespace {

std::string_view blob_column(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

/// How many entries of the batch stand in the dump at the same places, and whether the dump has no more of them.
struct Match {
  std::size_t count = 0;
  bool is_exhausted = false;
};

Match match_records(SQLite::Database& database, std::int64_t dump_id, const Batch& batch) {
  SQLite::Statement rows(
      database, "SELECT start, entry_hash FROM records WHERE dump_id = ? AND ordinal >= ? ORDER BY ordinal LIMIT ?");
  db::bind_all(rows, dump_id, batch.first_ordinal(), batch.entries.size());
  Match match;
  while (rows.executeStep()) {
    const LoadEntry& entry = batch.entries[match.count];
    const bool is_same = rows.getColumn(0).getInt64() == static_cast<std::int64_t>(entry.start) &&
                         blob_column(rows.getColumn(1)) == entry.source.entry_hash.view();
    if (!is_same) return match;
    ++match.count;
  }
  match.is_exhausted = match.count < batch.entries.size() || batch.stream_sha256.has_value();
  return match;
}

/// Whether the dump has exactly the rejects of the batch between two bytes of the stream.
bool has_same_rejects(SQLite::Database& database, std::int64_t dump_id, const Batch& batch, std::uint64_t begin) {
  SQLite::Statement rows(
      database, "SELECT start, hash FROM rejects WHERE dump_id = ? AND start >= ? AND start < ? ORDER BY start");
  db::bind_all(rows, dump_id, begin, batch.sums.bytes());
  std::size_t count = 0;
  while (rows.executeStep()) {
    if (count == batch.rejects.size()) return false;
    const LoadReject& reject = batch.rejects[count++];
    const bool is_same = rows.getColumn(0).getInt64() == static_cast<std::int64_t>(reject.start) &&
                         blob_column(rows.getColumn(1)) == reject.hash.view();
    if (!is_same) return false;
  }
  return count == batch.rejects.size();
}

}  // namespace

bool KnownStreams::covers(SQLite::Database& database, const Batch& batch) {
  if (!m_has_begun) find_candidates(database, batch);
  m_has_begun = true;
  if (batch.stream_sha256 && holds_stream(database, *batch.stream_sha256)) return true;

  std::vector<Candidate> still_same;
  std::vector<std::size_t> matched;
  std::vector<bool> is_exhausted;
  for (const Candidate& candidate : m_candidates) {
    const Match match = match_records(database, candidate.dump_id, batch);
    matched.push_back(match.count);
    is_exhausted.push_back(match.is_exhausted);
    if (match.count == batch.entries.size() && has_same_rejects(database, candidate.dump_id, batch, m_covered_bytes)) {
      still_same.push_back(candidate);
    }
  }
  if (still_same.empty() || batch.stream_sha256) {
    depart(batch, matched, is_exhausted);
    return false;
  }
  m_candidates = std::move(still_same);
  m_covered_bytes = batch.sums.bytes();
  return true;
}

void KnownStreams::find_candidates(SQLite::Database& database, const Batch& batch) {
  if (batch.entries.empty()) return;
  SQLite::Statement rows(database,
                         "SELECT d.dump_id, d.complete FROM records AS r JOIN dumps AS d ON d.dump_id = r.dump_id"
                         " WHERE r.entry_hash = ? AND r.ordinal = 1 AND d.format = ? AND d.reader_version = ?"
                         " ORDER BY d.complete DESC, d.dump_id");
  db::bind_all(rows, batch.entries.front().source.entry_hash, m_head.format, m_head.reader_version);
  while (rows.executeStep()) m_candidates.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt() != 0});
}

bool KnownStreams::holds_stream(SQLite::Database& database, const std::string& sha256) const {
  SQLite::Statement rows(database, "SELECT 1 FROM dumps WHERE sha256 = ? AND format = ? AND reader_version = ?");
  db::bind_all(rows, sha256, m_head.format, m_head.reader_version);
  return rows.executeStep();
}

void KnownStreams::depart(const Batch& batch, const std::vector<std::size_t>& matched,
                          const std::vector<bool>& is_exhausted) {
  for (std::size_t i = 0; i < m_candidates.size(); ++i) {
    if (m_candidates[i].is_complete || !is_exhausted[i]) continue;
    m_departure.resumed_dump = m_candidates[i].dump_id;
    m_departure.skipped = matched[i];
    return;
  }
  if (m_candidates.empty() || batch.first_ordinal() == 1) return;
  m_departure.copied_dump = m_candidates.front().dump_id;
  m_departure.copied = batch.first_ordinal() - 1;
  m_departure.copied_end = m_covered_bytes;
}

}  // namespace litdex::load
