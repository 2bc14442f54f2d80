// SPDX-License-Identifier: MIT
#include "load/import.hpp"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/database.hpp"
#include "load/batch_loader.hpp"
#include "load/known_streams.hpp"
#include "load/stream_reader.hpp"
#include "load/target.hpp"

namespace litdex::load {
namespace {

using format::SpanKind;

std::int64_t count_papers(SQLite::Database& database) {
  return database.execAndGet("SELECT count(*) FROM papers").getInt64();
}

/// One run of import: the database it writes and its row in `imports`. Writing begins with the first batch that the
/// database does not hold yet.
class Run {
 public:
  Run(const std::filesystem::path& path, const ImportOptions& options) : m_target(path), m_options(options) {}

  SQLite::Database& database() { return m_target.database(); }
  [[nodiscard]] bool is_new() const { return m_target.is_new(); }

  /// Writes a batch of a stream; `dump_id` is filled in with the stream's first batch.
  Outcomes write(Batch& batch, const DumpHead& head, const Departure& departure, std::optional<std::int64_t>& dump_id,
                 std::optional<std::uint64_t> stream_bytes) {
    if (!m_loader) {
      m_target.begin_writing(stream_bytes);
      m_loader.emplace(m_target.database(), m_target.indexing());
    }
    SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
    Provenance& provenance = m_loader->provenance();
    if (!m_import_id) m_import_id = provenance.begin_import(options_text());
    const std::size_t skipped = dump_id ? 0 : departure.skipped;
    if (!dump_id) dump_id = begin_dump(head, departure);
    const Outcomes outcomes = m_loader->load(batch, skipped, *dump_id);
    provenance.add_outcomes(*m_import_id, outcomes, batch.rejects.size());
    transaction.commit();
    return outcomes;
  }

  /// Makes papers what the table `corrections` says. Returns how many changed; nothing is written when none does.
  std::size_t apply_corrections() {
    if (database().execAndGet("SELECT EXISTS (SELECT 1 FROM corrections)").getInt() == 0) return 0;
    if (!m_loader) {
      if (!BatchLoader(database(), m_target.indexing()).has_corrections_to_apply()) return 0;
      m_target.begin_writing(0);
      m_loader.emplace(m_target.database(), m_target.indexing());
    }
    SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
    const std::size_t count = m_loader->apply_corrections();
    transaction.commit();
    return count;
  }

  void finish() {
    if (m_import_id) m_loader->provenance().finish_import(*m_import_id);
    m_loader.reset();
    m_target.finish();
  }

 private:
  std::int64_t begin_dump(const DumpHead& head, const Departure& departure) {
    if (departure.resumed_dump) return *departure.resumed_dump;
    Provenance& provenance = m_loader->provenance();
    const std::int64_t dump_id = provenance.begin_dump(*m_import_id, head);
    if (departure.copied_dump) {
      provenance.copy_records(*departure.copied_dump, dump_id, departure.copied, departure.copied_end);
    }
    return dump_id;
  }

  [[nodiscard]] std::string options_text() const {
    return m_options.format.empty() ? std::string() : "--format " + m_options.format;
  }

  Target m_target;
  const ImportOptions& m_options;
  std::optional<BatchLoader> m_loader;
  std::optional<std::int64_t> m_import_id;
};

void note(DumpReport& report, const Batch& batch, const Outcomes& outcomes) {
  report.new_count += outcomes.new_count;
  report.updated_count += outcomes.updated_count;
  report.unchanged_count += outcomes.unchanged_count;
  report.duplicate_count += outcomes.duplicate_count;
  report.bytes = batch.sums.bytes();
  report.record_count = batch.sums[SpanKind::record].count;
  report.reject_count = batch.sums[SpanKind::reject].count;
  report.record_bytes = batch.sums[SpanKind::record].bytes;
  report.reject_bytes = batch.sums[SpanKind::reject].bytes;
  report.frame_bytes = batch.sums[SpanKind::frame].bytes;
  report.blank_bytes = batch.sums[SpanKind::blank].bytes;
}

void note_doubt(DumpReport& report, const Batch& batch) {
  for (const LoadEntry& entry : batch.entries) {
    report.doubtful_count += entry.confidence < format::k_sure ? 1 : 0;
    report.doubtful_cut_count += entry.candidates.empty() ? 0 : 1;
  }
}

/// bytes → segment → decode → normalize → batch → [identity → derive → rows → index → provenance] → commit
DumpReport import_stream(Run& run, const std::string& input, const ImportOptions& options,
                         const ProgressCallback& progress) {
  StreamReader reader(input, options.format);
  // A name may hold any bytes; what the database keeps is text.
  const DumpHead head{base::printable(reader.source().name()), std::string(reader.format().name),
                      reader.format().reader_version};
  DumpReport report;
  report.name = head.name;
  report.format = head.format;
  report.already_known = true;
  KnownStreams known(head);
  std::optional<std::int64_t> dump_id;
  Batch batch;
  while (reader.next(batch, options.batch_records)) {
    note_doubt(report, batch);
    if (report.already_known) report.already_known = known.covers(run.database(), batch);
    Outcomes outcomes;
    if (report.already_known) {
      outcomes.duplicate_count = batch.entries.size();
    } else {
      if (!dump_id) outcomes.duplicate_count += known.departure().skipped;
      outcomes += run.write(batch, head, known.departure(), dump_id, reader.source().size_hint());
    }
    note(report, batch, outcomes);
    progress(report.name, report.bytes, reader.source().size_hint().value_or(0), report.record_count);
  }
  return report;
}

/// The scratch file may be emptied; nobody's dump is.
void refuse_scratch_as_input(const std::filesystem::path& database_path, const std::vector<std::string>& inputs) {
  const std::filesystem::path scratch = scratch_of(database_path);
  for (const std::string& input : inputs) {
    std::error_code ignored;
    if (!std::filesystem::equivalent(input, scratch, ignored)) continue;
    throw base::Error(base::ExitCode::usage,
                      fmt::format("{} has the name that the import into {} needs for its scratch file",
                                  base::printable(input), base::printable(database_path.string())),
                      "give the dump or the database another name");
  }
}

}  // namespace

ImportReport import_dumps(const std::filesystem::path& database_path, const ImportOptions& options,
                          const ProgressCallback& progress) {
  refuse_scratch_as_input(database_path, options.inputs);
  Run run(database_path, options);
  ImportReport report;
  report.created = run.is_new();
  report.papers_before = count_papers(run.database());
  for (const std::string& input : options.inputs) {
    report.dumps.push_back(import_stream(run, input, options, progress));
  }
  report.corrected_count = run.apply_corrections();
  report.papers_after = count_papers(run.database());
  run.finish();
  return report;
}

std::uint64_t apply_corrections(const std::filesystem::path& database_path) {
  db::open_database(database_path, db::Access::write);  // refuses what is no database, where an import would begin one
  const ImportOptions options;
  Run run(database_path, options);
  const std::uint64_t count = run.apply_corrections();
  run.finish();
  return count;
}

}  // namespace litdex::load
