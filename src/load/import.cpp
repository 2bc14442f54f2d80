// SPDX-License-Identifier: MIT
#include "load/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "db/database.hpp"
#include "db/header.hpp"
#include "load/forget.hpp"
#include "load/run.hpp"
#include "load/stream_import.hpp"
#include "load/stream_reader.hpp"
#include "load/stream_survey.hpp"
#include "source/input.hpp"

namespace litdex::load {
namespace {

using format::SpanKind;

void note(DumpReport& report, const Batch& batch, const Outcomes& outcomes) {
  report.new_count += outcomes.new_count;
  report.updated_count += outcomes.updated_count;
  report.unchanged_count += outcomes.unchanged_count;
  report.duplicate_count += outcomes.duplicate_count;
  report.joined_count += outcomes.joined_count;
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

void note_rejects(DumpReport& report, const Batch& batch) {
  constexpr std::size_t k_noted = 6;
  for (const LoadReject& reject : batch.rejects) {
    if (report.first_rejects.size() == k_noted) return;
    report.first_rejects.push_back(
        {reject.line, reject.start, reject.length, std::string(reject.code), reject.message});
  }
}

/// bytes → segment → decode → normalize → batch → [identity → derive → rows → index → provenance] → commit
template <typename ShowProgress>
DumpReport import_stream(StreamSink& sink, StreamReader& reader, const DumpHead& head, std::size_t batch_records,
                         ShowProgress show_progress) {
  DumpReport report;
  report.name = head.name;
  report.format = head.format;
  report.archive = head.archive;
  report.compression = head.compression;
  report.already_known = true;
  Batch batch;
  while (reader.next(batch, batch_records)) {
    note_doubt(report, batch);
    note_rejects(report, batch);
    report.sha256 = batch.stream_sha256;
    report.is_complete = batch.stream_sha256.has_value();
    const std::optional<Outcomes> outcomes = sink.take(batch, reader.is_finished() && !report.is_complete, report);
    if (!outcomes) break;
    note(report, batch, *outcomes);
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
  Importer(const ImportOptions& options, const ImportEvents& events, ImportReport& report)
      : m_options(options), m_format(named_format(options.format)), m_events(events), m_report(report) {}

  /// Reads every stream into a sink of its own. `expect` is told before each input how many bytes are to come.
  void import_all(const source::Listing& listing, const MakeStreamSink& make_sink,
                  const std::function<void(std::uint64_t)>& expect) {
    m_make_sink = &make_sink;
    m_report.skipped = listing.skipped;
    for (const source::Failure& failure : listing.failed) fail(failure);
    m_progress.input_count = listing.files.size();
    m_progress.bytes_all = bytes_of(listing.files);
    std::uint64_t to_come = 0;
    for (const source::ListedFile& file : listing.files) to_come += file.size.value_or(0);
    for (const source::ListedFile& file : listing.files) {
      expect(to_come);
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
    DumpReport report =
        import_stream(*(*m_make_sink)(head), *reader, head, m_options.batch_records, [&](const DumpReport& dump) {
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

  const MakeStreamSink* m_make_sink = nullptr;
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

/// The options that decide what is read.
std::string options_text(const ImportOptions& options) {
  std::string text = options.format.empty() ? "" : "--format " + options.format;
  if (options.max_records != UINT64_MAX) {
    text += fmt::format("{}--limit {}", text.empty() ? "" : " ", options.max_records);
  }
  if (options.again) text += text.empty() ? "--again" : " --again";
  return text;
}

/// Takes out the dumps that the inputs of the run replace, unless one of them was itself read by it.
std::vector<StoredDump> forget_replaced(Run& run, const std::vector<StoredDump>& replaced, const ImportReport& report,
                                        const Notice& notice) {
  const auto note = [&](const std::string& message) {
    if (notice) notice(message);
  };
  if (replaced.empty()) return {};
  if (!report.failed.empty()) {
    note("no dump was forgotten, since not all inputs could be read");
    return {};
  }
  std::vector<StoredDump> forgotten;
  for (const StoredDump& dump : dumps_numbered(run.database(), replaced)) {
    const bool was_read = std::ranges::any_of(
        report.dumps, [&](const DumpReport& read) { return dump.sha256 && read.sha256 == dump.sha256; });
    if (was_read) {
      note(fmt::format("{} was not forgotten, since it has just been read", base::printable(dump.name)));
    } else {
      forgotten.push_back(dump);
    }
  }
  if (!forgotten.empty()) run.forget(forgotten);
  return forgotten;
}

ImportReport import_inputs(Run& run, const ImportOptions& options, const source::Listing& listing,
                           const ImportEvents& events) {
  ImportReport report;
  report.papers_before = run.count_papers();
  const std::vector<StoredDump> replaced = dumps_named_by_any(run.database(), options.replaced);
  Importer(options, events, report)
      .import_all(
          listing, [&](const DumpHead& head) { return std::make_unique<StreamImport>(run, head, options.again); },
          [&](std::uint64_t bytes) { run.expect(bytes); });
  // Nothing could be read: an empty database would look like a success.
  if (report.dumps.empty() && run.is_new()) return report;
  run.add_facts(options.facts);
  report.forgotten = forget_replaced(run, replaced, report, options.notice);
  report.corrections = run.apply_corrections();
  report.papers_after = run.count_papers();
  run.finish();
  report.created = run.is_new();
  return report;
}

ImportReport survey_inputs(const std::filesystem::path& database_path, const ImportOptions& options,
                           const source::Listing& listing, const ImportEvents& events) {
  ImportReport report;
  report.is_dry_run = true;
  std::optional<SQLite::Database> database;
  std::error_code ignored;
  const bool is_there = std::filesystem::exists(std::filesystem::symlink_status(database_path, ignored));
  if (is_there || !options.replaced.empty()) {
    database.emplace(db::open_database(database_path, db::Access::read));
    dumps_named_by_any(*database, options.replaced);  // refuses an unknown one
    report.papers_before = database->execAndGet("SELECT count(*) FROM papers").getInt64();
  }
  Importer(options, events, report)
      .import_all(
          listing,
          [&](const DumpHead& head) { return std::make_unique<StreamSurvey>(database ? &*database : nullptr, head); },
          [](std::uint64_t) {});
  report.papers_after = report.papers_before;
  return report;
}

}  // namespace

ImportReport import_dumps(const std::filesystem::path& database_path, const ImportOptions& options,
                          const ImportEvents& events) {
  refuse_scratch_as_input(database_path, options.inputs);
  named_format(options.format);  // refuses an unknown one
  // Before the database is opened: looking into its file later would drop the locks on it.
  const source::Listing listing = source::list_inputs(options.inputs, db::begins_as_litdex);
  if (options.dry_run) return survey_inputs(database_path, options, listing, events);
  Run run(database_path, options.wait, options.notice, options_text(options));
  ImportReport report;
  run.guard([&] { report = import_inputs(run, options, listing, events); });
  return report;
}

CorrectionReport apply_corrections(const std::filesystem::path& database_path, const base::LockWait& wait) {
  db::open_database(database_path, db::Access::write);  // refuses what is no database, where an import would begin one
  Run run(database_path, wait);
  CorrectionReport report = run.apply_corrections();
  run.finish();
  return report;
}

}  // namespace litdex::load
