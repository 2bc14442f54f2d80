// SPDX-License-Identifier: MIT
#include "cli/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/column_map.hpp"
#include "cli/failure.hpp"
#include "cli/import_report.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/usage.hpp"
#include "cli/wording.hpp"
#include "format/format.hpp"
#include "load/import.hpp"

namespace litdex::cli {
namespace {

/// A batch is held in memory.
constexpr std::int64_t k_max_batch_records = 1'000'000;
/// Far more than there can be: what is refused is a slip.
constexpr std::int64_t k_max_number = 1LL << 60U;

struct ImportOptions {
  load::ImportOptions import;
  std::vector<std::string> map;
  std::string progress = "auto";
  std::string index = "own";
  bool is_strict = false;
  std::int64_t wait_seconds = 0;
  bool is_json = false;
};

/// An unknown format is a wrong command line, and no work for the importer.
void refuse_unknown_format(const std::string& name) {
  if (name.empty() || format::find_format(name) != nullptr) return;
  std::vector<std::string_view> names;
  for (const format::Format& known : format::formats()) names.push_back(known.name);
  std::string message = fmt::format("unknown format '{}'", base::printable(name));
  if (const auto near = nearest(name, names)) message += fmt::format("; did you mean '{}'?", *near);
  throw base::Error(base::ExitCode::usage, message, "litdex formats lists them; without --format it is detected");
}

/// Whether `text` is a day of the calendar, as in 2024-02-29.
bool is_date(std::string_view text) {
  constexpr std::string_view k_shape = "dddd-dd-dd";
  const auto fits = [](char c, char shape) { return shape == 'd' ? c >= '0' && c <= '9' : c == shape; };
  if (!std::ranges::equal(text, k_shape, fits)) return false;
  const auto number = [text](std::size_t from, std::size_t count) {
    return std::stoi(std::string(text.substr(from, count)));
  };
  const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  return day.ok();
}

/// Whether `text` is a time of the day in UTC, as in T23:59:59Z.
bool is_time(std::string_view text) {
  constexpr std::string_view k_highest = "T23:59:59Z";
  const auto fits = [](char c, char high) { return high >= '0' && high <= '9' ? c >= '0' && c <= '9' : c == high; };
  return std::ranges::equal(text, k_highest, fits) && text.substr(1, 2) <= "23" && text[4] <= '5' && text[7] <= '5';
}

/// What the database keeps is text for people: what is not, and the name of a place on this machine, is a slip.
void refuse_bad_facts(const load::DumpFacts& facts) {
  const auto is_text = [](const std::string& text) {
    return !base::trim(text).empty() && base::printable(text) == text;
  };
  if (facts.source_url && (!is_text(*facts.source_url) || facts.source_url->find("://") == std::string::npos ||
                           base::ascii_lower(*facts.source_url).starts_with("file:"))) {
    throw base::Error(base::ExitCode::usage, fmt::format("'{}' is no web address", base::printable(*facts.source_url)),
                      "--source-url says where others can get the dump, as in https://example.org/dump.gz");
  }
  constexpr std::size_t k_date_length = 10;
  const std::string retrieved = facts.retrieved.value_or("2000-01-01");
  const std::string time = retrieved.size() > k_date_length ? retrieved.substr(k_date_length) : "";
  if (!is_date(retrieved.substr(0, k_date_length)) || (!time.empty() && !is_time(time))) {
    throw base::Error(base::ExitCode::usage, fmt::format("'{}' is no date", base::printable(retrieved)),
                      "--retrieved takes 2024-02-29 or, in UTC, 2024-02-29T12:30:00Z");
  }
  if (facts.license && !is_text(*facts.license)) {
    throw base::Error(base::ExitCode::usage, fmt::format("'{}' names no licence", base::printable(*facts.license)),
                      "--license takes words, as in 'CC0 1.0'");
  }
}

ProgressMode progress_mode(const std::string& name) {
  const auto* const found = std::ranges::find(k_progress_modes, name, &ProgressModeName::name);
  if (found != k_progress_modes.end()) return found->mode;
  throw base::Error(base::ExitCode::usage, fmt::format("unknown progress '{}'", base::printable(name)),
                    "--progress takes auto, plain or none");
}

/// The error as if it had ended the run, and the path where the message names a file by less. What cannot be opened is
/// always named as it was given.
std::string failure_note(const source::Failure& failure) {
  std::string text = failure_text(failure.error);
  const std::string name = base::printable(failure.name);
  if (failure.error.code() != base::ExitCode::no_input && text.find(name) == std::string::npos)
    text.insert(text.find('\n') + 1, fmt::format("  in {}\n", name));
  return text;
}

base::ExitCode exit_code(const load::ImportReport& report) {
  if (!report.failed.empty()) return report.failed.front().error.code();
  const bool has_rejects = std::ranges::any_of(report.dumps, [](const auto& dump) { return dump.reject_count > 0; });
  return has_rejects ? base::ExitCode::findings : base::ExitCode::done;
}

base::ExitCode run_import(Session& session, ImportOptions& options) {
  prepare_for_bulk_work(session.database_path);
  options.import.read.columns = parse_column_map(options.map);
  // Only tables have columns.
  if (!options.map.empty() && options.import.format.empty()) options.import.format = k_table_format;
  refuse_unknown_format(options.import.format);
  if (!options.map.empty() && options.import.format != k_table_format) refuse_map_of(options.import.format);
  refuse_bad_facts(options.import.facts);
  options.import.on_failure = options.is_strict ? load::OnFailure::stop : load::OnFailure::go_on;
  options.import.builder = index_builder(options.index);
  const InterruptGuard interrupt(Stubborn::wait);
  Progress progress(session.console, progress_mode(options.progress));
  options.import.wait = lock_wait(session.console, options.wait_seconds);
  options.import.notice = [&](const std::string& message) {
    progress.clear();
    session.console.note(fmt::format("litdex: note: {}\n", message));
  };
  load::ImportEvents events;
  events.progress = [&](const load::ImportProgress& state) { progress.show(state); };
  events.failed = [&](const source::Failure& failure) {
    progress.clear();
    session.console.note(failure_note(failure));
  };
  const load::ImportReport report = load::import_dumps(session.database_path, options.import, events);
  progress.clear();
  session.console.write(options.is_json ? import_report_json(report) : import_report_text(report, session));
  return exit_code(report);
}

}  // namespace

Action setup_import(CLI::App& app) {
  auto options = std::make_shared<ImportOptions>();
  load::ImportOptions& import = options->import;
  app.add_option("DUMP", import.inputs, "files, directories, quoted patterns; - is standard input")
      ->required()
      ->option_text("...");
  app.add_option("--format", import.format, "their format; else it is detected (litdex formats)")->type_name("NAME");
  add_map_option(app, options->map);
  CLI::Option* const limit = app.add_option("--limit", import.max_records, "read so many records of each at most");
  limit->option_text("N")->check(usage::whole_number(1, k_max_number));
  app.add_option("--source-url", import.facts.source_url, "where the dumps are from; kept with each")->type_name("URL");
  app.add_option("--retrieved", import.facts.retrieved, "when they were got, as in 2024-02-29")->type_name("DATE");
  app.add_option("--license", import.facts.license, "their licence, as in 'CC0 1.0'")->type_name("TEXT");
  app.add_flag("--dry-run", import.dry_run, "read everything, say what would be imported, and write nothing");
  app.add_option("--replaces", import.replaced, "forget this dump when the new ones are in; may be given again")
      ->option_text("DUMP")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->excludes(limit);
  app.add_flag("--again", import.again, "read dumps anew that the database has")->excludes(limit)->option_text(" ");
  app.add_flag("--strict", options->is_strict, "stop at the first input that cannot be read");
  app.add_option("--progress", options->progress, "auto, plain (lines, for logs) or none")->type_name("HOW");
  app.add_option("--batch-records", import.batch_records, "records a transaction; 5,000 if not given")
      ->type_name("N")
      ->check(usage::whole_number(1, k_max_batch_records));
  app.add_option("--max-unpacked-bytes", import.limits.unpacked_bytes, "of a packed stream; 1 TiB if not given")
      ->type_name("N")
      ->check(usage::whole_number(1, k_max_number));
  add_index_option(app, options->index);
  add_wait_option(app, options->wait_seconds);
  add_json_option(app, options->is_json);
  return [options](Session& session) { return run_import(session, *options); };
}

}  // namespace litdex::cli
