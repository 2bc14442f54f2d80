// Measures the arXiver text reader against dumps whose records are known; bench/accuracy says how.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "format/format.hpp"
#include "source/source.hpp"
#include "source/window.hpp"
#include "truth.hpp"

namespace litdex::bench {
namespace {

using record::Field;
using training::Truth;

/// What a reader got right, over some records.
struct Tally {
  int records = 0;   ///< of the truth
  int found = 0;     ///< their identifiers
  int invented = 0;  ///< identifiers that the truth does not have
  int exact = 0;     ///< records of which every field and both ends are right
  int sure = 0;      ///< found with confidence of at least k_sure
  int sure_exact = 0;
  int abstract_wrong = 0;
  int comments_wrong = 0;
  int doi_wrong = 0;
  int reference_wrong = 0;
  int dates_wrong = 0;
};

/// Records by confidence: how many there are, how many of them are exact, how many should be.
struct Bin {
  int records = 0;
  int exact = 0;
  double expected = 0;
};

constexpr double k_bins[] = {0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 2};

struct Report {
  Tally all;
  std::map<std::string, Tally> by_archive;
  std::map<double, Bin> bins;
};

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

bool is_same(const std::optional<std::string_view>& given, const std::string& wanted) {
  return given.value_or("") == wanted;
}

/// The archive of a record: of its first category where the truth gives any, else of an identifier of the old form.
std::string archive_of(const Truth& record) {
  if (!record.categories.empty()) return record.categories.substr(0, record.categories.find_first_of(" ."));
  const std::size_t slash = record.id.find('/');
  return slash == std::string::npos ? "(unknown)" : record.id.substr(0, slash);
}

/// Whether the segment is the record's span; a truth's span may have blanks at its ends, a record's has none.
bool is_span(std::string_view dump, const Truth& truth, const format::Segment& segment) {
  const std::string_view span = base::trim(dump.substr(truth.start, truth.end - truth.start));
  return span.data() == dump.data() + segment.start && span.size() == segment.text.size();
}

/// Whether the record is exactly the truth's.
bool compare(Tally& tally, std::string_view dump, const Truth& truth, const format::Segment& segment,
             const record::RawRecord& record) {
  tally.found += 1;
  const bool is_abstract = is_same(record[Field::abstract], truth.abstract);
  const bool is_comments = is_same(record[Field::comments], truth.comments);
  const bool is_doi = is_same(record[Field::doi], truth.doi);
  const bool is_reference = is_same(record[Field::journal_ref], truth.journal_ref);
  const bool is_dates =
      is_same(record[Field::submitted], truth.created) && is_same(record[Field::updated], truth.updated);
  tally.abstract_wrong += is_abstract ? 0 : 1;
  tally.comments_wrong += is_comments ? 0 : 1;
  tally.doi_wrong += is_doi ? 0 : 1;
  tally.reference_wrong += is_reference ? 0 : 1;
  tally.dates_wrong += is_dates ? 0 : 1;
  const bool is_exact =
      is_abstract && is_comments && is_doi && is_reference && is_dates && is_span(dump, truth, segment);
  tally.exact += is_exact ? 1 : 0;
  tally.sure += segment.confidence >= format::k_sure ? 1 : 0;
  tally.sure_exact += is_exact && segment.confidence >= format::k_sure ? 1 : 0;
  return is_exact;
}

/// The record as it was read, and as it is.
void print_wrong(std::string_view dump, const Truth& truth, const format::Segment& segment) {
  fmt::print("  wrong, of confidence {:.3f}: {}\n    read:   {}\n    really: {}\n", segment.confidence, truth.id,
             base::printable(segment.text),
             base::printable(base::trim(dump.substr(truth.start, truth.end - truth.start))));
}

/// What is measured: all records, or one part of them.
struct Choice {
  std::size_t part = 0;
  std::size_t parts = 1;
  bool shows_wrong = false;
  [[nodiscard]] bool has(const Truth& record) const { return training::part_of(record, parts) == part; }
};

Report measure(const std::string& dump, const std::vector<Truth>& truth, const Choice& choice) {
  std::unordered_map<std::string_view, const Truth*> by_id;
  Report report;
  for (const Truth& record : truth) {
    by_id.emplace(record.id, &record);
    if (!choice.has(record)) continue;
    report.all.records += 1;
    report.by_archive[archive_of(record)].records += 1;
  }
  const format::Format& format = *format::find_format("arxiver-text");
  const auto source = source::memory_source("dump", dump);
  source::Window window(*source);
  const auto segmenter = format.make_segmenter(window, {});
  std::unordered_set<std::string> seen;
  format::Segment segment;
  while (segmenter->next(segment)) {
    if (segment.kind != format::SpanKind::record) continue;
    const format::Decoded decoded = format.decode(segment.text, segment.context);
    const auto* const record = std::get_if<record::RawRecord>(&decoded);
    if (record == nullptr) continue;
    const std::string id((*record)[Field::arxiv_id].value_or(""));
    const auto found = by_id.find(id);
    if (found == by_id.end() || !seen.insert(id).second) {
      report.all.invented += 1;
      continue;
    }
    const Truth& wanted = *found->second;
    if (!choice.has(wanted)) continue;
    const bool is_exact = compare(report.all, dump, wanted, segment, *record);
    if (!is_exact && choice.shows_wrong) print_wrong(dump, wanted, segment);
    compare(report.by_archive[archive_of(wanted)], dump, wanted, segment, *record);
    Bin& bin = report.bins[*std::ranges::upper_bound(k_bins, segment.confidence)];
    bin.records += 1;
    bin.exact += is_exact ? 1 : 0;
    bin.expected += segment.confidence;
  }
  return report;
}

double percent(int part, int whole) { return whole == 0 ? 100 : 100.0 * part / whole; }

void print_head() {
  fmt::print("{:14} {:>7} {:>7} {:>8} {:>6} {:>9} {:>7} {:>8} {:>11}   {}\n", "dump", "records", "found", "invented",
             "wrong", "exact", "sure", "", "sure, wrong", "wrong: abstract comments doi reference dates");
}

void print_row(std::string_view name, const Tally& t) {
  fmt::print("{:14} {:7} {:7} {:8} {:6} {:8.3f}% {:7} {:7.2f}% {:11}   {:15} {:8} {:3} {:9} {:5}\n", name, t.records,
             t.found, t.invented, t.records - t.exact, percent(t.exact, t.records), t.sure, percent(t.sure, t.found),
             t.sure - t.sure_exact, t.abstract_wrong, t.comments_wrong, t.doi_wrong, t.reference_wrong, t.dates_wrong);
}

void print_details(const Report& report) {
  fmt::print("\n  confidence      records    exact   expected\n");
  double from = 0;
  for (const double to : k_bins) {
    if (const auto bin = report.bins.find(to); bin != report.bins.end()) {
      fmt::print("  {:5.3f} to {:5.3f} {:8} {:8} {:10.1f}\n", from, std::min(to, 1.0), bin->second.records,
                 bin->second.exact, bin->second.expected);
    }
    from = to;
  }
  fmt::print("\n");
  for (const auto& [archive, tally] : report.by_archive) {
    if (tally.records >= 20) print_row("  " + archive, tally);
  }
  fmt::print("\n");
}

int run(const std::vector<std::string>& files, const Choice& choice) {
  print_head();
  for (std::size_t i = 0; i + 1 < files.size(); i += 2) {
    const std::string& dump = files[i];
    const Report report = measure(read_file(dump), training::read_truth(files[i + 1]), choice);
    const std::size_t slash = dump.rfind('/');
    print_row(dump.substr(slash == std::string::npos ? 0 : slash + 1), report.all);
    print_details(report);
  }
  return 0;
}

}  // namespace
}  // namespace litdex::bench

int main(int argc, char** argv) {
  CLI::App app("Measures the arXiver text reader against dumps whose records are known");
  std::vector<std::string> files;
  litdex::bench::Choice choice;
  app.add_option("FILES", files, "DUMP TRUTH [DUMP TRUTH]...")->required();
  app.add_option("--part", choice.part, "measure only this part of the records, from 0");
  app.add_option("--parts", choice.parts, "of so many")->check(CLI::PositiveNumber);
  app.add_flag("--wrong", choice.shows_wrong, "show each record that is not exact, as it was read and as it is");
  CLI11_PARSE(app, argc, argv);
  try {
    return litdex::bench::run(files, choice);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_accuracy: {}\n", error.what());
    return 1;
  }
}
