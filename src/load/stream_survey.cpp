// SPDX-License-Identifier: MIT
#include "load/stream_survey.hpp"

#include <algorithm>
#include <utility>

#include "db/statement.hpp"

namespace litdex::load {

StreamSurvey::StreamSurvey(SQLite::Database* database, DumpHead head, bool again)
    : m_database(database), m_again(again), m_known(std::move(head)) {
  if (m_database != nullptr) m_find.emplace(*m_database, "SELECT 1 FROM records WHERE entry_hash = ? LIMIT 1");
}

std::optional<Outcomes> StreamSurvey::take(Batch& batch, bool is_cut_off, DumpReport& report) {
  if (is_cut_off && batch.sums[format::SpanKind::record].count == 0) return std::nullopt;
  report.already_known =
      report.already_known && !m_again && m_database != nullptr && m_known.covers(*m_database, batch);
  Outcomes outcomes;
  if (report.already_known) {
    outcomes.duplicate_count = batch.entries.size();
  } else {
    const auto held = std::ranges::count_if(batch.entries, [this](const LoadEntry& entry) { return holds(entry); });
    outcomes.duplicate_count = static_cast<std::uint64_t>(held);
    report.to_import_count += batch.entries.size() - outcomes.duplicate_count;
  }
  return outcomes;
}

bool StreamSurvey::holds(const LoadEntry& entry) {
  if (!m_find) return false;
  const db::StatementUse use(*m_find);
  db::bind_all(*m_find, entry.source.entry_hash);
  return m_find->executeStep();
}

}  // namespace litdex::load
