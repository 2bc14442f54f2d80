// SPDX-License-Identifier: MIT
#include "cli/import_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/text.hpp"
#include "cli/corrections.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"

namespace litdex::cli {
namespace {

using load::DumpReport;

/// So many dumps have their own lines; and so many of a longer list are named.
constexpr std::size_t k_listed = 6;

struct Count {
  std::string_view name;
  std::uint64_t DumpReport::*count;
};

constexpr Count k_outcomes[] = {
    {"new", &DumpReport::new_count},
    {"updated", &DumpReport::updated_count},
    {"unchanged", &DumpReport::unchanged_count},
    {"duplicate", &DumpReport::duplicate_count},
    {"to_import", &DumpReport::to_import_count},
};

constexpr Count k_other_counts[] = {
    {"joined", &DumpReport::joined_count},       {"rejects", &DumpReport::reject_count},
    {"doubtful", &DumpReport::doubtful_count},   {"doubtful_cuts", &DumpReport::doubtful_cut_count},
    {"record_bytes", &DumpReport::record_bytes}, {"reject_bytes", &DumpReport::reject_bytes},
    {"frame_bytes", &DumpReport::frame_bytes},   {"blank_bytes", &DumpReport::blank_bytes},
};

/// The sums of all dumps.
DumpReport total_of(const std::vector<DumpReport>& dumps) {
  DumpReport total;
  for (const DumpReport& dump : dumps) {
    total.bytes += dump.bytes;
    total.record_count += dump.record_count;
    for (const Count& outcome : k_outcomes) total.*outcome.count += dump.*outcome.count;
    for (const Count& other : k_other_counts) total.*other.count += dump.*other.count;
  }
  return total;
}

/// "10 new, 2 duplicate": the outcomes that occurred.
std::string outcome_text(const DumpReport& dump) {
  std::vector<std::string> pieces;
  for (const Count& outcome : k_outcomes) {
    if (dump.*outcome.count == 0) continue;
    std::string piece = fmt::format("{} {}", base::with_commas(dump.*outcome.count), outcome.name);
    std::ranges::replace(piece, '_', ' ');
    pieces.push_back(std::move(piece));
  }
  return joined(pieces, ", ");
}

/// ": litdex sql …": how to see what was counted, where the database has it.
std::string query_text(std::string_view view, const std::string* database_option) {
  if (database_option == nullptr) return {};
  return fmt::format(": litdex sql \"SELECT * FROM {}\"{}", view, *database_option);
}

/// The lines below the one that says what a dump is. `database_option` is null where the database has nothing of it.
std::string counts_text(const DumpReport& dump, const std::string* database_option) {
  std::string text;
  if (dump.record_count > 0) text += fmt::format("  {}\n", outcome_text(dump));
  if (dump.joined_count > 0) {
    text += fmt::format("  {} joined a paper by a DOI or the like\n", counted(dump.joined_count, "record"));
  }
  if (dump.doubtful_count > 0) {
    text += fmt::format("  {} in doubt{}\n", counted(dump.doubtful_count, "record"),
                        query_text("doubtful_records", database_option));
  }
  if (dump.doubtful_cut_count > 0) {
    text += fmt::format("  {}{}\n", counted(dump.doubtful_cut_count, "doubtful cut"),
                        query_text("doubtful_cuts", database_option));
  }
  if (dump.reject_count > 0) {
    text += fmt::format("  {}, {}{}\n", counted(dump.reject_count, "reject"), counted(dump.reject_bytes, "byte"),
                        query_text("rejected", database_option));
  }
  return text;
}

/// The first rejects, a line each; of a dry run, which leaves no table to look into.
std::string reject_lines(const DumpReport& dump) {
  std::string text;
  for (const load::RejectNote& reject : dump.first_rejects) {
    text += fmt::format("    line {}, byte {}: {}\n", base::with_commas(reject.line), base::with_commas(reject.start),
                        base::printable(reject.message));
  }
  return text;
}

std::string name_of(const DumpReport& dump) {
  const std::string name = dump.name == "-" ? "standard input" : base::printable(dump.name);
  return dump.archive ? fmt::format("{}: {}", base::printable(*dump.archive), name) : name;
}

std::string dump_text(const DumpReport& dump, const std::string* database_option) {
  const std::string name = name_of(dump);
  if (dump.already_known && !dump.reread) {
    const std::string what =
        dump.is_complete ? "" : fmt::format("its first {} are ", counted(dump.record_count, "record"));
    return fmt::format("{}: {}already imported, {}\n", name, what,
                       dump.facts_added ? "and now has its source, date or licence" : "nothing to do");
  }
  return fmt::format("{}: {} in {} ({}{}{}){}{}\n", name, counted(dump.record_count, "record"),
                     counted(dump.bytes, "byte"), dump.format, dump.compression ? ", " : "",
                     dump.compression.value_or(""), dump.is_complete ? "" : ", not read to its end",
                     dump.reread ? ", in place of an earlier reading" : "") +
         counts_text(dump, database_option) + (database_option == nullptr ? reject_lines(dump) : "");
}

std::string total_text(const std::vector<DumpReport>& dumps, const std::string* database_option) {
  const DumpReport total = total_of(dumps);
  std::string text = fmt::format("{}: {} in {}\n", counted(dumps.size(), "dump"), counted(total.record_count, "record"),
                                 counted(total.bytes, "byte"));
  const auto known = std::ranges::count_if(dumps, &DumpReport::already_known);
  if (known > 0) text += fmt::format("  {} already imported\n", counted(static_cast<std::uint64_t>(known), "dump"));
  return text + counts_text(total, database_option);
}

/// The first few of `lines`, and how many more there are.
std::string first_lines(const std::vector<std::string>& lines, std::string_view what) {
  std::string text;
  for (std::size_t i = 0; i < lines.size() && i < k_listed; ++i) text += lines[i];
  if (lines.size() > k_listed) {
    text += fmt::format("and {} more {}; --json lists all\n", base::with_commas(lines.size() - k_listed), what);
  }
  return text;
}

/// Of many dumps, those that somebody should look at.
std::string attention_text(const std::vector<DumpReport>& dumps) {
  std::vector<std::string> lines;
  for (const DumpReport& dump : dumps) {
    std::vector<std::string> pieces;
    if (dump.reject_count > 0) pieces.push_back(counted(dump.reject_count, "reject"));
    if (!dump.is_complete) pieces.emplace_back("not read to its end");
    if (!pieces.empty()) lines.push_back(fmt::format("{}: {}\n", name_of(dump), joined(pieces, ", ")));
  }
  return first_lines(lines, "with rejects or not read to their end");
}

std::string failed_text(const std::vector<source::Failure>& failed) {
  std::vector<std::string> lines;
  lines.reserve(failed.size());
  for (const source::Failure& failure : failed) {
    lines.push_back(fmt::format("failed: {}\n", base::printable(failure.error.message())));
  }
  return first_lines(lines, "failed");
}

std::string skipped_text(const std::vector<source::Skipped>& skipped) {
  std::vector<std::string> lines;
  lines.reserve(skipped.size());
  for (const source::Skipped& one : skipped) {
    lines.push_back(fmt::format("skipped: {} ({})\n", base::printable(one.name), one.reason));
  }
  return first_lines(lines, "skipped");
}

std::string database_text(const load::ImportReport& report, const Session& session) {
  const std::string path = base::printable(session.database_path.string());
  if (report.is_dry_run) return fmt::format("{}: nothing was written; this was a dry run\n", path);
  const auto papers = static_cast<std::uint64_t>(report.papers_after);
  if (papers == 0 && !report.created && report.dumps.empty() && !report.failed.empty()) {
    return fmt::format("{}: nothing was imported\n", path);
  }
  const std::int64_t added = report.papers_after - report.papers_before;
  std::string text = fmt::format("{}: {}", path, counted(papers, "paper"));
  if (report.created) {
    text += " in a new database";
  } else if (added > 0) {
    text += fmt::format(", {} of them new", base::with_commas(static_cast<std::uint64_t>(added)));
  }
  if (report.corrections.changed_papers > 0) {
    text += fmt::format(", {} corrected", base::with_commas(report.corrections.changed_papers));
  }
  text += '\n' + idle_text(report.corrections);
  return text + fmt::format("next: litdex {}{}\n", papers > 0 ? "search WORDS" : "info", session.database_option);
}

void write_dump(JsonWriter& json, const DumpReport& dump) {
  json.begin_object();
  json.member("name", dump.name);
  json.member("archive", cell_of(dump.archive));
  json.member("format", dump.format);
  json.member("compression", cell_of(dump.compression));
  json.flag("already_known", dump.already_known);
  json.flag("facts_added", dump.facts_added);
  json.flag("reread", dump.reread);
  json.flag("complete", dump.is_complete);
  json.member("sha256", cell_of(dump.sha256));
  json.member("bytes", cell_of(dump.bytes));
  json.member("records", cell_of(dump.record_count));
  for (const Count& outcome : k_outcomes) json.member(outcome.name, cell_of(dump.*outcome.count));
  for (const Count& other : k_other_counts) json.member(other.name, cell_of(dump.*other.count));
  json.begin_array("first_rejects");
  for (const load::RejectNote& reject : dump.first_rejects) {
    json.begin_object();
    json.member("line", cell_of(reject.line));
    json.member("start", cell_of(reject.start));
    json.member("length", cell_of(reject.length));
    json.member("code", reject.code);
    json.member("message", reject.message);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace

std::string forgotten_text(const std::vector<load::StoredDump>& dumps) {
  std::vector<std::string> lines;
  for (const load::StoredDump& dump : dumps) {
    std::string line =
        fmt::format("{}: forgotten, {}", base::printable(dump.name), counted(dump.record_count, "record"));
    if (dump.reject_count > 0) line += fmt::format(", {}", counted(dump.reject_count, "reject"));
    lines.push_back(line + "\n");
  }
  return first_lines(lines, "forgotten");
}

void write_forgotten(JsonWriter& json, const std::vector<load::StoredDump>& dumps) {
  json.begin_array("forgotten");
  for (const load::StoredDump& dump : dumps) {
    json.begin_object();
    json.member("dump_id", dump.dump_id);
    json.member("name", dump.name);
    json.member("archive", cell_of(dump.archive));
    json.member("sha256", cell_of(dump.sha256));
    json.member("records", cell_of(dump.record_count));
    json.member("rejects", cell_of(dump.reject_count));
    json.end_object();
  }
  json.end_array();
}

std::string import_report_text(const load::ImportReport& report, const Session& session) {
  const std::string* const database_option = report.is_dry_run ? nullptr : &session.database_option;
  std::string text;
  if (report.dumps.size() > k_listed) {
    text = total_text(report.dumps, database_option) + attention_text(report.dumps);
  } else {
    for (const DumpReport& dump : report.dumps) text += dump_text(dump, database_option);
  }
  return text + forgotten_text(report.forgotten) + skipped_text(report.skipped) + failed_text(report.failed) +
         database_text(report, session);
}

std::string import_report_json(const load::ImportReport& report) {
  JsonWriter json;
  json.begin_object();
  json.begin_array("dumps");
  for (const DumpReport& dump : report.dumps) write_dump(json, dump);
  json.end_array();
  json.begin_array("failed");
  for (const source::Failure& failure : report.failed) {
    json.begin_object();
    json.member("name", failure.name);
    json.member("message", failure.error.message());
    json.member("hint", failure.error.hint());
    json.member("exit_code", static_cast<std::int64_t>(failure.error.code()));
    json.end_object();
  }
  json.end_array();
  json.begin_array("skipped");
  for (const source::Skipped& skipped : report.skipped) {
    json.begin_object();
    json.member("name", skipped.name);
    json.member("reason", std::string(skipped.reason));
    json.end_object();
  }
  json.end_array();
  json.member("papers_before", report.papers_before);
  json.member("papers_after", report.papers_after);
  write_corrections(json, report.corrections);
  write_forgotten(json, report.forgotten);
  json.flag("dry_run", report.is_dry_run);
  json.flag("created", report.created);
  json.end_object();
  return json.text();
}

}  // namespace litdex::cli
