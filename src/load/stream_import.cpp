// SPDX-License-Identifier: MIT
#include "load/stream_import.hpp"

#include <utility>
#include <vector>

#include "load/stored_dumps.hpp"

namespace litdex::load {

std::optional<Outcomes> StreamImport::take(Batch& batch, bool is_cut_off, DumpReport& report) {
  // What is cut off before its first record could not be known again, to be gone on with.
  if (is_cut_off && !m_dump_id && batch.sums[format::SpanKind::record].count == 0) return std::nullopt;
  if (report.already_known) report.already_known = !m_again && is_known(batch);
  Outcomes outcomes;
  if (report.already_known) {
    outcomes.duplicate_count = batch.entries.size();
    if (batch.stream_sha256) report.facts_added = m_run.note_known(*batch.stream_sha256, m_head.facts);
  } else {
    outcomes = write(batch);
  }
  if (!report.already_known) report.dump_id = m_dump_id;
  if (batch.stream_sha256) report.reread = replace_earlier_readings(*batch.stream_sha256);
  return outcomes;
}

bool StreamImport::is_known(const Batch& batch) {
  const bool is_first = !std::exchange(m_has_begun, true);
  if (is_first && !m_run.may_hold_stream(batch)) return false;
  return m_known.covers(m_run.database(), batch);
}

Outcomes StreamImport::write(Batch& batch) {
  Outcomes outcomes;
  if (!m_dump_id) {
    outcomes.duplicate_count = m_known.departure().skipped;
    // Entries that an earlier reader has read may say more to this one.
    const bool reread = m_again || m_run.has_earlier_readings(m_head.format, m_head.reader_version);
    m_known_entries = reread ? KnownEntries::reread : KnownEntries::keep;
  }
  outcomes += m_run.write(batch, m_head, m_known.departure(), m_known_entries, m_dump_id);
  return outcomes;
}

bool StreamImport::replace_earlier_readings(const std::string& sha256) {
  const WholeStream stream{sha256, m_head.format};
  SQLite::Database& database = m_run.database();
  if (has_unfinished_dumps(database, m_head.format)) m_run.require_index("records_by_dump");
  const auto reading = m_dump_id ? m_dump_id : latest_reading(database, stream, m_head.reader_version);
  if (!reading) return false;
  // A stream that was written has no other reading that counts, also none of this reader.
  const int version = m_dump_id ? m_head.reader_version + 1 : m_head.reader_version;
  const std::vector<StoredDump> earlier = earlier_readings(database, stream, version, *reading);
  if (!earlier.empty()) m_run.replace_readings(earlier, *reading);
  return !earlier.empty();
}

}  // namespace litdex::load
