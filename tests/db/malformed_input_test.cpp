// Bytes that are no sound dump: what is imported of each, what is rejected and where, and how the run ends.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "check/check.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "support/file_bytes.hpp"
#include "support/packed.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;
using namespace std::string_literals;

namespace {

constexpr auto k_no_format =
    "is of no known format; nearest is arxiver-text, but no line at its beginning starts with arXiv: and an identifier";

const std::string k_one = "We listen to kettles.\narXiv:0704.0001\n";
const std::string k_two = "Cups are the last matter.\n5 pages\narXiv:0704.0002\n";

std::string utf16(std::string_view ascii, bool is_little) {
  std::string text;
  for (const char c : ascii) text += is_little ? std::string{c, '\0'} : std::string{'\0', c};
  return text;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

struct Case {
  std::string name;
  std::string bytes;
  /// "ids [start+length code]... exit code", and what the run says of the input.
  std::string outcome;
  std::string message;
};

std::vector<Case> cases() {
  const std::string whole = "0704.0001 0704.0002 ";
  const std::string gzip = test::packed("gzip", k_one + k_two);
  return {
      {"sound", k_one + k_two, whole + "exit 0", ""},
      {"empty", "", "exit 0", ""},
      {"blank", " \n\t\r\n", "exit 0", ""},
      {"a byte order mark alone", "\xEF\xBB\xBF", "exit 65", k_no_format},
      {"a byte order mark before the text", "\xEF\xBB\xBF" + k_one, "0704.0001 exit 0", ""},
      {"line ends of Windows", "We listen.\r\narXiv:0704.0001\r\n" + k_two, whole + "exit 0", ""},
      {"line ends of old", "We listen.\rarXiv:0704.0001\r", "exit 65", "is text whose lines end with CR, no dump"},
      {"no last line end", k_one + "Cups.\narXiv:0704.0002", whole + "exit 0", ""},
      {"a line separator of Unicode", "We \u2028listen.\narXiv:0704.0001\n", "0704.0001 exit 0", ""},
      {"cut in an abstract", k_one + "Cups are the", "0704.0001 [38+12 no_identifier] exit 1", ""},
      {"cut in an identifier", k_one + "Cups.\narXiv:0704.00", "0704.0001 [38+19 no_identifier] exit 1", ""},
      {"text before and after", "ten words\n" + k_one + "the end\n", "0704.0001 [48+7 no_identifier] exit 1", ""},
      {"wrong UTF-8", "We \xC0\xAF\xED\xA0\x80\xFF listen.\narXiv:0704.0001\n", "0704.0001 exit 0", ""},
      {"Latin-1",
       "G\xF6"
       "del listens.\narXiv:0704.0001\n",
       "0704.0001 exit 0", ""},
      {"NUL in the text", "We \0listen.\narXiv:0704.0001\n"s + k_two, whole + "exit 0", ""},
      {"control characters", "We \x1B[31m\x07listen.\narXiv:0704.0001\n", "0704.0001 exit 0", ""},
      {"UTF-16", "\xFF\xFE" + utf16(k_one, true), "exit 65", "is UTF-16 text, no dump"},
      {"UTF-16, big end first", "\xFE\xFF" + utf16(k_one, false), "exit 65", "is UTF-16 text, no dump"},
      {"UTF-16 without a mark", utf16(k_one, true), "exit 65", "is UTF-16 text, no dump"},
      {"a page", "<!DOCTYPE html>\n<html><body>We listen.</body></html>", "exit 65", "is an HTML page, no dump"},
      {"a paper", "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n1 0 obj", "exit 65", "is a PDF file, no dump"},
      {"a picture", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "exit 65", "is a picture, no dump"},
      {"a program",
       "\x7F"
       "ELF\x02\x01\x01\0\0\0\0"s,
       "exit 65", "is a program, no dump"},
      {"zeros", std::string(5000, '\0'), "exit 65", "is no text, no dump"},
      {"other text", "nothing of it\nis a record\n", "exit 65", k_no_format},
      {"the same record twice", k_one + k_one, "0704.0001 exit 0", ""},
      {"anchors alone", repeated("arXiv:\n", 1000), "exit 65", k_no_format},
      {"a long line", k_one + std::string(1U << 20U, 'x') + "\n" + k_two, whole + "exit 0", ""},
      {"a line that is longer than an entry may be", k_one + std::string(65U << 20U, 'x') + "\n" + k_two,
       "0704.0001 [38+67104768 too_long] [67104806+1052722 too_long] exit 1", ""},
      {"gzip, whole", gzip, whole + "exit 0", ""},
      {"gzip of two members", test::packed("gzip", k_one) + test::packed("gzip", k_two), whole + "exit 0", ""},
      {"gzip of nothing", test::packed("gzip", ""), "exit 0", ""},
      {"gzip of another file", test::packed("gzip", "%PDF-1.5\n"), "exit 65", "is a PDF file, no dump"},
      {"gzip, cut in its head", gzip.substr(0, 5), "exit 65", ""},
      {"a bomb", test::packed("gzip", std::string(101'000'000, ' ')), "exit 65", ""},
  };
}

/// Imports the bytes and says what became of them, as Case::outcome does.
std::string outcome_of(const test::TempDir& folder, const Case& input, std::string& message) {
  const fs::path database = folder.path() / "papers.db";
  test::write_bytes(folder.path() / "dump", input.bytes);
  load::ImportOptions options;
  options.inputs = {(folder.path() / "dump").string()};
  const load::ImportReport report = load::import_dumps(database, options);
  message = report.failed.empty() ? "" : report.failed.front().error.message();
  std::string outcome;
  int exit_code = report.failed.empty() ? 0 : static_cast<int>(report.failed.front().error.code());
  if (fs::exists(database)) {
    const SQLite::Database client(database.string());
    SQLite::Statement ids(client, "SELECT arxiv_id FROM papers ORDER BY arxiv_id");
    while (ids.executeStep()) outcome += ids.getColumn(0).getString() + ' ';
    SQLite::Statement rejects(client, "SELECT start, length, code FROM rejects ORDER BY start");
    while (rejects.executeStep()) {
      outcome += fmt::format("[{}+{} {}] ", rejects.getColumn(0).getInt64(), rejects.getColumn(1).getInt64(),
                             rejects.getColumn(2).getString());
      exit_code = exit_code == 0 ? 1 : exit_code;
    }
    for (const check::Finding& finding : check::check_database(database)) FAIL(finding.object << finding.message);
  }
  return outcome + fmt::format("exit {}", exit_code);
}

}  // namespace

TEST_SUITE("load::malformed input") {
  TEST_CASE("of bytes that are no sound dump, what is whole is imported, and the rest is said") {
    for (const Case& input : cases()) {
      CAPTURE(input.name);
      const test::TempDir folder;
      std::string message;
      CHECK(outcome_of(folder, input, message) == input.outcome);
      if (!input.message.empty()) CHECK(message == "dump " + input.message);
      CHECK(message.empty() == (input.outcome.find("exit 65") == std::string::npos));
    }
  }

  TEST_CASE("what is stored of damaged text is valid, and its source is kept") {
    const test::TempDir folder;
    const fs::path database = folder.path() / "papers.db";
    test::write_bytes(folder.path() / "dump",
                      "We \xC0\xAF\0 list\xED\xA0\x80"
                      "en.\narXiv:0704.0001\n"s);
    load::ImportOptions options;
    options.inputs = {(folder.path() / "dump").string()};
    load::import_dumps(database, options);
    const SQLite::Database client(database.string());
    SQLite::Statement row(client, "SELECT p.abstract, o.text FROM papers AS p JOIN originals AS o USING (paper_id)");
    REQUIRE(row.executeStep());
    CHECK(row.getColumn(0).getString() == "We \uFFFD\uFFFD list\uFFFD\uFFFD\uFFFDen.");
    CHECK(row.getColumn(1).getString() == R"(We \xc0\xaf\x00 list\xed\xa0\x80en.)");
  }

  TEST_CASE("a file that somebody writes while it is read is not taken for whole") {
    const test::TempDir folder;
    const fs::path dump = folder.path() / "dump";
    test::write_bytes(dump, repeated(k_one + k_two, 10000));
    load::ImportOptions options;
    options.inputs = {dump.string()};
    options.batch_records = 100;
    bool is_changed = false;
    load::ImportEvents events;
    events.progress = [&](const load::ImportProgress&) {
      if (!std::exchange(is_changed, true)) test::write_bytes(dump, repeated(k_two + k_one, 20000));
    };
    const load::ImportReport report = load::import_dumps(folder.path() / "papers.db", options, events);
    REQUIRE(report.failed.size() == 1);
    CHECK(report.failed.front().error.message() == "dump was changed while it was read");
    CHECK_FALSE(report.dumps.at(0).is_complete);
  }
}
