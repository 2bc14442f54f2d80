// SPDX-License-Identifier: MIT
#include "load/read_inputs.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "load/read_ahead.hpp"
#include "load/stream_reader.hpp"
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
  for (const LoadReject& reject : batch.rejects) {
    if (report.first_rejects.size() == k_noted_rejects) return;
    report.first_rejects.push_back(
        {reject.line, reject.start, reject.length, std::string(reject.code), reject.message});
  }
}

/// bytes → segment → decode → normalize → batch → [identity → derive → rows → index → provenance] → commit
template <typename ShowProgress>
DumpReport read_stream(StreamSink& sink, ReadAhead& reader, const DumpHead& head, ShowProgress show_progress) {
  DumpReport report;
  report.name = head.name;
  report.format = head.format;
  report.archive = head.archive;
  report.compression = head.compression;
  report.already_known = true;
  Batch batch;
  while (reader.next(batch)) {
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

/// All inputs of a run, one after another.
class InputReader {
 public:
  InputReader(InputTaker& taker, const ImportOptions& options, const ImportEvents& events, ImportReport& report)
      : m_taker(taker),
        m_options(options),
        m_format(named_format(options.format)),
        m_events(events),
        m_report(report) {}

  void read_all(const source::Listing& listing) {
    m_report.skipped = listing.skipped;
    for (const source::Failure& failure : listing.failed) fail(failure);
    m_progress.input_count = listing.files.size();
    m_progress.bytes_all = bytes_of(listing.files);
    std::uint64_t to_come = 0;
    for (const source::ListedFile& file : listing.files) to_come += file.size.value_or(0);
    for (const source::ListedFile& file : listing.files) {
      m_taker.expect(to_come);
      m_progress.input_number += 1;
      if (!note_known_file(file)) read_input(file.path, file.size ? Waiting::never : Waiting::possible);
      to_come -= file.size.value_or(0);
    }
    m_progress.is_indexing = true;
    m_events.progress(m_progress);
  }

 private:
  /// Whether nothing else need be done with the file, since the database has its bytes.
  bool note_known_file(const source::ListedFile& file) {
    const std::uint64_t bytes_before = m_progress.bytes_read;
    m_progress.name = base::printable(std::filesystem::path(file.path).filename().string());
    std::optional<DumpReport> known;
    const bool was_read = attempt(file.path, [&] {
      known = m_taker.find_known(file, [&](std::uint64_t bytes_read) {
        m_progress.bytes_read = bytes_before + bytes_read;
        m_events.progress(m_progress);
      });
    });
    if (!was_read) return true;
    if (!known) {
      m_progress.bytes_read = bytes_before;
      return false;
    }
    m_progress.records += known->record_count;
    m_progress.rejects += known->reject_count;
    m_report.dumps.push_back(std::move(*known));
    m_events.progress(m_progress);
    return true;
  }

  void read_input(const std::string& path, Waiting waiting) {
    std::optional<source::Input> input;
    const std::uint64_t bytes_before = m_progress.bytes_read;
    if (!attempt(path, [&] { input.emplace(path, m_options.limits); })) return;
    std::optional<source::Stream> stream;
    while (attempt(path, [&] { stream = input->next(); }) && stream) {
      const std::string name = stream->archive ? path + ": " + stream->bytes->name() : path;
      read_one(*stream, waiting, name, [&] { m_progress.bytes_read = bytes_before + input->bytes_read(); });
      for (source::Skipped& skipped : input->take_skipped()) m_report.skipped.push_back(std::move(skipped));
    }
    for (source::Skipped& skipped : input->take_skipped()) m_report.skipped.push_back(std::move(skipped));
    m_progress.bytes_read = bytes_before + input->bytes_read();
  }

  template <typename Update>
  void read_one(const source::Stream& stream, Waiting waiting, const std::string& name, Update update_bytes_read) {
    std::optional<StreamReader> reader;
    if (!attempt(name, [&] { reader.emplace(*stream.bytes, m_format, m_options.max_records, m_options.read); })) return;
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
    const auto show_progress = [&](const DumpReport& dump) {
      m_progress.records = records + dump.record_count;
      m_progress.rejects = rejects + dump.reject_count;
      update_bytes_read();
      m_events.progress(m_progress);
    };
    DumpReport report = read_all_of(*reader, waiting, head, show_progress);
    if (report.is_complete || report.record_count > 0) m_report.dumps.push_back(std::move(report));
    if (reader->fault()) fail({name, *reader->fault()});
  }

  template <typename ShowProgress>
  DumpReport read_all_of(StreamReader& reader, Waiting waiting, const DumpHead& head, ShowProgress show_progress) {
    const std::unique_ptr<StreamSink> sink = m_taker.make_sink(head);
    ReadAhead ahead(reader, m_options.batch_records, waiting);
    return read_stream(*sink, ahead, head, show_progress);
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

  InputTaker& m_taker;
  const ImportOptions& m_options;
  const format::Format* m_format;
  const ImportEvents& m_events;
  ImportReport& m_report;
  ImportProgress m_progress;
};

}  // namespace

const format::Format* named_format(const std::string& name) {
  if (name.empty()) return nullptr;
  const format::Format* format = format::find_format(name);
  if (format != nullptr) return format;
  throw base::Error(base::ExitCode::usage, fmt::format("there is no format '{}'", base::printable(name)),
                    "litdex formats lists them");
}

void read_inputs(const source::Listing& listing, InputTaker& taker, const ImportOptions& options,
                 const ImportEvents& events, ImportReport& report) {
  InputReader(taker, options, events, report).read_all(listing);
}

}  // namespace litdex::load
