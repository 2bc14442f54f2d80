// SPDX-License-Identifier: MIT
#include "load/import.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "db/database.hpp"
#include "db/failure.hpp"
#include "db/header.hpp"
#include "load/batch_loader.hpp"
#include "load/known_streams.hpp"
#include "load/stream_reader.hpp"
#include "load/target.hpp"
#include "source/input.hpp"

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
  Run(const std::filesystem::path& path, const ImportOptions& options)
      : m_target(path, options.wait, options.notice), m_options(options) {}

  /// So many bytes are still to come, at least. The first write goes by it.
  void expect(std::uint64_t bytes) { m_incoming_bytes = bytes; }

  SQLite::Database& database() { return m_target.database(); }
  [[nodiscard]] bool is_new() const { return m_target.is_new(); }

  /// Writes a batch of a stream; `dump_id` is filled in with the stream's first batch.
  Outcomes write(Batch& batch, const DumpHead& head, const Departure& departure, std::optional<std::int64_t>& dump_id) {
    begin_writing(m_incoming_bytes);
    SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
    Provenance& provenance = m_loader->provenance();
    if (!m_import_id) m_import_id = provenance.begin_import(options_text());
    const std::size_t skipped = dump_id ? 0 : departure.skipped;
    if (!dump_id) dump_id = begin_dump(head, departure);
    const Outcomes outcomes = m_loader->load(batch, skipped, *dump_id);
    provenance.add_outcomes(*m_import_id, outcomes, batch.rejects.size());
    m_target.commit(transaction);
    m_record_count += outcomes.new_count + outcomes.updated_count + outcomes.unchanged_count;
    return outcomes;
  }

  /// Makes papers what the table `corrections` says. Nothing is written when none changes.
  CorrectionReport apply_corrections() {
    if (database().execAndGet("SELECT EXISTS (SELECT 1 FROM corrections)").getInt() == 0) return {};
    if (!m_loader) {
      BatchLoader reader(database(), m_target.indexing());
      if (!reader.has_corrections_to_apply()) return {0, reader.idle_corrections()};
    }
    begin_writing(0);
    SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
    const std::size_t count = m_loader->apply_corrections();
    m_target.commit(transaction);
    return {count, m_loader->idle_corrections()};
  }

  /// Whether the dump with these bytes has something to be said of it; add_facts() says it.
  bool note_known(const std::string& sha256) {
    if (m_options.facts.is_empty() || !Provenance(database()).lacks_facts(sha256, m_options.facts)) return false;
    m_lacking_facts.push_back(sha256);
    return true;
  }

  /// At the end, when what was to be written has decided how the database is written.
  void add_facts() {
    if (m_lacking_facts.empty()) return;
    begin_writing(0);
    SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
    for (const std::string& sha256 : m_lacking_facts) m_loader->provenance().add_facts(sha256, m_options.facts);
    m_target.commit(transaction);
  }

  /// What ends this run after a signal.
  [[nodiscard]] base::Error interruption() const {
    std::string state = "the database is as it was";
    if (is_new()) {
      state = "no database was made, since a new one is made whole or not at all";
    } else if (m_target.indexing() == Indexing::each_batch && m_record_count > 0) {
      state =
          fmt::format("the records imported so far stay in the database, {} in all", base::with_commas(m_record_count));
    }
    return base::interruption(base::noted_signal(), state + "; run the same command again to finish");
  }

  void finish() {
    if (m_import_id) m_loader->provenance().finish_import(*m_import_id);
    m_loader.reset();
    m_target.finish();
  }

 private:
  void begin_writing(std::uint64_t incoming_bytes) {
    if (m_loader) return;
    m_target.begin_writing(incoming_bytes);
    m_loader.emplace(m_target.database(), m_target.indexing());
  }

  std::int64_t begin_dump(const DumpHead& head, const Departure& departure) {
    if (departure.resumed_dump) return *departure.resumed_dump;
    Provenance& provenance = m_loader->provenance();
    const std::int64_t dump_id = provenance.begin_dump(*m_import_id, head);
    if (departure.copied_dump) {
      provenance.copy_records(*departure.copied_dump, dump_id, departure.copied, departure.copied_end);
    }
    return dump_id;
  }

  /// The options that decide what is read.
  [[nodiscard]] std::string options_text() const {
    std::string text = m_options.format.empty() ? "" : "--format " + m_options.format;
    if (m_options.max_records == UINT64_MAX) return text;
    return text + fmt::format("{}--limit {}", text.empty() ? "" : " ", m_options.max_records);
  }

  Target m_target;
  const ImportOptions& m_options;
  std::uint64_t m_incoming_bytes = 0;
  std::optional<BatchLoader> m_loader;
  std::optional<std::int64_t> m_import_id;
  std::vector<std::string> m_lacking_facts;  ///< SHA-256 of dumps
  std::uint64_t m_record_count = 0;          ///< those written
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
template <typename ShowProgress>
DumpReport import_stream(Run& run, StreamReader& reader, const DumpHead& head, std::size_t batch_records,
                         ShowProgress show_progress) {
  DumpReport report;
  report.name = head.name;
  report.format = head.format;
  report.archive = head.archive;
  report.compression = head.compression;
  report.already_known = true;
  KnownStreams known(head);
  std::optional<std::int64_t> dump_id;
  Batch batch;
  while (reader.next(batch, batch_records)) {
    note_doubt(report, batch);
    report.is_complete = batch.stream_sha256.has_value();
    // What is cut off before its first record could not be known again, to be gone on with.
    const bool is_cut_off = reader.is_finished() && !report.is_complete;
    if (is_cut_off && !dump_id && batch.sums[SpanKind::record].count == 0) break;
    if (report.already_known) report.already_known = known.covers(run.database(), batch);
    Outcomes outcomes;
    if (report.already_known) {
      outcomes.duplicate_count = batch.entries.size();
      if (batch.stream_sha256) report.facts_added = run.note_known(*batch.stream_sha256);
    } else {
      if (!dump_id) outcomes.duplicate_count += known.departure().skipped;
      outcomes += run.write(batch, head, known.departure(), dump_id);
    }
    note(report, batch, outcomes);
    show_progress(report);
    base::stop_if_interrupted();
  }
  return report;
}

