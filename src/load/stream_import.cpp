// SPDX-License-Identifier: MIT
#include "load/stream_import.hpp"

#include <vector>

#include "load/stored_dumps.hpp"

namespace litdex::load {

std::optional<Outcomes> StreamImport::take(Batch& batch, bool is_cut_off, DumpReport& report) {
  // What is cut off before its first record could not be known again, to be gone on with.
  if (is_cut_off && !m_dump_id && batch.sums[format::SpanKind::record].count == 0) return std::nullopt;
  if (report.already_known) report.already_known = !m_again && m_known.covers(m_run.database(), batch);
  Outcomes outcomes;
  if (report.already_known) {
    outcomes.duplicate_count = batch.entries.size();
    if (batch.stream_sha256) report.facts_added = m_run.note_known(*batch.stream_sha256, m_head.facts);
  } else {
    outcomes = write(batch);
  }
  if (batch.stream_sha256) report.reread = replace_earlier_readings(*batch.stream_sha256);
  return outcomes;
}

Outcomes StreamImport::write(Batch& batch) {
  Outcomes outcomes;
  if (!m_dump_id) {
    outcomes.duplicate_count = m_known.departure().skipped;
    // Entries that an earlier reader has read may say more to this one.
    const bool reread = m_again || has_earlier_readings(m_run.database(), m_head.format, m_head.reader_version);
    m_known_entries = reread ? KnownEntries::reread : KnownEntries::keep;
  }
  outcomes += m_run.write(batch, m_head, m_known.departure(), m_known_entries, m_dump_id);
  return outcomes;
}

bool StreamImport::replace_earlier_readings(const std::string& sha256) {
  const int version = m_again ? m_head.reader_version + 1 : m_head.reader_version;
  const std::vector<StoredDump> earlier =
      earlier_readings(m_run.database(), {sha256, m_head.format}, version, m_dump_id.value_or(0));
  if (earlier.empty()) return false;
  m_run.forget(earlier);
  return true;
}

}  // namespace litdex::load
