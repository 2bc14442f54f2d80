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
#include "base/text.hpp"
#include "db/database.hpp"
#include "db/header.hpp"
#include "load/known_file.hpp"
#include "load/read_inputs.hpp"
#include "load/run.hpp"
#include "load/stream_import.hpp"
#include "load/stream_survey.hpp"

namespace litdex::load {
namespace {

/// A known file of a run that reads all of every file, and reads none again.
std::optional<DumpReport> find_known_input(KnownFiles& known_files, SQLite::Database& database,
                                           const source::ListedFile& file, const ImportOptions& options,
                                           const std::function<void(std::uint64_t)>& progress) {
  if (!file.size || options.again || options.max_records != UINT64_MAX) return std::nullopt;
  return known_files.find(database, file.path, *file.size, named_format(options.format), progress);
}

/// Writes the inputs into the database of a run.
class ImportTaker final : public InputTaker {
 public:
  ImportTaker(Run& run, const ImportOptions& options) : m_run(run), m_options(options) {}
  void expect(std::uint64_t bytes) override { m_run.expect(bytes); }
  std::optional<DumpReport> find_known(const source::ListedFile& file,
                                       const std::function<void(std::uint64_t)>& progress) override {
    auto known = find_known_input(m_known_files, m_run.database(), file, m_options, progress);
    if (known) known->facts_added = m_run.note_known(*known->sha256, m_options.facts);
    return known;
  }
  std::unique_ptr<StreamSink> make_sink(const DumpHead& head) override {
    return std::make_unique<StreamImport>(m_run, head, m_options.again);
  }

 private:
  Run& m_run;
  const ImportOptions& m_options;
  KnownFiles m_known_files;
};

/// Compares the inputs with a database, or with none.
class SurveyTaker final : public InputTaker {
 public:
  SurveyTaker(SQLite::Database* database, const ImportOptions& options) : m_database(database), m_options(options) {}
  void expect(std::uint64_t /*bytes*/) override {}
  std::optional<DumpReport> find_known(const source::ListedFile& file,
                                       const std::function<void(std::uint64_t)>& progress) override {
    return m_database == nullptr ? std::nullopt
                                 : find_known_input(m_known_files, *m_database, file, m_options, progress);
  }
  std::unique_ptr<StreamSink> make_sink(const DumpHead& head) override {
    return std::make_unique<StreamSurvey>(m_database, head, m_options.again);
  }

 private:
  SQLite::Database* m_database;
  const ImportOptions& m_options;
  KnownFiles m_known_files;
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

void note(const ImportOptions& options, const std::string& message) {
  if (options.notice) options.notice(message);
}

/// The dumps that the inputs are to replace. What is not there may have been replaced by a run that was cut off later.
std::vector<StoredDump> dumps_to_replace(SQLite::Database& database, const ImportOptions& options) {
  std::vector<StoredDump> dumps;
  for (const std::string& name : options.replaced) {
    const std::vector<StoredDump> named = find_dumps(database, name);
    if (named.empty()) {
      note(options,
           fmt::format("the database has no dump '{}' to be replaced; litdex info lists them", base::printable(name)));
    }
    for (const StoredDump& dump : named) dumps.push_back(dump);
  }
  return dumps;
}

/// Whether the run has just read the dump, or has gone on with it.
bool was_read(const StoredDump& dump, const ImportReport& report) {
  return std::ranges::any_of(report.dumps, [&](const DumpReport& read) {
    const bool is_same_stream = dump.sha256 && read.sha256 == dump.sha256 && read.format == dump.format;
    return read.dump_id == dump.dump_id || is_same_stream;
  });
}

/// Takes out the dumps that the inputs replace, if all of those are in.
std::vector<StoredDump> forget_replaced(Run& run, const std::vector<StoredDump>& replaced, const ImportReport& report,
                                        const ImportOptions& options) {
  if (replaced.empty()) return {};
  if (!report.failed.empty() || !std::ranges::all_of(report.dumps, &DumpReport::is_complete)) {
    note(options, "no dump was forgotten, since not all inputs could be read to their ends");
    return {};
  }
  std::vector<StoredDump> forgotten;
  for (const StoredDump& dump : dumps_numbered(run.database(), replaced)) {
    if (was_read(dump, report)) {
      note(options, fmt::format("{} was not forgotten, since it has just been read", base::printable(dump.name)));
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
  const std::vector<StoredDump> replaced = dumps_to_replace(run.database(), options);
  ImportTaker taker(run, options);
  read_inputs(listing, taker, options, events, report);
  // Nothing could be read: an empty database would look like a success.
  if (report.dumps.empty() && run.is_new()) return report;
  run.add_facts(options.facts);
  report.forgotten = forget_replaced(run, replaced, report, options);
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
  if (is_there) {
    database.emplace(db::open_database(database_path, db::Access::read));
    dumps_to_replace(*database, options);  // tells of those that are not there
    report.papers_before = database->execAndGet("SELECT count(*) FROM papers").getInt64();
  }
  SurveyTaker taker(database ? &*database : nullptr, options);
  read_inputs(listing, taker, options, events, report);
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
  Run run(database_path, options.wait, options.notice, options_text(options), options.builder);
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