/// The bytes of files; none where one does not say.
std::optional<std::uint64_t> bytes_of(const std::vector<source::ListedFile>& files) {
  std::uint64_t sum = 0;
  for (const source::ListedFile& file : files) {
    if (!file.size) return std::nullopt;
    sum += *file.size;
  }
  return sum;
}

/// The format of that name; null for no name. Throws Error(usage).
const format::Format* named_format(const std::string& name) {
  if (name.empty()) return nullptr;
  const format::Format* format = format::find_format(name);
  if (format != nullptr) return format;
  throw base::Error(base::ExitCode::usage, fmt::format("there is no format '{}'", base::printable(name)),
                    "litdex formats lists them");
}

/// All inputs of a run, one after another.
class Importer {
 public:
  /// `format`: of all streams; null: it is detected for each.
  Importer(Run& run, const ImportOptions& options, const format::Format* format, const ImportEvents& events,
           ImportReport& report)
      : m_run(run), m_options(options), m_format(format), m_events(events), m_report(report) {}

  void import_all(const source::Listing& listing) {
    m_report.skipped = listing.skipped;
    for (const source::Failure& failure : listing.failed) fail(failure);
    m_progress.input_count = listing.files.size();
    m_progress.bytes_all = bytes_of(listing.files);
    std::uint64_t to_come = 0;
    for (const source::ListedFile& file : listing.files) to_come += file.size.value_or(0);
    for (const source::ListedFile& file : listing.files) {
      m_run.expect(to_come);
      import_input(file.path);
      to_come -= file.size.value_or(0);
    }
    m_progress.is_indexing = true;
    m_events.progress(m_progress);
  }

