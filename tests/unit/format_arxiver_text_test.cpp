// Cutting streams of the arXiver page text: rules S and E of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#include "format/arxiver_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "format/format.hpp"
#include "normalize/normalize.hpp"
#include "support/spans.hpp"

using litdex::format::CutCandidate;
using litdex::format::SpanKind;
using litdex::record::Field;
using litdex::record::FieldSet;
using litdex::test::require_covered;
using litdex::test::Span;

namespace {

constexpr std::size_t k_small_entry = 3 * litdex::format::k_anchor_lookahead;

std::vector<Span> cut(std::string_view bytes, std::size_t chunk = SIZE_MAX,
                      std::size_t max_entry = litdex::format::k_max_entry_bytes) {
  const auto make = [&](litdex::source::Window& window) {
    return litdex::format::make_arxiver_segmenter(window, max_entry);
  };
  return litdex::test::spans_of(bytes, make, chunk);
}

std::string file_text(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::filesystem::path source_dir() { return LITDEX_SOURCE_DIR; }

std::string sample(const std::string& name) { return file_text(source_dir() / "tests/data/arxiver_text" / name); }

constexpr std::array k_samples = {"glued.txt", "dates.txt", "blank.txt", "wrapped.txt"};

std::vector<litdex::record::Record> records_of(const std::vector<Span>& spans) {
  std::vector<litdex::record::Record> records;
  for (const Span& span : spans) {
    if (span.kind != SpanKind::record) continue;
    const auto decoded = litdex::format::decode_arxiver_text(span.text);
    const auto* const raw = std::get_if<litdex::record::RawRecord>(&decoded);
    REQUIRE(raw != nullptr);
    records.push_back(litdex::normalize::normalize(*raw));
  }
  return records;
}

std::string text_of(const litdex::record::Record& record, Field field) {
  return record[field] ? std::string(record[field]->text) : std::string();
}

}  // namespace

TEST_SUITE("format::arxiver_text") {
  TEST_CASE("streams are cut as the rules say") {
    const struct {
      const char* rule;
      const char* bytes;
      const char* spans;
    } cases[] = {
        {"S2", "", ""},
        {"S2", " \n\t\r\n", "B[ \n\t\r\n]"},
        {"S1", "\xEF\xBB\xBFWe.\narXiv:2105.05720", "F[\xEF\xBB\xBF]R[We.\narXiv:2105.05720]"},
        {"S1",
         "\xEF\xBB\xBF"
         "arXiv:2105.05720",
         "F[\xEF\xBB\xBF]R[arXiv:2105.05720]"},
        {"S1", "\xEF\xBB\xBF", "F[\xEF\xBB\xBF]"},
        {"S1", "\xEF\xBB", "X[\xEF\xBB]"},
        {"S1",
         "We.\narXiv:2105.05720\n\xEF\xBB\xBF"
         "It.\n\xEF\xBB\xBFIs.\narXiv:0704.0001\xEF\xBB\xBF",
         "R[We.\narXiv:2105.05720]B[\n]F[\xEF\xBB\xBF]R[It.\n\xEF\xBB\xBFIs.\narXiv:0704.0001]F[\xEF\xBB\xBF]"},
        {"S2", "\n We.\narXiv:2105.05720\n", "B[\n ]R[We.\narXiv:2105.05720]B[\n]"},
        {"S4", "We.\r\narXiv:2105.05720\r\nCreated: 2021-05-12\r\n",
         "R[We.\r\narXiv:2105.05720\r\nCreated: 2021-05-12]B[\r\n]"},
        {"S4", "We.\r\r\n\r\r\narXiv:2105.05720\r\r\n\r\r\nIt.\r\r\n\r\r\narXiv:0704.0001 -\r\r\n",
         "R[We.\r\r\n\r\r\narXiv:2105.05720]B[\r\r\n\r\r\n]R[It.\r\r\n\r\r\narXiv:0704.0001 -]B[\r\r\n]"},
        {"S4", "We.\narXiv:2105.05720\rIt.\narXiv:0704.0001", "R[We.\narXiv:2105.05720\rIt.\narXiv:0704.0001]"},
        {"S5", "We.", "X[We.]"},
        {"S5", "We.\narXiv:2105.05720It\n", "R[We.\narXiv:2105.05720]X[It]B[\n]"},
        {"S5", "We.\narXiv:2105.057", "X[We.\narXiv:2105.057]"},
        {"E2", "We.\narXiv:2105.057203D.\narXiv:0704.0001", "R[We.\narXiv:2105.05720]R[3D.\narXiv:0704.0001]"},
        {"E2", "arXiv:2105.05720arXiv:0704.0001", "R[arXiv:2105.05720]X[arXiv:0704.0001]"},
        {"E1", "We.\narXiv:2105.05720Created: 2021-05-12We.\narXiv:0704.0001 - EPL 1Created: 2007-04-02",
         "R[We.\narXiv:2105.05720Created: 2021-05-12]R[We.\narXiv:0704.0001 - EPL 1Created: 2007-04-02]"},
        {"E1", "We.\narXiv:0704.0001 - EPL 1Created: 2007-04-02 Updated: 2008-01-31It",
         "R[We.\narXiv:0704.0001 - EPL 1Created: 2007-04-02 Updated: 2008-01-31]X[It]"},
        {"E1", "We.\narXiv:0704.0001 - EPL 1Created: 2007-04-02\nUpdated: 2008-01-31\n\nIt",
         "R[We.\narXiv:0704.0001 - EPL 1Created: 2007-04-02\nUpdated: 2008-01-31]B[\n\n]X[It]"},
        {"E1", "We.\narXiv:0704.0001\nCreated: 2007-04-02\nUpdated: 2008-01-31\nIt",
         "R[We.\narXiv:0704.0001\nCreated: 2007-04-02\nUpdated: 2008-01-31]B[\n]X[It]"},
        {"A1", "\tWe.\n\t4 pages\n\tarXiv:0704.0001\n\tIt.\n\tarXiv:2105.05720",
         "B[\t]R[We.\n\t4 pages\n\tarXiv:0704.0001]B[\n\t]R[It.\n\tarXiv:2105.05720]"},
        {"A1", "  arXiv:0704.0001\n  arXiv:2105.05720 - x", "B[  ]R[arXiv:0704.0001\n  arXiv:2105.05720 - x]"},
        {"A1", "We.\n\u00A0 arXiv:0704.0001\n\u00A0 It.\n\u00A0 arXiv:2105.05720",
         "R[We.\n\u00A0 arXiv:0704.0001]B[\n]R[\u00A0 It.\n\u00A0 arXiv:2105.05720]"},
        {"A6", "We.\narXiv:0704.0001\u00A0\nIt.\narXiv:2105.05720&nbsp;&ndash; EPL 1",
         "R[We.\narXiv:0704.0001\u00A0]B[\n]R[It.\narXiv:2105.05720&nbsp;&ndash; EPL 1]"},
        {"E1", "We.\n\narXiv:0704.0001 - EPL 1\n\nCreated: 2007-04-02\n\nIt",
         "R[We.\n\narXiv:0704.0001 - EPL 1\n\nCreated: 2007-04-02]B[\n\n]X[It]"},
        {"E3", "We.\n\narXiv:0704.0001 - Some Journal\n\nIt.\n\narXiv:2105.05720\n",
         "R[We.\n\narXiv:0704.0001 - Some Journal]B[\n\n]R[It.\n\narXiv:2105.05720]B[\n]"},
        {"E3",
         "We.\n\narXiv:0704.0001 - Phys. Rev. D 78, 125015 (2008)We ask for tea.\n\n3 pages\n\narXiv:2105.05720\n",
         "R[We.\n\narXiv:0704.0001 - Phys. Rev. D 78, 125015 (2008)]R[We ask for tea.\n\n3 "
         "pages\n\narXiv:2105.05720]B[\n]"},
        {"E3", "We.\narXiv:0704.0001 - lower\tcase\narXiv:0704.0002 - x",
         "R[We.\narXiv:0704.0001 - lower\tcase]B[\n]R[arXiv:0704.0002 - x]"},
        {"A2", "We.\narXiv:0704.0001 -\nIt.\narXiv:2105.05720",
         "R[We.\narXiv:0704.0001 -]B[\n]R[It.\narXiv:2105.05720]"},
        {"A4", "We.\narXiv:1105.0489 and others\narXiv:0704.0001It.\narXiv:2105.05720",
         "R[We.\narXiv:1105.0489 and others\narXiv:0704.0001]R[It.\narXiv:2105.05720]"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(std::string(expected.bytes));
      CHECK(shown(cut(expected.bytes)) == expected.spans);
    }
  }

  TEST_CASE("what a page puts around its entries is frame (F1 to F5)") {
    const std::string long_abstract(90, 'x');
    const std::string long_prose =
        "We study how the pitch of a whistling kettle depends on the water in it, and show that a simple law of two "
        "parameters describes four hundred of them. This can be applied to teapots and cups.";
    const std::string wrapped =
        "We study how the pitch of a whistling kettle depends on the water in it, and\n"
        "show that a simple law of two parameters describes four hundred of them.";
    const struct {
      const char* rule;
      std::string bytes;
      std::string spans;
    } cases[] = {
        {"F1", "1 2 3 ... 11 Next >>\nWe.\narXiv:2105.05720", "F[1 2 3 ... 11 Next >>]B[\n]R[We.\narXiv:2105.05720]"},
        {"F1", "\u00AB 1 2 \u2026 9 \u00BB\nWe.\narXiv:2105.05720",
         "F[\u00AB 1 2 \u2026 9 \u00BB]B[\n]R[We.\narXiv:2105.05720]"},
        {"F1", "Page 3 of 11\n\nWe.\n\narXiv:2105.05720", "F[Page 3 of 11]B[\n\n]R[We.\n\narXiv:2105.05720]"},
        {"F1", "2021 was long.\narXiv:2105.05720", "R[2021 was long.\narXiv:2105.05720]"},
        {"F2", "arXiver\nHome | About | Log in\nWe.\narXiv:2105.05720",
         "F[arXiver\nHome | About | Log in]B[\n]R[We.\narXiv:2105.05720]"},
        {"F2", "Search\r\nWe.\r\narXiv:2105.05720", "F[Search]B[\r\n]R[We.\r\narXiv:2105.05720]"},
        {"F2", "Search for teapots.\narXiv:2105.05720", "R[Search for teapots.\narXiv:2105.05720]"},
        {"F2", "About | 1 | 2 | 3\nWe.\narXiv:2105.05720", "F[About | 1 | 2 | 3]B[\n]R[We.\narXiv:2105.05720]"},
        {"F2", "...\narXiv:2105.05720", "R[...\narXiv:2105.05720]"},
        {"F2", "1234\narXiv:2105.05720", "R[1234\narXiv:2105.05720]"},
        {"F2", "| |\nWe.\narXiv:2105.05720", "R[| |\nWe.\narXiv:2105.05720]"},
        {"F3", "https://example.org/author/7/page/2\nWe.\narXiv:2105.05720",
         "F[https://example.org/author/7/page/2]B[\n]R[We.\narXiv:2105.05720]"},
        {"F3", "Copyright 2015 the site\nWe.\narXiv:2105.05720",
         "F[Copyright 2015 the site]B[\n]R[We.\narXiv:2105.05720]"},
        {"F4", "Kettles of the World\nA Second Heading\n" + long_abstract + "\narXiv:2105.05720",
         "F[Kettles of the World\nA Second Heading]B[\n]R[" + long_abstract + "\narXiv:2105.05720]"},
        {"F4", "A Heading\n" + long_abstract + "\n4 pages\narXiv:2105.05720",
         "F[A Heading]B[\n]R[" + long_abstract + "\n4 pages\narXiv:2105.05720]"},
        {"F4", "Ann Author\n" + long_prose + "\narXiv:2105.05720",
         "F[Ann Author]B[\n]R[" + long_prose + "\narXiv:2105.05720]"},
        {"F4", "A short abstract\n" + long_abstract + "\narXiv:2105.05720",
         "R[A short abstract\n" + long_abstract + "\narXiv:2105.05720]"},
        {"F4", "It ends here.\n" + long_abstract + "\n4 pages\narXiv:2105.05720",
         "R[It ends here.\n" + long_abstract + "\n4 pages\narXiv:2105.05720]"},
        {"F2", "Title:\ncs.AI | math.CO\nWe.\narXiv:2105.05720",
         "F[Title:\ncs.AI | math.CO]B[\n]R[We.\narXiv:2105.05720]"},
        {"F3", "Total of 12 entries.\nWe.\narXiv:2105.05720", "F[Total of 12 entries.]B[\n]R[We.\narXiv:2105.05720]"},
        {"F3", "Showing 1-25 of 1,140 results:\nWe.\narXiv:2105.05720",
         "F[Showing 1-25 of 1,140 results:]B[\n]R[We.\narXiv:2105.05720]"},
        {"F3", "We count 12 entries.\narXiv:2105.05720", "R[We count 12 entries.\narXiv:2105.05720]"},
        {"F3", "All results found.\narXiv:2105.05720", "R[All results found.\narXiv:2105.05720]"},
        {"F4", "Kettles of the World\narXiver\nWe boil.\narXiv:2105.05720",
         "F[Kettles of the World\narXiver]B[\n]R[We boil.\narXiv:2105.05720]"},
        {"F4", "Kettles\nhttps://example.org/7\nAnn Author\n" + long_prose + "\narXiv:2105.05720",
         "F[Kettles\nhttps://example.org/7\nAnn Author]B[\n]R[" + long_prose + "\narXiv:2105.05720]"},
        {"F4", "One\nTwo\nThree\nFour\narXiver\narXiv:2105.05720",
         "R[One\nTwo\nThree\nFour\narXiver\narXiv:2105.05720]"},
        {"F4", "A Note on Kettles\n36 papers\narXiv:2105.05720", "R[A Note on Kettles\n36 papers\narXiv:2105.05720]"},
        {"F4", "arXiver\nA Note on Kettles\nhttps://example.org/7\narXiv:2105.05720",
         "F[arXiver]B[\n]R[A Note on Kettles\nhttps://example.org/7\narXiv:2105.05720]"},
        {"F3",
         "Showing 1\u2013"
         "25 of 140 results\nWe.\narXiv:2105.05720",
         "F[Showing 1\u2013"
         "25 of 140 results]B[\n]R[We.\narXiv:2105.05720]"},
        {"F4", "It boils.\narXiver\narXiv:2105.05720", "R[It boils.\narXiver\narXiv:2105.05720]"},
        {"F5", "Kettles of the World\nAnn Author\n" + wrapped + "\narXiv:2105.05720",
         "F[Kettles of the World\nAnn Author]B[\n]R[" + wrapped + "\narXiv:2105.05720]"},
        {"F5", "It boils.\n" + wrapped + "\narXiv:2105.05720", "R[It boils.\n" + wrapped + "\narXiv:2105.05720]"},
        {"F5", "Kettles of the World\n" + wrapped.substr(0, wrapped.find('\n')) + "\narXiv:2105.05720",
         "R[Kettles of the World\n" + wrapped.substr(0, wrapped.find('\n')) + "\narXiv:2105.05720]"},
        {"F5", "Kettles of the World\n\n" + wrapped + "\narXiv:2105.05720",
         "R[Kettles of the World\n\n" + wrapped + "\narXiv:2105.05720]"},
        {"F5", "Instrumentation for kettles whistling independently in airs\n" + wrapped + "\narXiv:2105.05720",
         "R[Instrumentation for kettles whistling independently in airs\n" + wrapped + "\narXiv:2105.05720]"},
        {"F1", "We.\narXiv:2105.05720\nNext >>\nLogin\n", "R[We.\narXiv:2105.05720]B[\n]F[Next >>\nLogin]B[\n]"},
        {"F1", "We.\narXiv:2105.05720\nNext >>\nand a rest",
         "R[We.\narXiv:2105.05720]B[\n]F[Next >>]B[\n]X[and a rest]"},
        {"F1", "We.\narXiv:2105.057201 2 3 Next >>\nIt.\narXiv:0704.0001",
         "R[We.\narXiv:2105.05720]F[1 2 3 Next >>]B[\n]R[It.\narXiv:0704.0001]"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(expected.bytes);
      CHECK(shown(cut(expected.bytes)) == expected.spans);
    }
  }

  TEST_CASE("an entry after lines that are frame by their form alone is in doubt (F4)") {
    const std::string entry = std::string(90, 'X') + "\narXiv:2105.05720";
    const auto by_form = cut("We.\narXiv:0704.0001\nKettles of the World\nA Second Heading\n" + entry);
    REQUIRE(
        shown(by_form).starts_with("R[We.\narXiv:0704.0001]B[\n]F[Kettles of the World\nA Second Heading]B[\n]R[X"));
    CHECK(by_form.back().confidence == 0.9);
    CHECK(by_form.back().doubtful.has(Field::abstract));
    CHECK(cut("We.\narXiv:0704.0001\nHome | About\n" + entry).back().confidence == 1);
  }

  TEST_CASE("pages of all variants follow each other in one stream, with furniture between them") {
    std::string bytes = "\xEF\xBB\xBF";
    for (const char* name : k_samples) bytes += "arXiver\nPage 2 of 9\n" + sample(name) + "\nNext >>\n";
    std::string with_carriage_returns;
    for (const char c : bytes) with_carriage_returns += c == '\n' ? std::string("\r\n") : std::string(1, c);
    for (const std::string& stream : {bytes, with_carriage_returns}) {
      const auto spans = cut(stream);
      require_covered(spans, stream);
      const auto records = records_of(spans);
      REQUIRE(records.size() == 4 * k_samples.size());
      for (std::size_t i = 0; i < records.size(); ++i) {
        CAPTURE(i);
        CHECK(records[i] == records_of(cut(sample(k_samples[i / 4]))).at(i % 4));
      }
      CHECK(std::ranges::none_of(spans, [](const Span& span) { return span.kind == SpanKind::reject; }));
    }
  }

  TEST_CASE("a stream that begins in the middle of an abstract says that it is doubtful (S7)") {
    const auto spans = cut("and so we end.\narXiv:2105.05720\nand more.\narXiv:0704.0001");
    REQUIRE(spans.size() == 3);
    for (const std::size_t i : {0U, 2U}) {
      CHECK(spans[i].confidence == 0.5);
      CHECK(spans[i].doubtful.has(Field::abstract));
    }
    CHECK(cut("And so we end.\narXiv:2105.05720").front().confidence == 1);
    CHECK(cut("Xiv:2105.05720And so we end.\narXiv:0704.0001").front().confidence == 0.5);
    CHECK(cut("05.05720 - EPL 1And so we end.\narXiv:0704.0001").front().confidence == 0.5);
  }

  TEST_CASE("an abstract that cannot be whole says so wherever it stands (S7)") {
    const struct {
      const char* abstract;
      bool is_sure;
    } cases[] = {
        {"We end.", true},
        {"$x$ is small.", true},
        {"(abridged) We end.", true},
        {"4-dimensional kettles.", true},
        {"3D kettles.", true},
        {"2.5D kettles.", true},
        {"186Pt is heavy.", true},
        {"10-20 kettles boil.", true},
        {"2010-2020 was long.", true},
        {"and so we end.", false},
        {", so we end.", false},
        {"Xiv:2105.05720And so we end.", false},
        {"05.05720 - EPL 1And so we end.", false},
        {"05.05720And so we end.", false},
        {"-05-12And so we end.", false},
        {"5-12 Updated: 2021-06-01And so we end.", false},
        {"2021-06-01And so we end.", false},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.abstract));
      const auto spans = cut("We.\narXiv:0704.0002\n" + std::string(expected.abstract) + "\narXiv:0704.0001");
      REQUIRE(spans.size() == 3);
      CHECK(spans[2].confidence == (expected.is_sure ? 1 : 0.5));
    }
  }

  TEST_CASE("a page that was cut in the last line of its last entry says that it is doubtful (E4)") {
    const struct {
      const char* bytes;
      bool is_sure;
    } cases[] = {
        {"We.\narXiv:0704.0001Created: 2007-0\nIt.\narXiv:2105.05720\n", false},
        {"We.\narXiv:0704.0001 - EPL 89, 67005 (2010)Crea\nIt.\narXiv:2105.05720\n", false},
        {"We.\n\narXiv:0704.0001\nC\n\nIt.\n\narXiv:2105.05720\n", false},
        {"We.\narXiv:0704.0001\nCreated: 2007-04-02 Upd\nIt.\narXiv:2105.05720\n", false},
        {"We.\narXiv:0704.0001 -\nIt.\narXiv:2105.05720\n", false},
        {"We.\narXiv:0704.0001 -", true},
        {"We.\narXiv:0704.0001\nCreated: 2007-04-02\nIt.\narXiv:2105.05720\n", true},
        {"We.\narXiv:0704.0001", true},
        {"We.\narXiv:0704.0001 - EPL 89, 67005 (2010)\n", true},
        {"We.\narXiv:0704.0001 - EPL 89, 67005 (2010)", false},
        {"We.\narXiv:0704.0001 - EPL 89, 67005 (2010)\nIt.\narXiv:2105.05720\n", true},
        {"We.\narXiv:0704.0001 - EPL 89, 67005 (2010)\nand so on.\narXiv:2105.05720\n", false},
        {"We.\narXiv:0704.0001 - doi: 10.1103/PhysRevB.84.07", false},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.bytes));
      const auto spans = cut(expected.bytes);
      REQUIRE(spans[0].kind == SpanKind::record);
      CHECK((spans[0].confidence >= litdex::format::k_sure) == expected.is_sure);
      CHECK(spans[0].doubtful.empty() == expected.is_sure);
    }
  }

  TEST_CASE("what is shown around a place does not depend on the chunks (E3)") {
    const std::string before = "arXiv:2105.05720 - doi: 10.1000/";
    const std::string after =
        " Proc. of a Conf. (held in York; p. BThe bracket stays open to the end of it and goes on.\n";
    for (const std::size_t shift : {0, 10, 20, 40, 60}) {
      const std::string filler(litdex::format::k_anchor_lookahead - before.size() - 20 - shift, 'x');
      const std::string bytes = "We.\n" + before + filler + after + "arXiv:0704.0001\n";
      for (const std::size_t chunk : {1, 64, 4099, 4100, 4101}) REQUIRE(cut(bytes, chunk) == cut(bytes));
    }
  }

  TEST_CASE("NUL and other bytes are text (S4)") {
    const std::string bytes("\0\xFF\narXiv:2105.05720\0.\narXiv:0704.0001", 37);
    const auto spans = cut(bytes);
    require_covered(spans, bytes);
    REQUIRE(spans.size() == 2);
    CHECK(spans[0].text == std::string("\0\xFF\narXiv:2105.05720", 19));
    CHECK(spans[1].kind == SpanKind::record);
  }

  TEST_CASE("every chunk size gives the same spans") {
    for (const char* name : k_samples) {
      CAPTURE(std::string(name));
      const std::string bytes = "\xEF\xBB\xBF\n" + sample(name) + "\nand a tail\n\n";
      const std::vector<Span> whole = cut(bytes);
      require_covered(whole, bytes);
      for (std::size_t chunk = 1; chunk <= 64; ++chunk) {
        CAPTURE(chunk);
        REQUIRE(cut(bytes, chunk) == whole);
      }
    }
  }

  TEST_CASE("every sample gives its four records in every field") {
    for (const char* name : k_samples) {
      CAPTURE(std::string(name));
      const bool is_dated = std::string_view(name) == "dates.txt" || std::string_view(name) == "blank.txt";
      const auto records = records_of(cut(sample(name)));
      REQUIRE(records.size() == 4);
      CHECK(text_of(records[0], Field::arxiv_id) == "0704.0001");
      CHECK(text_of(records[0], Field::abstract).starts_with("We count the teapots"));
      CHECK(text_of(records[0], Field::abstract).ends_with(" none."));
      CHECK(text_of(records[0], Field::comments) == "7 pages, no figures");
      CHECK(text_of(records[0], Field::journal_ref) == "J. Teapots 12 (2007) 34-56");
      CHECK(text_of(records[0], Field::updated) == (is_dated ? "2008-01-31" : ""));
      CHECK(text_of(records[1], Field::arxiv_id) == "math/0309136");
      CHECK(text_of(records[1], Field::abstract).starts_with("A kettle is a teapot with ambition"));
      CHECK(text_of(records[1], Field::comments).empty());
      CHECK(text_of(records[1], Field::submitted) == (is_dated ? "2003-09-09" : ""));
      CHECK(text_of(records[2], Field::arxiv_id) == "2105.05720");
      CHECK(text_of(records[2], Field::abstract).starts_with("3D printing of saucers"));
      CHECK(text_of(records[2], Field::comments) == "4 pages; see arXiv:0704.0001");
      CHECK(text_of(records[2], Field::doi) == "10.1016/j.cup.2021.02.052");
      CHECK(text_of(records[3], Field::arxiv_id) == "1412.9999");
      CHECK(text_of(records[3], Field::abstract) == "The handle of a cup decides its genus.");
      CHECK(text_of(records[3], Field::journal_ref).empty());
    }
  }

  TEST_CASE("damaged samples are covered, whatever the damage, and decode") {
    std::mt19937 random(11);
    for (int round = 0; round < 1500; ++round) {
      const std::string bytes = litdex::test::damaged(
          sample(k_samples[static_cast<std::size_t>(round) % k_samples.size()]), "\narXiv:2105.05720", random);
      const auto spans = cut(bytes);
      require_covered(spans, bytes);
      REQUIRE(cut(bytes, 1 + random() % 40) == spans);
      for (const auto& record : records_of(spans)) REQUIRE_FALSE(text_of(record, Field::arxiv_id).empty());
    }
  }

  TEST_CASE("an entry that is too long is rejected in pieces, and the next one is read (S6)") {
    const std::size_t piece = k_small_entry - litdex::format::k_anchor_lookahead;
    for (const std::size_t size : {piece - 1, piece, piece + 1, piece + 6, 2 * piece, 3 * piece + 5}) {
      CAPTURE(size);
      const std::string bytes = std::string(size, 'x') + "\narXiv:2105.05720It.\narXiv:0704.0001";
      const auto spans = cut(bytes, SIZE_MAX, k_small_entry);
      require_covered(spans, bytes);
      for (const Span& span : spans) REQUIRE(span.text.size() <= k_small_entry);
      REQUIRE(cut(bytes, 7, k_small_entry) == spans);
      CHECK(spans.back().text == "It.\narXiv:0704.0001");
      const bool fits = size + 1 < piece;
      CHECK(spans.front().kind == (fits ? SpanKind::record : SpanKind::reject));
      CHECK(spans.front().code == (fits ? "" : "too_long"));
    }
  }

  TEST_CASE("text of any length without an anchor is rejected in pieces (S6)") {
    const std::string bytes(5 * k_small_entry, 'x');
    const auto spans = cut(bytes, SIZE_MAX, k_small_entry);
    require_covered(spans, bytes);
    for (const Span& span : spans) {
      REQUIRE(span.code == "too_long");
      REQUIRE(span.text.size() <= k_small_entry);
    }
  }

  TEST_CASE("a doubtful cut counts against both of its records and lists its candidates (E3)") {
    const std::string bytes =
        "We.\narXiv:2105.05720 - Proc. of a Conf. (held in York; p. BThe bracket stays open.\narXiv:0704.0001";
    const auto spans = cut(bytes);
    REQUIRE(spans.size() == 2);
    CHECK(spans[0].confidence < litdex::format::k_sure);
    CHECK(spans[0].confidence == spans[1].confidence);
    CHECK(spans[0].doubtful.has(Field::journal_ref));
    CHECK_FALSE(spans[0].doubtful.has(Field::abstract));
    CHECK(spans[1].doubtful.has(Field::abstract));
    CHECK_FALSE(spans[1].doubtful.has(Field::journal_ref));
    CHECK(spans[1].candidates.empty());
    REQUIRE_FALSE(spans[0].candidates.empty());
    CHECK(spans[0].candidates.size() <= 5);
    CHECK(std::ranges::any_of(spans[0].candidates, [](const CutCandidate& candidate) {
      return candidate.before + "|" + candidate.after ==
             "0 - Proc. of a Conf. (held in York; p. B|The bracket stays open.\\narXiv:0704.0001";
    }));
    std::uint64_t before = spans[0].start;
    bool has_chosen = false;
    for (const CutCandidate& candidate : spans[0].candidates) {
      CHECK(candidate.offset > before);
      CHECK(candidate.probability >= 0.001);
      before = candidate.offset;
      has_chosen = has_chosen || candidate.offset == spans[1].start;
    }
    CHECK(has_chosen);
  }

  TEST_CASE("a sure cut lists no candidates and nothing is doubtful") {
    for (const Span& span : cut(sample("glued.txt"))) {
      CHECK(span.candidates.empty());
      CHECK(span.doubtful.empty());
    }
  }

  TEST_CASE("the seed dump gives its ten records, and all its bytes are accounted for") {
    const std::string bytes = file_text(source_dir() / "seeds/arxiver-author-page.txt");
    REQUIRE(bytes.size() == 12304);
    const auto spans = cut(bytes);
    require_covered(spans, bytes);
    const struct {
      const char* id;
      const char* begins;
      const char* ends;
      const char* comments;
      const char* journal_ref;
      std::uint64_t end;
    } expected[] = {
        {"2105.05720", "Modern deep learning workloads", "CoCoNet generated kernels.", "", "", 1135},
        {"2105.03874", "A commonly used technique", "higher-order PageRank problems.", "", "", 2639},
        {"2101.01004", "This paper reviews the history", "the cause of the A-M controversy.", "", "", 3558},
        {"2012.01266", "Pre-trained language models", "zero-shot learning settings.", "", "", 4881},
        {"2011.12771", "Intelligent personal assistant", "existing online ranking system.", "", "", 6465},
        {"2011.09463", "The literature has witnessed", "(https://github.com/alibaba/EasyTransfer).", "4 pages", "",
         7901},
        {"2010.14841", "The intensive computation", "ARMv7-based mobile devices.", "", "", 8874},
        {"2009.06487", "We present EasyASR", "Mandarin speech recognition.", "", "", 9539},
        {"2009.04153", "Structured information extraction", "model will be released1.", "9 pages", "ACMMM 2020", 11205},
        {"2008.10327", "Machine Reading Comprehension (MRC)", "token representations.", "", "", 12304},
    };
    const auto records = records_of(spans);
    REQUIRE(records.size() == std::size(expected));
    for (std::size_t i = 0; i < records.size(); ++i) {
      CAPTURE(std::string(expected[i].id));
      CHECK(text_of(records[i], Field::arxiv_id) == expected[i].id);
      CHECK(text_of(records[i], Field::abstract).starts_with(expected[i].begins));
      CHECK(text_of(records[i], Field::abstract).ends_with(expected[i].ends));
      CHECK(text_of(records[i], Field::comments) == expected[i].comments);
      CHECK(text_of(records[i], Field::journal_ref) == expected[i].journal_ref);
      CHECK(text_of(records[i], Field::doi).empty());
      CHECK(spans[i].start + spans[i].text.size() == expected[i].end);
    }
  }

  TEST_CASE("the real samples lose no byte and no record, where they are at hand") {
    const char* const directory = std::getenv("LITDEX_DATA");  // NOLINT(concurrency-mt-unsafe)
    if (directory == nullptr) {
      MESSAGE("skipped: LITDEX_DATA names no directory of samples");
      return;
    }
    const std::string bytes = file_text(std::filesystem::path(directory) / "arxiver/real-page-blank.txt");
    const auto spans = cut(bytes);
    require_covered(spans, bytes);
    const auto records = records_of(spans);
    REQUIRE(records.size() == 2);
    CHECK(text_of(records[0], Field::doi) == "10.1103/PhysRevB.84.073405");
    CHECK(text_of(records[0], Field::journal_ref) == "Phys. Rev. B 84, 7 (2011)");
    CHECK(text_of(records[0], Field::updated) == "2011-10-08");
    CHECK(text_of(records[1], Field::journal_ref) == "EPL 89, 67005 (2010)");
  }
}

