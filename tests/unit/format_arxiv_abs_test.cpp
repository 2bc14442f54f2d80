// arXiv's .abs files, listings and mailings: the rules of docs/formats/arxiv_abs.md.
// SPDX-License-Identifier: MIT
#include "format/arxiv_abs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "format/format.hpp"
#include "record/record.hpp"
#include "support/spans.hpp"

using litdex::format::Reject;
using litdex::format::SpanKind;
using litdex::record::Field;
using litdex::record::RawRecord;
using litdex::test::require_covered;
using litdex::test::Span;

namespace {

std::vector<Span> cut(std::string_view bytes, std::size_t chunk = SIZE_MAX,
                      std::size_t max_entry = litdex::format::k_max_entry_bytes) {
  const auto make = [&](litdex::source::Window& window) {
    return litdex::format::make_abs_segmenter(window, max_entry);
  };
  return litdex::test::spans_of(bytes, make, chunk);
}

std::filesystem::path data_dir() { return std::filesystem::path(LITDEX_SOURCE_DIR) / "tests/data"; }

std::string sample(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(data_dir() / name, std::ios::binary).rdbuf();
  REQUIRE_FALSE(text.str().empty());
  return text.str();
}

constexpr std::array k_abs_samples = {"arxiv_abs/one.abs", "arxiv_abs/many.abs"};
constexpr std::array k_listing_samples = {"arxiv_listing/month.txt", "arxiv_listing/week.txt",
                                          "arxiv_listing/mail.txt"};

std::vector<std::string> all_samples() {
  std::vector<std::string> names(k_abs_samples.begin(), k_abs_samples.end());
  names.insert(names.end(), k_listing_samples.begin(), k_listing_samples.end());
  return names;
}

/// What an entry says, apart from its text.
struct Said {
  std::map<Field, std::string> fields;
  std::string date;
};

Said decoded(const std::string& entry) {
  const auto result = litdex::format::decode_arxiv_listing(entry);
  const auto* const record = std::get_if<RawRecord>(&result);
  REQUIRE(record != nullptr);
  Said said;
  for (const auto& info : litdex::record::k_fields) {
    if ((*record)[info.field]) said.fields[info.field] = std::string(*(*record)[info.field]);
  }
  said.date = record->date.value_or("");
  return said;
}

std::vector<std::string> records_of(const std::string& name) {
  std::vector<std::string> texts;
  for (const Span& span : cut(sample(name))) {
    if (span.kind == SpanKind::record) texts.push_back(span.text);
  }
  return texts;
}

std::string text_of(const Said& said, Field field) {
  const auto found = said.fields.find(field);
  return found == said.fields.end() ? "" : found->second;
}

/// What an entry with these header lines says.
Said header(const std::string& lines) {
  return decoded("\\\\\narXiv:0704.0001\n" + lines + "\nTitle: T\nAuthors: A\n\\\\");
}

/// What an entry with these lines after title and authors says.
Said fields(const std::string& lines) {
  return decoded("\\\\\narXiv:0704.0001\n\nTitle: T\nAuthors: A\n" + lines + "\n\\\\");
}

/// The code and message of a reject, or nothing.
std::string refusal(const litdex::format::Decoded& result) {
  const auto* const reject = std::get_if<Reject>(&result);
  return reject == nullptr ? "" : std::string(name_of(reject->code)) + ": " + reject->message;
}

}  // namespace

