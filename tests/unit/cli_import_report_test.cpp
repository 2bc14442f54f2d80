// What an import says at its end.
// SPDX-License-Identifier: MIT
#include "cli/import_report.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <regex>
#include <string>

#include "support/file_bytes.hpp"

using namespace litdex;

namespace {

load::DumpReport dump(const std::string& name, std::uint64_t rejects, bool is_complete = true) {
  load::DumpReport report;
  report.name = name;
  report.format = "arxiver-text";
  report.is_complete = is_complete;
  report.bytes = 1000;
  report.record_count = report.new_count = 10;
  report.reject_count = rejects;
  report.reject_bytes = rejects * 7;
  return report;
}

std::string text_of(const load::ImportReport& report) {
  cli::Console console(stdout, stderr, {}, {});
  return cli::import_report_text(report, {console, "papers.db", ""});
}

}  // namespace

TEST_SUITE("cli::import_report") {
  TEST_CASE("a thousand inputs are summed up, and those that need attention are named") {
    load::ImportReport report;
    for (int i = 0; i < 990; ++i) report.dumps.push_back(dump("d" + std::to_string(i), i % 100 == 0 ? 2 : 0));
    report.dumps.push_back(dump("cut", 0, false));
    for (int i = 0; i < 9; ++i) report.failed.push_back({"f", {base::ExitCode::no_input, "no such file: f", ""}});
    report.skipped.push_back({"d/.x", source::k_hidden});
    report.papers_after = 9910;
    report.created = true;
    CHECK(text_of(report) == R"(991 dumps: 9,910 records in 991,000 bytes
  9,910 new
  20 rejects, 140 bytes: litdex sql "SELECT * FROM rejected"
d0: 2 rejects
d100: 2 rejects
d200: 2 rejects
d300: 2 rejects
d400: 2 rejects
d500: 2 rejects
and 5 more with rejects or not read to their end; --json lists all
skipped: d/.x (hidden)
failed: no such file: f
failed: no such file: f
failed: no such file: f
failed: no such file: f
failed: no such file: f
failed: no such file: f
and 3 more failed; --json lists all
papers.db: 9,910 papers in a new database
next: litdex search WORDS
)");
  }

  TEST_CASE("whatever happens, the summary fits a screen of 40 lines") {
    load::ImportReport report;
    for (int i = 0; i < 1000; ++i) {
      report.dumps.push_back(dump("d", 1, false));
      report.dumps.back().doubtful_count = report.dumps.back().doubtful_cut_count = 1;
      report.failed.push_back({"f", {base::ExitCode::no_input, "no such file: f", ""}});
      report.skipped.push_back({"s", source::k_hidden});
    }
    const std::string text = text_of(report);
    CHECK(std::ranges::count(text, '\n') <= 40);
  }

  TEST_CASE("docs/import-report.md says what every member of the JSON report is") {
    load::ImportReport report;
    report.dumps.push_back(dump("d", 1));
    report.dumps.back().first_rejects.push_back({1, 0, 5, "malformed", "no record"});
    report.forgotten.push_back({1, "old", {}, {}, "arxiver-text", 5, 1, 0});
    report.failed.push_back({"f", {base::ExitCode::no_input, "no such file: f", ""}});
    report.skipped.push_back({"s", source::k_hidden});
    const std::string json = cli::import_report_json(report);
    const std::string page = test::read_bytes(LITDEX_SOURCE_DIR "/docs/import-report.md");
    const std::regex member("\n( *)\"(\\w+)\":");
    std::size_t count = 0;
    for (std::sregex_iterator found(json.begin(), json.end(), member), end; found != end; ++found, ++count) {
      const std::string name = ((*found)[1].length() > 2 ? "." : "") + (*found)[2].str();
      CAPTURE(name);
      CHECK(page.find("`" + name + "`") != std::string::npos);
    }
    CHECK(count == 52);
  }
}