TEST_SUITE("format::table") {
  TEST_CASE("the format is found by its name and by content") {
    REQUIRE(litdex::format::find_format("arxiver-text") != nullptr);
    CHECK(litdex::format::find_format("arxiver") == nullptr);
    for (const char* name : k_samples) {
      CAPTURE(std::string(name));
      const auto* const found = litdex::format::detect_format(sample(name));
      REQUIRE(found != nullptr);
      CHECK(found->name == "arxiver-text");
    }
    CHECK(litdex::format::detect_format(file_text(source_dir() / "seeds/arxiver-author-page.txt")) != nullptr);
  }

  TEST_CASE("other content is of no format") {
    for (const std::string& head :
         {std::string(), std::string(1000, '\0'), std::string("{\"kettle\": \"0704.0001\"}\n"),
          std::string("see arXiv:0704.0001\n"), std::string(200000, 'x') + "\narXiv:0704.0001"}) {
      CHECK(litdex::format::detect_format(head) == nullptr);
    }
  }

  TEST_CASE("every format has a name of its own, a page, and an example") {
    std::string_view before;
    for (const auto& format : litdex::format::formats()) {
      CHECK(format.name > before);
      before = format.name;
      CHECK_FALSE(format.description.empty());
      CHECK_FALSE(format.example.empty());
      CHECK(format.reader_version >= 1);
      std::string page(format.name);
      std::replace(page.begin(), page.end(), '-', '_');
      CHECK(std::filesystem::exists(source_dir() / "docs/formats" / (page + ".md")));
    }
  }
}
