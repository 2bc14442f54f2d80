// SPDX-License-Identifier: MIT
#include "cli/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/json_writer.hpp"
#include "cli/progress.hpp"
#include "cli/usage.hpp"
#include "cli/wording.hpp"
#include "format/format.hpp"
#include "load/import.hpp"

namespace litdex::cli {
namespace {

/// A batch is held in memory.
constexpr std::int64_t k_max_batch_records = 1'000'000;

struct Options {
  load::ImportOptions import;
  bool is_json = false;
};

struct Outcome {
  std::string_view name;
  std::uint64_t load::DumpReport::*count;
};

constexpr Outcome k_outcomes[] = {
    {"new", &load::DumpReport::new_count},
    {"updated", &load::DumpReport::updated_count},
    {"unchanged", &load::DumpReport::unchanged_count},
    {"duplicate", &load::DumpReport::duplicate_count},
};

constexpr Outcome k_byte_counts[] = {
    {"record_bytes", &load::DumpReport::record_bytes},
    {"reject_bytes", &load::DumpReport::reject_bytes},
    {"frame_bytes", &load::DumpReport::frame_bytes},
    {"blank_bytes", &load::DumpReport::blank_bytes},
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

std::uint64_t sum(const load::ImportReport& report, std::uint64_t load::DumpReport::*count) {
  std::uint64_t total = 0;
  for (const load::DumpReport& dump : report.dumps) total += dump.*count;
  return total;
}

/// "10 new, 2 duplicate": the outcomes that occurred.
std::string outcome_text(const load::DumpReport& dump) {
  std::string text;
  for (const Outcome& outcome : k_outcomes) {
    if (dump.*outcome.count == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", base::with_commas(dump.*outcome.count), outcome.name);
  }
  return text;
}

std::string dump_text(const load::DumpReport& dump, const std::string& database_option) {
  const std::string name = dump.name == "-" ? "standard input" : base::printable(dump.name);
  if (dump.already_known) return fmt::format("{}: already imported, nothing to do\n", name);
  std::string text = fmt::format("{}: {} in {} ({})\n", name, counted(dump.record_count, "record"),
                                 counted(dump.bytes, "byte"), dump.format);
  if (dump.record_count > 0) text += fmt::format("  {}\n", outcome_text(dump));
  if (dump.doubtful_count > 0) {
    text += fmt::format("  {} in doubt: litdex sql \"SELECT * FROM doubtful_records\"{}\n",
                        counted(dump.doubtful_count, "record"), database_option);
  }
  if (dump.doubtful_cut_count > 0) {
    text += fmt::format("  {}: litdex sql \"SELECT * FROM doubtful_cuts\"{}\n",
                        counted(dump.doubtful_cut_count, "doubtful cut"), database_option);
  }
  if (dump.reject_count > 0) {
    text += fmt::format("  {}, {}: litdex sql \"SELECT * FROM rejected\"{}\n", counted(dump.reject_count, "reject"),
                        counted(dump.reject_bytes, "byte"), database_option);
  }
  return text;
}

std::string report_text(const load::ImportReport& report, const Session& session) {
  std::string text;
  for (const load::DumpReport& dump : report.dumps) text += dump_text(dump, session.database_option);
  const std::int64_t added = report.papers_after - report.papers_before;
  const auto papers = static_cast<std::uint64_t>(report.papers_after);
  text += fmt::format("{}: {}", base::printable(session.database_path.string()), counted(papers, "paper"));
  if (report.created) {
    text += " in a new database";
  } else if (added > 0) {
    text += fmt::format(", {} of them new", base::with_commas(static_cast<std::uint64_t>(added)));
  }
  if (report.corrected_count > 0) {
    text += fmt::format(", {} corrected as the table corrections says", base::with_commas(report.corrected_count));
  }
  const std::string_view next = papers > 0 ? "search WORDS" : "info";
  return text + fmt::format("\nnext: litdex {}{}\n", next, session.database_option);
}

std::string report_json(const load::ImportReport& report) {
  JsonWriter json;
  json.begin_object();
  json.begin_array("dumps");
  for (const load::DumpReport& dump : report.dumps) {
    json.begin_object();
    json.member("name", dump.name);
    json.member("format", dump.format);
    json.flag("already_known", dump.already_known);
    json.member("bytes", cell_of(dump.bytes));
    json.member("records", cell_of(dump.record_count));
    for (const Outcome& outcome : k_outcomes) json.member(outcome.name, cell_of(dump.*outcome.count));
    json.member("rejects", cell_of(dump.reject_count));
    json.member("doubtful", cell_of(dump.doubtful_count));
    json.member("doubtful_cuts", cell_of(dump.doubtful_cut_count));
    for (const Outcome& count : k_byte_counts) json.member(count.name, cell_of(dump.*count.count));
    json.end_object();
  }
  json.end_array();
  json.member("papers_before", report.papers_before);
  json.member("papers_after", report.papers_after);
  json.flag("created", report.created);
  json.end_object();
  return json.text();
}

base::ExitCode run_import(Session& session, const Options& options) {
  refuse_unknown_format(options.import.format);
  Progress progress(session.console);
  const load::ImportReport report =
      load::import_dumps(session.database_path, options.import,
                         [&progress](const std::string& name, std::uint64_t bytes, std::uint64_t size,
                                     std::uint64_t records) { progress.show(name, bytes, size, records); });
  progress.clear();
  session.console.write(options.is_json ? report_json(report) : report_text(report, session));
  const bool has_rejects = sum(report, &load::DumpReport::reject_count) > 0;
  return has_rejects ? base::ExitCode::findings : base::ExitCode::done;
}

}  // namespace

Action setup_import(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("DUMP", options->import.inputs, "files to read; - is standard input")->required()->option_text("...");
  app.add_option("--format", options->import.format, "their format; else it is detected (litdex formats)")
      ->type_name("NAME");
  app.add_option("--batch-records", options->import.batch_records, "records a transaction; 5,000 if not given")
      ->type_name("N")
      ->check(usage::whole_number(1, k_max_batch_records));
  add_json_option(app, options->is_json);
  return [options](Session& session) { return run_import(session, *options); };
}

}  // namespace litdex::cli