 private:
  void import_input(const std::string& path) {
    std::optional<source::Input> input;
    m_progress.input_number += 1;
    const std::uint64_t bytes_before = m_progress.bytes_read;
    if (!attempt(path, [&] { input.emplace(path, m_options.limits); })) return;
    std::optional<source::Stream> stream;
    while (attempt(path, [&] { stream = input->next(); }) && stream) {
      const std::string name = stream->archive ? path + ": " + stream->bytes->name() : path;
      import_one(*stream, name, [&] { m_progress.bytes_read = bytes_before + input->bytes_read(); });
      for (source::Skipped& skipped : input->take_skipped()) m_report.skipped.push_back(std::move(skipped));
    }
    for (source::Skipped& skipped : input->take_skipped()) m_report.skipped.push_back(std::move(skipped));
    m_progress.bytes_read = bytes_before + input->bytes_read();
  }

  template <typename Update>
  void import_one(const source::Stream& stream, const std::string& name, Update update_bytes_read) {
    std::optional<StreamReader> reader;
    if (!attempt(name, [&] { reader.emplace(*stream.bytes, m_format, m_options.max_records); })) return;
    // A name may hold any bytes; what the database keeps is text.
    DumpHead head{base::printable(stream.bytes->name()),
                  std::string(reader->format().name),
                  reader->format().reader_version,
                  stream.archive,
                  stream.compression,
                  m_options.facts};
    if (head.archive) head.archive = base::printable(*head.archive);
    m_progress.name = head.name;
    const std::uint64_t records = m_progress.records;
    const std::uint64_t rejects = m_progress.rejects;
    DumpReport report = import_stream(m_run, *reader, head, m_options.batch_records, [&](const DumpReport& dump) {
      m_progress.records = records + dump.record_count;
      m_progress.rejects = rejects + dump.reject_count;
      update_bytes_read();
      m_events.progress(m_progress);
    });
    if (report.is_complete || report.record_count > 0) m_report.dumps.push_back(std::move(report));
    if (reader->fault()) fail({name, *reader->fault()});
  }

  /// Whether `action` could be done; what it throws about its input is noted.
  template <typename Action>
  bool attempt(const std::string& name, Action action) {
    try {
      action();
      return true;
    } catch (const base::Error& error) {
      if (base::is_interruption(error)) throw;
      fail({name, error});
      return false;
    }
  }

  void fail(const source::Failure& failure) {
    if (m_options.on_failure == OnFailure::stop) throw base::Error(failure.error);
    m_report.failed.push_back(failure);
    m_events.failed(failure);
  }

  Run& m_run;
  const ImportOptions& m_options;
  const format::Format* m_format;
  const ImportEvents& m_events;
  ImportReport& m_report;
  ImportProgress m_progress;
};

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

ImportReport import_inputs(Run& run, const ImportOptions& options, const source::Listing& listing,
                           const ImportEvents& events) {
  ImportReport report;
  report.papers_before = count_papers(run.database());
  Importer(run, options, named_format(options.format), events, report).import_all(listing);
  // Nothing could be read: an empty database would look like a success.
  if (report.dumps.empty() && run.is_new()) return report;
  run.add_facts();
  report.corrections = run.apply_corrections();
  report.papers_after = count_papers(run.database());
  run.finish();
  report.created = run.is_new();
  return report;
}

}  // namespace

ImportReport import_dumps(const std::filesystem::path& database_path, const ImportOptions& options,
                          const ImportEvents& events) {
  refuse_scratch_as_input(database_path, options.inputs);
  named_format(options.format);  // refuses an unknown one
  // Before the database is opened: looking into its file later would drop the locks on it.
  const source::Listing listing = source::list_inputs(options.inputs, db::begins_as_litdex);
  Run run(database_path, options);
  try {
    return import_inputs(run, options, listing, events);
  } catch (const base::Error& error) {
    if (base::is_interruption(error)) throw run.interruption();
    throw;
  } catch (const SQLite::Exception& exception) {
    if (base::is_interruption(db::database_error(exception, database_path.native()))) throw run.interruption();
    throw;
  }
}

CorrectionReport apply_corrections(const std::filesystem::path& database_path, const base::LockWait& wait) {
  db::open_database(database_path, db::Access::write);  // refuses what is no database, where an import would begin one
  ImportOptions options;
  options.wait = wait;
  Run run(database_path, options);
  CorrectionReport report = run.apply_corrections();
  run.finish();
  return report;
}

}  // namespace litdex::load