TEST_SUITE("format::arxiv_abs") {
  TEST_CASE("streams are cut as the rules say") {
    const struct {
      const char* rule;
      const char* bytes;
      const char* spans;
    } cases[] = {
        {"S1", "\xEF\xBB\xBF------------", "F[\xEF\xBB\xBF]F[------------]"},
        {"S2", "", ""},
        {"S2", " \n\t\r\n", ""},
        {"L1", "-----------\n", "F[-----------]"},
        {"L1", "------------\r\n-------------\n", "F[------------]F[-------------]"},
        {"L2", "%-%-%-%-\n%%--%%--%%\n%%%---%%%---\n", "F[%-%-%-%-]F[%%--%%--%%]F[%%%---%%%---]"},
        {"L3", "\\\\ \t\narXiv:0704.0001\n\\\\\n", "R[\\\\ \t\narXiv:0704.0001\n\\\\]"},
        {"L3", "\\\\x\narXiv:0704.0001\n------------\n", "F[\\\\x\narXiv:0704.0001]F[------------]"},
        {"L4", "\\\\\narXiv:0704.0001\n\\\\\nit\n\\\\( a, http://x\nmore",
         "R[\\\\\narXiv:0704.0001\n\\\\\nit\n\\\\( a, http://x]F[more]"},
        {"L4", "\\\\\narXiv:0704.0001\n\\\\\nit\n\\\\ (x)\nmore\n\\\\",
         "R[\\\\\narXiv:0704.0001\n\\\\\nit\n\\\\ (x)\nmore\n\\\\]"},
        {"E2", "\\\\\narXiv:0704.0001\nTitle: T\n\\\\\nTitle: U\n\\\\\n------------\n",
         "R[\\\\\narXiv:0704.0001\nTitle: T\n\\\\\nTitle: U\n\\\\]F[------------]"},
        {"S3", "\\\\\n/* Fri, 3 Mar 2023 */\n\\\\\n------------\n",
         "F[\\\\\n/* Fri, 3 Mar 2023 */\n\\\\]F[------------]"},
        {"S3", "\\\\\n/* Fri */\n------------\n", "F[\\\\\n/* Fri */]F[------------]"},
        {"S3", "\\\\\n/* Fri */\n\\\\\narXiv:0704.0001\n\\\\\n", "F[\\\\\n/* Fri */]R[\\\\\narXiv:0704.0001\n\\\\]"},
        {"S4", "To: you\n\nhello\n------------\n bye\n", "F[To: you\n\nhello]F[------------]F[bye]"},
        {"S4", "hello\n\\\\\narXiv:0704.0001\n\\\\", "F[hello]R[\\\\\narXiv:0704.0001\n\\\\]"},
        {"S5", "of it.\n\\\\\n------------\n", "X[of it.\n\\\\]F[------------]"},
        {"S5", "of it.\n\\\\ ( https://arxiv.org/abs/0704.0001 , 1kb)\n",
         "X[of it.\n\\\\ ( https://arxiv.org/abs/0704.0001 , 1kb)]"},
        {"S5", "Comments: 3 pages\n", "X[Comments: 3 pages]"},
        {"E1", "\\\\\narXiv:0704.0001\n\\\\\narXiv:0704.0002\n\\\\",
         "R[\\\\\narXiv:0704.0001]R[\\\\\narXiv:0704.0002\n\\\\]"},
        {"E1", "\\\\\nFrom: me\n\\\\\nit\n\\\\", "R[\\\\\nFrom: me\n\\\\\nit\n\\\\]"},
        {"E3", "\\\\\nPaper: math/0309136\n\\\\\nit\n\\\\ (http://x )\nmore\n",
         "R[\\\\\nPaper: math/0309136\n\\\\\nit\n\\\\ (http://x )]F[more]"},
        {"E4", "\\\\\narXiv:0704.0001\n\\\\\na\n\\\\\nb\n\\\\\n\n\n",
         "R[\\\\\narXiv:0704.0001\n\\\\\na\n\\\\\nb\n\\\\]"},
        {"E4", "\\\\\narXiv:0704.0001\n\\\\ \r\n\n------------\nbye",
         "R[\\\\\narXiv:0704.0001\n\\\\]F[------------]F[bye]"},
        {"E4", "\\\\\narXiv:0704.0001\n\\\\\n%%%---%%%\n", "R[\\\\\narXiv:0704.0001\n\\\\]F[%%%---%%%]"},
        {"E4", "\\\\\narXiv:0704.0001\n\\\\\nx\n\\\\\n\\\\\narXiv:0704.0002\n\\\\",
         "R[\\\\\narXiv:0704.0001\n\\\\\nx\n\\\\]R[\\\\\narXiv:0704.0002\n\\\\]"},
        {"E5", "\\\\\narXiv:0704.0001\n\\\\\na\n------------\nb\n\\\\",
         "R[\\\\\narXiv:0704.0001\n\\\\\na\n------------\nb\n\\\\]"},
        {"E5", "\\\\\narXiv:0704.0001\nTi\n------------\n\\\\\narXiv:0704.0002\n\\\\",
         "R[\\\\\narXiv:0704.0001\nTi]F[------------]R[\\\\\narXiv:0704.0002\n\\\\]"},
        {"E5", "\\\\\narXiv:0704.0001\n------------\narXiv:0704.0002\nTitle: T\n\\\\",
         "R[\\\\\narXiv:0704.0001]F[------------]X[arXiv:0704.0002\nTitle: T\n\\\\]"},
        {"E5", "\\\\\narXiv:0704.0001\n%-%-%-%\nmore", "R[\\\\\narXiv:0704.0001]F[%-%-%-%]F[more]"},
        {"L5", "\\\\\narXiv:0704.0001\n\\\\\n \\\\\n ------------\nx\n\\\\",
         "R[\\\\\narXiv:0704.0001\n\\\\\n \\\\\n ------------\nx\n\\\\]"},
    };
    for (const auto& one : cases) {
      const std::string rule = one.rule;
      const std::string bytes = one.bytes;
      CAPTURE(rule);
      CAPTURE(bytes);
      const auto spans = cut(bytes);
      require_covered(spans, bytes);
      CHECK(shown_without_blanks(spans) == one.spans);
      for (const std::size_t chunk : {1U, 2U, 3U, 7U}) REQUIRE(cut(bytes, chunk) == spans);
    }
  }

  TEST_CASE("every chunk size gives the same spans") {
    for (const std::string& name : all_samples()) {
      CAPTURE(name);
      const std::string bytes = "\xEF\xBB\xBF\n" + sample(name) + "\nand a tail\n\n";
      const auto whole = cut(bytes);
      require_covered(whole, bytes);
      for (std::size_t chunk = 1; chunk <= 64; ++chunk) {
        CAPTURE(chunk);
        REQUIRE(cut(bytes, chunk) == whole);
      }
    }
  }

  TEST_CASE("line ends with a carriage return change no record (L5)") {
    for (const std::string& name : all_samples()) {
      std::string bytes;
      for (const char c : sample(name)) bytes += c == '\n' ? std::string("\r\n") : std::string(1, c);
      const auto spans = cut(bytes);
      require_covered(spans, bytes);
      const auto expected = records_of(name);
      std::size_t count = 0;
      for (const Span& span : spans) {
        if (span.kind != SpanKind::record) continue;
        const Said record = decoded(span.text);
        CHECK(text_of(record, Field::arxiv_id) == text_of(decoded(expected.at(count)), Field::arxiv_id));
        CHECK(text_of(record, Field::submitted) == text_of(decoded(expected.at(count)), Field::submitted));
        ++count;
      }
      CHECK(count == expected.size());
    }
  }

  TEST_CASE("damaged samples are covered, whatever the damage, and decode") {
    std::mt19937 random(7);
    const auto names = all_samples();
    for (int round = 0; round < 1000; ++round) {
      const std::string bytes =
          litdex::test::damaged(sample(names[static_cast<std::size_t>(round) % names.size()]), "\n\\\\\n", random);
      const auto spans = cut(bytes);
      require_covered(spans, bytes);
      REQUIRE(cut(bytes, 1 + random() % 40) == spans);
      for (const Span& span : spans) {
        if (span.kind == SpanKind::record) litdex::format::decode_arxiv_abs(span.text);
      }
    }
  }

  TEST_CASE("what is too long is rejected in pieces, and the next entry is read (S6)") {
    constexpr std::size_t k_small = 10000;
    const std::string next = "\n------------\n\\\\\narXiv:0704.0002\n\\\\\n";
    for (const std::size_t size : {k_small - 25, k_small - 24, k_small - 1, k_small, 3 * k_small + 5}) {
      for (const char* begin : {"\\\\\narXiv:0704.0001\n\\\\\n", "Title: T\n", "\\\\\n/* Fri\n", ""}) {
        CAPTURE(size);
        CAPTURE(std::string(begin));
        const std::string bytes = begin + std::string(size, 'x') + next;
        const auto spans = cut(bytes, SIZE_MAX, k_small);
        require_covered(spans, bytes);
        for (const Span& span : spans) REQUIRE(span.text.size() <= k_small);
        REQUIRE(cut(bytes, 7, k_small) == spans);
        CHECK(spans.at(spans.size() - 2).text == "\\\\\narXiv:0704.0002\n\\\\");
        const bool is_too_long = bytes.size() - next.size() + 1 >= k_small;
        CHECK((spans.front().code == "too_long") == is_too_long);
      }
    }
  }

  TEST_CASE("much text outside of entries is a reject, not frame (S5)") {
    CHECK(cut(std::string(65536, 'x')).front().kind == SpanKind::frame);
    CHECK(cut(std::string(65537, 'x')).front().code == "no_identifier");
  }

  TEST_CASE("the first line gives the identifier (H1)") {
    const struct {
      const char* line;
      const char* id;
      const char* version;
    } cases[] = {
        {"arXiv:0704.0001", "0704.0001", ""},
        {"arXiv: 2306.07353v12 (*cross-listing*)", "2306.07353", "v12"},
        {"arXiv:hep-th/9901001(*cross-listing*)", "hep-th/9901001", ""},
        {"arXiv:0805.0431 [hep-ph]", "0805.0431", ""},
        {"Paper: hep-th/9901001", "hep-th/9901001", ""},
        {"Paper (*cross-listing*): math.GT/0309136   (7kb)", "math.GT/0309136", ""},
    };
    for (const auto& one : cases) {
      const std::string line = one.line;
      CAPTURE(line);
      const Said record = decoded("\\\\\n" + line + "\nTitle: T\nAuthors: A\n\\\\");
      CHECK(text_of(record, Field::arxiv_id) == one.id);
      CHECK(text_of(record, Field::latest_version) == one.version);
    }
    for (const char* line : {"arXiv:0704.00012", "arXiv:0713.0001", "arXiv:x", "Paper hep-th/9901001", "0704.0001",
                             "Papers: hep-th/9901001", " arXiv:0704.0001", ""}) {
      CAPTURE(std::string(line));
      const std::string entry = "\\\\\n" + std::string(line) + "\nTitle: T\nAuthors: A\n\\\\";
      CHECK(refusal(litdex::format::decode_arxiv_listing(entry)) ==
            "no_identifier: the entry does not begin with an arXiv identifier");
    }
  }

  TEST_CASE("the submitter is the name before the address (H2)") {
    const std::pair<const char*, const char*> cases[] = {
        {"Ada Sample  <ada@example.com>", "Ada Sample"},
        {"Sample, Ada <a>", "Sample, Ada"},
        {" <ada@example.com>", ""},
        {"ada@example.com", ""},
        {"Ada Sample", "Ada Sample"},
        {"Zo\xEB <z@example.com>", "Zo\xC3\xAB"},
        {"", ""},
    };
    for (const auto& [from, name] : cases) {
      const std::string shown_from = from;
      CAPTURE(shown_from);
      CHECK(text_of(header("From: " + shown_from + "\n"), Field::submitter) == name);
    }
  }

  TEST_CASE("dates are those of the first and the last version (H3, H4, H5)") {
    const struct {
      const char* lines;
      const char* submitted;
      const char* updated;
      const char* version;
      const char* date;
    } cases[] = {
        {"Date: Mon, 2 Apr 2007 19:18:42 GMT   (15kb)\n", "Mon, 2 Apr 2007 19:18:42 GMT", "", "",
         "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"Date: A (1kb)\nDate (revised v2): B   (2kb,D)\nDate (revised v3): C   (0kb,I)\n", "A", "C", "v3", "C"},
        {"Date: A\nDate (revised): B\n", "A", "B", "", "B"},
        {"Date: A\xC2\xA0\xC2\xA0 (1kb)\n", "A", "", "", "A"},
        {"replaced with revised version Wed, 11 Feb 2026 22:17:21 GMT   (9726kb)\n", "",
         "Wed, 11 Feb 2026 22:17:21 GMT", "", "Wed, 11 Feb 2026 22:17:21 GMT"},
        {"figures added A   (9kb)\n", "", "A", "", "A"},
        {"part added A\n", "", "A", "", "A"},
        {"Date (removed): A\nDate (revised v2): (3kb)\n", "", "", "", ""},
        {"", "", "", "", ""},
    };
    for (const auto& one : cases) {
      const std::string lines = one.lines;
      CAPTURE(lines);
      const Said record = header(lines);
      CHECK(text_of(record, Field::submitted) == one.submitted);
      CHECK(text_of(record, Field::updated) == one.updated);
      CHECK(text_of(record, Field::latest_version) == one.version);
      CHECK(record.date == one.date);
    }
  }

  TEST_CASE("fields go on in lines that begin nothing else (F1, F2, F4)") {
    const struct {
      const char* lines;
      Field field;
      const char* text;
    } cases[] = {
        {"Comments: a\n  b\nDOI: 10.1000/1", Field::comments, "a\n  b"},
        {"Comments: a\n b\n\xC2\xA0"
         "c\nd: e",
         Field::comments,
         "a\n b\n\xC2\xA0"
         "c\nd: e"},
        {"Comments: a\nProxy: b\nSubj-class: c", Field::comments, "a"},
        {"Comments: a\n\nb", Field::comments, "a"},
        {"Comments:\n  a", Field::comments, "a"},
        {"Comments: a\nComments: b", Field::comments, "a"},
        {"Comments:", Field::comments, ""},
        {"Comments: a\n  DOI: b", Field::comments, "a\n  DOI: b"},
        {"REPORT-NO: a", Field::report_no, "a"},
        {"Report-no: a", Field::report_no, "a"},
        {"ACM-class: a", Field::acm_class, "a"},
        {"MSC-class: a", Field::msc_class, "a"},
        {"Journal-ref: a", Field::journal_ref, "a"},
        {"DOI: a b", Field::doi, "a b"},
        {"License: http://a/", Field::license, "http://a/"},
        {"Categories: hep-th math.AG", Field::categories, "hep-th math.AG"},
        {"Categorie: hep-th", Field::categories, ""},
        {"Title: again", Field::title, "T"},
    };
    for (const auto& one : cases) {
      const std::string lines = one.lines;
      CAPTURE(lines);
      CHECK(text_of(fields(lines), one.field) == one.text);
    }
  }

  TEST_CASE("a field in which no byte is of UTF-8 is Windows-1252, field by field (F3)") {
    const Said record = fields("Comments: caf\xE9 \x96\nJournal-ref: caf\xC3\xA9\nReport-no: \xC3\xA9\xE9");
    CHECK(text_of(record, Field::comments) == "caf\xC3\xA9 \xE2\x80\x93");
    CHECK(text_of(record, Field::journal_ref) == "caf\xC3\xA9");
    CHECK(text_of(record, Field::report_no) == "\xC3\xA9\xE9");
  }

  TEST_CASE("what is no whole entry is refused with its reason (E6, F6)") {
    const std::string begin = "\\\\\narXiv:0704.0001\n";
    const std::string both = begin + "Title: T\nAuthors: A\n";
    const struct {
      std::string entry;
      const char* abs;
      const char* listing;
    } cases[] = {
        {"\\\\", "no_identifier: the entry does not begin with an arXiv identifier",
         "no_identifier: the entry does not begin with an arXiv identifier"},
        {begin + "Title: T", "malformed: the entry has no end: it may be cut here",
         "malformed: the entry has no end: it may be cut here"},
        {both + "\\\\\nWe", "malformed: the entry has no end: it may be cut here",
         "malformed: the entry has no end: it may be cut here"},
        {begin + "Authors: A\n\\\\\nWe\n\\\\", "malformed: the entry has no title",
         "malformed: the entry has no title"},
        {begin + "Title: T\n\\\\\nWe\n\\\\", "malformed: the entry has no authors",
         "malformed: the entry has no authors"},
        {both + "\\\\", "malformed: the entry has no abstract: it may be cut here", ""},
        {both + "\\\\\n\\\\", "", ""},
        {both + "\\\\\nWe\n\\\\", "", ""},
    };
    for (const auto& one : cases) {
      CAPTURE(one.entry);
      CHECK(refusal(litdex::format::decode_arxiv_abs(one.entry)) == one.abs);
      CHECK(refusal(litdex::format::decode_arxiv_listing(one.entry)) == one.listing);
    }
  }

  TEST_CASE("an .abs file that is cut anywhere gives no record (E6, F6)") {
    const std::string bytes = sample("arxiv_abs/one.abs");
    for (std::size_t size = 0; size + 1 < bytes.size(); ++size) {
      CAPTURE(size);
      const std::string part = bytes.substr(0, size);
      const auto spans = cut(part);
      require_covered(spans, part);
      for (const Span& span : spans) {
        if (span.kind == SpanKind::record) REQUIRE(refusal(litdex::format::decode_arxiv_abs(span.text)) != "");
      }
    }
  }

  TEST_CASE("the separator behind the header begins the abstract, which has the rest (E2, F5)") {
    const std::string header = "\\\\\narXiv:0704.0001\nTitle: T\nAuthors: A\n\\\\\n";
    const Said said = decoded(header + "  We\nComments: c\n\\\\\n\n  and so on\n\\\\");
    CHECK(text_of(said, Field::abstract) == "We\nComments: c\n\\\\\n\n  and so on");
    CHECK_FALSE(said.fields.contains(Field::comments));
    CHECK(text_of(decoded(header + "We\n\\\\ ( http://x , 1kb)"), Field::abstract) == "We");
  }

  TEST_CASE("an .abs file says all that it says") {
    const auto entries = records_of("arxiv_abs/many.abs");
    REQUIRE(entries.size() == 3);
    const Said first = decoded(entries[0]);
    const std::pair<Field, const char*> expected[] = {
        {Field::arxiv_id, "0704.0001"},
        {Field::doi, "10.1000/teapot.12.34"},
        {Field::title, "A count of teapots in orbits that nobody has looked at for a\n  very long time"},
        {Field::authors, "A. Sample (Inst. A), B. Sample and C. Sample, for the Kettle\n  Collaboration"},
        {Field::abstract,
         "We count the teapots in orbits between Earth and Mars, and there are\nnone.\n  A second paragraph says so "
         "again."},
        {Field::comments, "7 pages, no figures"},
        {Field::journal_ref, "J. Teapots 12 (2007) 34-56"},
        {Field::categories, "astro-ph.EP physics.pop-ph"},
        {Field::submitted, "Mon, 2 Apr 2007 19:18:42 GMT"},
        {Field::updated, "Thu, 31 Jan 2008 10:30:00 GMT"},
        {Field::latest_version, "v3"},
        {Field::submitter, "Ada Sample"},
        {Field::report_no, "KETTLE-07/1"},
        {Field::msc_class, "00A08; 00A09"},
        {Field::acm_class, "J.2"},
        {Field::license, "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"},
    };
    for (const auto& [field, text] : expected) {
      const std::string name(litdex::record::name_of(field));
      CAPTURE(name);
      CHECK(text_of(first, field) == text);
    }
    const Said second = decoded(entries[1]);
    CHECK(text_of(second, Field::title) == "Kettles \xC3\xA0 la carte");
    CHECK(text_of(second, Field::abstract).ends_with("\xC2\xABune th\xC3\xA9i\xC3\xA8re\xC2\xBB."));
    CHECK_FALSE(second.fields.contains(Field::categories));
    CHECK(text_of(decoded(entries[2]), Field::abstract) ==
          "3D printing of saucers, in two lines:\n\\\\\nand a separator between them that ends nothing.");
  }

  TEST_CASE("a mailing gives new papers, cross-lists and replacements") {
    const auto entries = records_of("arxiv_listing/mail.txt");
    REQUIRE(entries.size() == 3);
    CHECK(text_of(decoded(entries[0]), Field::title) == "Planning of tea: towards a formalism for\n kettles");
    CHECK(text_of(decoded(entries[0]), Field::abstract) == "Real kettles need planning.\n So do teapots.");
    CHECK(text_of(decoded(entries[1]), Field::categories) == "stat.ML cs.AI");
    CHECK(text_of(decoded(entries[1]), Field::submitted) == "Mon, 12 Jun 2023 10:00:00 GMT");
    CHECK_FALSE(decoded(entries[2]).fields.contains(Field::abstract));
    CHECK(text_of(decoded(entries[2]), Field::updated) == "Mon, 12 Jun 2023 17:01:01 GMT");
    for (const Span& span : cut(sample("arxiv_listing/mail.txt"))) CHECK(span.kind != SpanKind::reject);
  }

  TEST_CASE("files are recognized by their content, cut anywhere or not (X1, X2)") {
    for (const std::string& name : all_samples()) {
      CAPTURE(name);
      const std::string bytes = sample(name);
      const std::string expected = name.starts_with("arxiv_abs") ? "arxiv-abs" : "arxiv-listing";
      const auto* const found = litdex::format::detect_format(bytes);
      REQUIRE(found != nullptr);
      CHECK(found->name == expected);
      std::string many;
      while (many.size() < litdex::format::k_head_bytes) many += bytes;
      for (std::size_t less = 0; less < 700; less += 7) {
        const auto* const head = litdex::format::detect_format(many.substr(0, litdex::format::k_head_bytes - less));
        REQUIRE(head != nullptr);
        REQUIRE(head->name == expected);
      }
    }
  }

  TEST_CASE("page text with identifiers is of another format (X1)") {
    for (const char* name : {"glued.txt", "dates.txt", "blank.txt", "wrapped.txt"}) {
      const std::string bytes = sample("arxiver_text/" + std::string(name));
      CHECK(litdex::format::detect_arxiv_abs(bytes) == 0);
      CHECK(litdex::format::detect_arxiv_listing(bytes) == 0);
      CHECK(litdex::format::detect_arxiv_abs("\\\\\n" + bytes) == 0);
    }
    CHECK(litdex::format::detect_arxiv_abs("") == 0);
    CHECK(litdex::format::detect_arxiv_abs("\\\\\n\\\\\n") == 0);
  }
}
