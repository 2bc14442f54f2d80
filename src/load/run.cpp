// SPDX-License-Identifier: MIT
#include "load/run.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "db/failure.hpp"

namespace litdex::load {

Outcomes Run::write(Batch& batch, const DumpHead& head, const Departure& departure, KnownEntries known,
                    std::optional<std::int64_t>& dump_id) {
  begin_writing(m_incoming_bytes);
  SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
  Provenance& provenance = m_loader->provenance();
  if (!m_import_id) m_import_id = provenance.begin_import(m_options);
  const std::size_t skipped = dump_id ? 0 : departure.skipped;
  if (!dump_id) dump_id = begin_dump(head, departure);
  const Outcomes outcomes = m_loader->load(batch, skipped, *dump_id, known);
  provenance.add_outcomes(*m_import_id, outcomes, batch.rejects.size());
  commit(transaction);
  m_record_count += outcomes.new_count + outcomes.updated_count + outcomes.unchanged_count;
  return outcomes;
}

std::size_t Run::take_out(std::span<const StoredDump> dumps, std::optional<std::int64_t> heir) {
  std::uint64_t bytes = 0;
  for (const StoredDump& dump : dumps) bytes += dump.bytes;
  begin_writing(bytes);
  SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
  std::size_t changed = 0;
  for (const StoredDump& dump : dumps) {
    if (heir) m_loader->provenance().inherit_facts(dump.dump_id, *heir);
    changed += m_loader->forget(dump.dump_id);
  }
  commit(transaction);
  return changed;
}

bool Run::may_hold_stream(const Batch& begin) {
  if (!m_loader) return true;
  if (!begin.entries.empty() && !m_loader->store().may_hold(begin.entries.front().source.entry_hash)) return false;
  require_index("records_by_entry_hash");
  require_index("records_by_dump");
  return true;
}

bool Run::has_earlier_readings(const std::string& format, int version) {
  if (m_first_readers.contains({format, version})) return false;
  const bool has = load::has_earlier_readings(database(), format, version);
  // That would be asked for each of many dumps, and a run writes readings of its own version alone.
  if (!has) m_first_readers.emplace(format, version);
  return has;
}

std::int64_t Run::count_papers() {
  if (m_loader && m_target.first_load() != nullptr && !m_target.first_load()->tables().is_settled()) {
    return m_target.first_load()->tables().find("papers")->row_count();
  }
  return database().execAndGet("SELECT count(*) FROM papers").getInt64();
}

void Run::require_index(std::string_view name) {
  if (m_loader) m_loader->store().require_index(name);
}

CorrectionReport Run::apply_corrections() {
  if (database().execAndGet("SELECT EXISTS (SELECT 1 FROM corrections)").getInt() == 0) return {};
  if (!m_loader) {
    BatchLoader reader(database(), m_target.indexing());
    if (!reader.has_corrections_to_apply()) return {0, reader.idle_corrections()};
  }
  begin_writing(0);
  SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
  const std::size_t count = m_loader->apply_corrections();
  commit(transaction);
  return {count, m_loader->idle_corrections()};
}

bool Run::note_known(const std::string& sha256, const DumpFacts& facts) {
  if (facts.is_empty() || !Provenance(database()).lacks_facts(sha256, facts)) return false;
  m_lacking_facts.push_back(sha256);
  return true;
}

void Run::add_facts(const DumpFacts& facts) {
  if (m_lacking_facts.empty()) return;
  begin_writing(0);
  SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
  for (const std::string& sha256 : m_lacking_facts) m_loader->provenance().add_facts(sha256, facts);
  commit(transaction);
}

void Run::commit(SQLite::Transaction& transaction) {
  m_target.commit(transaction);
  m_has_committed = true;
}

void Run::guard(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    if (base::is_interruption(error)) throw interruption();
    throw;
  } catch (const SQLite::Exception& exception) {
    if (base::is_interruption(db::database_error(exception, {}))) throw interruption();
    throw;
  }
}

void Run::finish() {
  if (m_import_id) m_loader->provenance().finish_import(*m_import_id);
  const bool has_changed_text = m_loader && m_loader->has_changed_text();
  m_loader.reset();
  m_target.finish(has_changed_text);
}

void Run::begin_writing(std::uint64_t incoming_bytes) {
  if (m_loader) return;
  m_target.begin_writing(incoming_bytes);
  m_loader.emplace(m_target.database(), m_target.indexing(), m_target.early_rows(), m_target.first_load());
}

std::int64_t Run::begin_dump(const DumpHead& head, const Departure& departure) {
  Provenance& provenance = m_loader->provenance();
  if (departure.resumed_dump) {
    provenance.resume_dump(*departure.resumed_dump, head);
    return *departure.resumed_dump;
  }
  const std::int64_t dump_id = provenance.begin_dump(*m_import_id, head);
  if (departure.copied_dump) {
    provenance.copy_records(*departure.copied_dump, dump_id, departure.copied, departure.copied_end);
  }
  return dump_id;
}

base::Error Run::interruption() const {
  std::string state = "the database is as it was";
  if (is_new()) {
    state = "no database was made, since a new one is made whole or not at all";
  } else if (m_target.indexing() == Indexing::each_batch && m_record_count > 0) {
    state =
        fmt::format("the records imported so far stay in the database, {} in all", base::with_commas(m_record_count));
  } else if (m_target.indexing() == Indexing::each_batch && m_has_committed) {
    state = "what was done so far stays in the database";
  }
  return base::interruption(base::noted_signal(), state + "; run the same command again to finish");
}

}  // namespace litdex::load
