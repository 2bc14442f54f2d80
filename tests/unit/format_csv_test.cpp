// Cutting and reading tables: rules S, Q, H and D of docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#include "format/csv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "format/csv_scan.hpp"
#include "format/format.hpp"
#include "format/python_list.hpp"
#include "normalize/normalize.hpp"
#include "support/spans.hpp"

using litdex::format::ReadOptions;
using litdex::format::SpanKind;
using litdex::record::Field;
using litdex::test::require_covered;
using litdex::test::Span;

namespace {

std::vector<Span> cut(std::string_view bytes, std::size_t chunk = SIZE_MAX, const ReadOptions& options = {},
                      std::size_t max_entry = litdex::format::k_max_entry_bytes) {
  const auto make = [&](litdex::source::Window& window) {
    return litdex::format::make_csv_segmenter(window, options, max_entry);
  };
  return litdex::test::spans_of(bytes, make, chunk);
}

/// The fields of all records, "name=value" separated by "|"; a line a record. A record that decoding rejects: "!".
std::string read(std::string_view bytes, const ReadOptions& options = {}) {
  std::string all;
  for (const Span& span : cut(bytes, SIZE_MAX, options)) {
    if (span.kind != SpanKind::record) continue;
    const auto decoded = litdex::format::decode_csv(span.text, span.context);
    if (!all.empty()) all += '\n';
    if (const auto* const reject = std::get_if<litdex::format::Reject>(&decoded)) {
      all += "!" + reject->message;
      continue;
    }
    const auto& raw = std::get<litdex::record::RawRecord>(decoded);
    std::string line;
    for (const auto& info : litdex::record::k_fields) {
      if (!raw[info.field]) continue;
      line += (line.empty() ? "" : "|") + std::string(info.name) + "=" + std::string(*raw[info.field]);
    }
    all += line;
  }
  return all;
}

std::string sample(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(std::filesystem::path(LITDEX_SOURCE_DIR) / "tests/data/csv" / name, std::ios::binary).rdbuf();
  return text.str();
}

constexpr const char* k_samples[] = {"comma.csv", "numeric.tsv", "semicolon.csv", "damaged.csv"};

std::string message_of(std::string_view bytes, const ReadOptions& options) {
  try {
    cut(bytes, SIZE_MAX, options);
    return "no error";
  } catch (const litdex::base::Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_SUITE("format::csv") {
  TEST_CASE("tables are cut as the rules say") {
    const struct {
      const char* rule;
      const char* bytes;
      const char* spans;
    } cases[] = {
        {"S1", "", ""},
        {"S2", " \r\n\t\n", ""},
        {"S1", "\xEF\xBB\xBFid,title\n0704.0001,A\n", "F[\xEF\xBB\xBF]F[id,title]R[0704.0001,A]"},
        {"S1", "sep=;\nid;title\n0704.0001;A\n", "F[sep=;]F[id;title]R[0704.0001;A]"},
        {"S1", "\xEF\xBB\xBF\"sep=,\"\r\nid,title\r\n0704.0001,A\r\nSEP=,\r\nid,title\r\n0704.0002,B\r\n",
         "F[\xEF\xBB\xBF]F[\"sep=,\"]F[id,title]R[0704.0001,A]F[SEP=,]F[id,title]R[0704.0002,B]"},
        {"S1", "id,title\n0704.0001,A\nsep=;x\n0704.0002,B\n", "F[id,title]R[0704.0001,A]X[sep=;x]R[0704.0002,B]"},
        {"S1", "id,title\n0704.0001,A\nsep=\nsep=x\n0704.0002,B\n",
         "F[id,title]R[0704.0001,A]X[sep=\nsep=x]R[0704.0002,B]"},
        {"S1", "sep=\t\nid\ttitle\n0704.0001\tA\nsep=;", "F[sep=\t]F[id\ttitle]R[0704.0001\tA]F[sep=;]"},
        {"S1", "id,title,doi\n0704.0001,A\nsep=,\nid,title,doi\n0704.0002,B,\n",
         "F[id,title,doi]R[0704.0001,A]F[sep=,]F[id,title,doi]R[0704.0002,B,]"},
        {"D12", "=\"id\",=\"title\",=\"doi\"\n=\"0704.0001\",=\"A\",=\"\"\n=\"\",=\"\",=\"\"\n",
         "F[=\"id\",=\"title\",=\"doi\"]R[=\"0704.0001\",=\"A\",=\"\"]F[=\"\",=\"\",=\"\"]"},
        {"S2", "id,title\r\n0704.0001,A\r\n\r\n0704.0002,B", "F[id,title]R[0704.0001,A]R[0704.0002,B]"},
        {"S2", "id,title\r0704.0001,A\r0704.0002,B\r", "F[id,title]R[0704.0001,A]R[0704.0002,B]"},
        {"S2", "id\ttitle\tdoi\n0704.0001\tA\t\n", "F[id\ttitle\tdoi]R[0704.0001\tA]"},
        {"S2", "\tid\ttitle\n\t0704.0001\tA\n", "F[id\ttitle]R[0704.0001\tA]"},
        {"S3", "Some words.\nid,title\n0704.0001,A\n", "X[Some words.]F[id,title]R[0704.0001,A]"},
        {"S3", "Some words.\nAnd, some more.\n", "X[Some words.\nAnd, some more.]"},
        {"S4", "id,title\n0704.0001,A\nid,title\n0704.0002,B\n", "F[id,title]R[0704.0001,A]F[id,title]R[0704.0002,B]"},
        {"S4", "id,title\n0704.0001,A\ntitle;doi;id\nB;;0704.0002\n",
         "F[id,title]R[0704.0001,A]F[title;doi;id]R[B;;0704.0002]"},
        {"S4", "id,title\n0704.0001,A\n,\n0704.0002,B\n", "F[id,title]R[0704.0001,A]F[,]R[0704.0002,B]"},
        {"S4", "id,title\n0704.0001,Title\n", "F[id,title]R[0704.0001,Title]"},
        {"S5", "id,title\n0704.0001,A,,\n", "F[id,title]R[0704.0001,A,,]"},
        {"S5", "id,title,doi\n0704.0001,A\n0704.0002,B,\n", "F[id,title,doi]R[0704.0001,A]R[0704.0002,B,]"},
        {"S5", "id,title,doi\n0704.0001,A", "F[id,title,doi]X[0704.0001,A]"},
        {"S5", "id,title,doi\n0704.0001,A\n", "F[id,title,doi]R[0704.0001,A]"},
        {"S6", "id,title\n0704.0001,A\n0704.0002,\"B\nx,y\n0704.0003,C\n",
         "F[id,title]R[0704.0001,A]X[0704.0002,\"B\nx,y]R[0704.0003,C]"},
        {"S6", "id,title\n0704.0001,A\n0704.0002,\"B\n0704.0009,y,z\n0704.0003,C\n",
         "F[id,title]R[0704.0001,A]X[0704.0002,\"B\n0704.0009,y,z]R[0704.0003,C]"},
        {"S7", "id,title\n0704.0001,A,B\n0704.0002,B\n", "F[id,title]X[0704.0001,A,B]R[0704.0002,B]"},
        {"S7", "id,title\n0704.0001,A\n\"\"\nB\n0704.0002,B\n", "F[id,title]R[0704.0001,A]F[\"\"]X[B]R[0704.0002,B]"},
        {"S7", "id,title,doi\n0704.0001,A\nB,\n0704.0002,B,\n", "F[id,title,doi]X[0704.0001,A\nB,]R[0704.0002,B,]"},
        {"S7", "id,title\n0704.0001,A,\"B\n\"\n0704.0002,B\n", "F[id,title]X[0704.0001,A,\"B\n\"]R[0704.0002,B]"},
        {"S8", "id,title\n0704.0001,\"A\n0704.0002,B\n0704.0003,C\n",
         "F[id,title]X[0704.0001,\"A]R[0704.0002,B]R[0704.0003,C]"},
        {"S8", "id,title\n0704.0001,\"A\n0704.0002,\"B\"\n0704.0003,\"C\n",
         "F[id,title]X[0704.0001,\"A]R[0704.0002,\"B\"]X[0704.0003,\"C]"},
        {"S8", "id,title\n0704.0001,\"A, and\nmore of it\n0704.0002,B\n",
         "F[id,title]X[0704.0001,\"A, and\nmore of it]R[0704.0002,B]"},
        {"S8", "title,n\n\"A\nB,1\n", "F[title,n]X[\"A]R[B,1]"},
        {"Q2", "id,title\n0704.0001,\"A,\n\"\"B\"\"\n0704.0009,C\"\n",
         "F[id,title]R[0704.0001,\"A,\n\"\"B\"\"\n0704.0009,C\"]"},
        {"Q3", "id,title\n0704.0001,\"A\"", "F[id,title]R[0704.0001,\"A\"]"},
        {"Q3", "id,title,doi\r\n0704.0001,\"A\",\"\"\r\n", "F[id,title,doi]R[0704.0001,\"A\",\"\"]"},
        {"Q5", "id,title\n0704.0001,\"A \\\"B\",C\n", "F[id,title]X[0704.0001,\"A \\\"B\",C]"},
        {"Q5", "id,title\n0704.0001,\"A \\\"B\"\n", "F[id,title]R[0704.0001,\"A \\\"B\"]"},
        {"H3", "id,note\na,title\nb,c\n", "F[id,note]R[a,title]R[b,c]"},
        {"H3", "0704.0001,title\nid,title\n0704.0002,B\n", "X[0704.0001,title]F[id,title]R[0704.0002,B]"},
        {"H3", "title\nid,title\n0704.0002,B\n", "X[title]F[id,title]R[0704.0002,B]"},
        {"H3", "title,\"a\nb\"\nid,title\n0704.0002,B\n", "X[title,\"a\nb\"]F[id,title]R[0704.0002,B]"},
        {"Q4", "id,title\n0704.0001,\"A \\\"B\\\", C\"\n", "F[id,title]R[0704.0001,\"A \\\"B\\\", C\"]"},
        {"Q6", "id,title\n0704.0001,\"A \"B\" C\"\n", "F[id,title]R[0704.0001,\"A \"B\" C\"]"},
        {"Q7", "id\ttitle\n0704.0001\t\"A\" b\n0704.0002\tC\n", "F[id\ttitle]R[0704.0001\t\"A\" b]R[0704.0002\tC]"},
        {"Q7", "id\ttitle\tdoi\n0704.0001\t\"A\" b\t\"c\"\n0704.0002\t\"D\" \"e\"\t\n",
         "F[id\ttitle\tdoi]R[0704.0001\t\"A\" b\t\"c\"]R[0704.0002\t\"D\" \"e\"]"},
        {"Q7", "id,title,abstract\n0704.0001,\"A\" b,\"C,\n\"\"d\"\"\"\n0704.0002,E,F\n",
         "F[id,title,abstract]R[0704.0001,\"A\" b,\"C,\n\"\"d\"\"\"]R[0704.0002,E,F]"},
        {"Q7", "id,title,abstract\n0704.0001,\"A\nB\" c,D\n0704.0002,E,F\n",
         "F[id,title,abstract]X[0704.0001,\"A\nB\" c,D]R[0704.0002,E,F]"},
        {"Q7", "id,title\n0704.0001,\"A\" b\n", "F[id,title]R[0704.0001,\"A\" b]"},
        {"Q7", "id,title\n0704.0001,\"A\" b\nwords\n", "F[id,title]R[0704.0001,\"A\" b]X[words]"},
        {"Q6", "id,title\n0704.0001,\"A\" b\nand c\"\n0704.0002,D\n",
         "F[id,title]R[0704.0001,\"A\" b\nand c\"]R[0704.0002,D]"},
        {"Q7", "id,title\n0704.0001,\"A, b\" c\n0704.0002,D\n", "F[id,title]X[0704.0001,\"A, b\" c]R[0704.0002,D]"},
        {"Q7", "title\tid\n\"A\" b\t0704.0001\n\"C\nD\t0704.0002\n\"E\" f\t0704.0003\n",
         "F[title\tid]R[\"A\" b\t0704.0001]X[\"C]R[D\t0704.0002]R[\"E\" f\t0704.0003]"},
        {"Q6", "id,title\n0704.0001,\"A \"B\n0704.0002,C\"\n", "F[id,title]X[0704.0001,\"A \"B]R[0704.0002,C\"]"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.rule);
      CAPTURE(one.bytes);
      CHECK(shown_without_blanks(cut(one.bytes)) == one.spans);
      require_covered(cut(one.bytes), one.bytes);
    }
  }

  TEST_CASE("rejects say what is wrong") {
    const struct {
      const char* bytes;
      const char* message;
    } cases[] = {
        {"id,title\n0704.0001,A,B\n", "3 columns where the header has 2"},
        {"id,title,doi\n0704.0001,A", "2 columns where the header has 3"},
        {"\tid\ttitle\n\tB\n", "2 columns where the header has 3"},
        {"id,title\n0704.0001,\"A\n", "a quoted cell does not end"},
        {"id,title\n0704.0001,\"A\"B\n", "a quotation mark inside a quoted cell stands alone"},
        {"some words\n", "no header row that names known columns stands before it"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.bytes);
      const std::vector<Span> spans = cut(one.bytes);
      const auto reject = std::ranges::find(spans, SpanKind::reject, &Span::kind);
      REQUIRE(reject != spans.end());
      CHECK(reject->message == one.message);
    }
  }

  TEST_CASE("cells say what the rules say") {
    const struct {
      const char* rule;
      const char* bytes;
      const char* fields;
    } cases[] = {
        {"H1", "arXiv ID,Paper_Title,journal-ref\n0704.0001,A,B\n", "arxiv_id=0704.0001|title=A|journal_ref=B"},
        {"H2", "id;title;comments\n0704.0001;A, B;C\n", "arxiv_id=0704.0001|title=A, B|comments=C"},
        {"H2", "id|title|comments\n0704.0001|A|C\n", "arxiv_id=0704.0001|title=A|comments=C"},
        {"H4", "id,arxiv_id,title\n1501.00001,0704.0001,A\n", "arxiv_id=0704.0001|title=A"},
        {"H4", "id,url,title\n17,https://arxiv.org/abs/0704.0001v3,A\n",
         "arxiv_id=https://arxiv.org/abs/0704.0001v3|title=A|latest_version=3"},
        {"H1", ",Unnamed: 0,id,title\n0,0,0704.0001,A\n", "arxiv_id=0704.0001|title=A"},
        {"D1", "id,title,doi,comments,abstract\n0704.0001,None,NaN,null,\"\"\n", "arxiv_id=0704.0001"},
        {"D1", "id,title,n\n,,3\n", "!no column that is known has a value"},
        {"D2", "id,title\n704.0001,A\n1001.02,B\n1905.0574800000002,C\n",
         "arxiv_id=0704.0001|title=A\narxiv_id=1001.0200|title=B\narxiv_id=1905.05748|title=C"},
        {"D12", "arxiv_id,title\n=\"0704.0001\",\"=\"\"A\"\"\"\n", "arxiv_id=0704.0001|title=A"},
        {"D12", "id,title\n=\"704.0001\",=\"A\n", "arxiv_id=0704.0001|title==\"A"},
        {"D12", "id,title\n0704.0001,=\"A\"\"B\"\n", "arxiv_id=0704.0001|title==\"A\"\"B\""},
        {"D2", "arxiv_id,title\n17.4,A\n", "!'17.4' is no arXiv identifier"},
        {"D2", "id,title\n17.4,A\n", "title=A"},
        {"D3", "id,title,version\n0704.0001v2,A,3.0\n", "arxiv_id=0704.0001v2|title=A|latest_version=3"},
        {"D3", "id,title\nhttp://arxiv.org/pdf/0704.0001v12.pdf,A\n",
         "arxiv_id=http://arxiv.org/pdf/0704.0001v12.pdf|title=A|latest_version=12"},
        {"D4", "id,authors\n0704.0001,\"A. One, B. Two and C. Three\"\n",
         "arxiv_id=0704.0001|authors=A. One, B. Two and C. Three"},
        {"D4", "id,authors\n0704.0001,\"['A. One', \"\"B. O'Two\"\"]\"\n",
         "arxiv_id=0704.0001|authors=A. One; B. O'Two;"},
        {"D4", "id;authors\n0704.0001;\"One, A.; Two, B.\"\n", "arxiv_id=0704.0001|authors=One, A.; Two, B.;"},
        {"D4", "id|authors\n0704.0001|A. One, ; B. Two\n", "arxiv_id=0704.0001|authors=A. One, ; B. Two"},
        {"D4", "id|authors\n0704.0001|A. One, B. Two; C. Three, D. Four, E. Five\n",
         "arxiv_id=0704.0001|authors=A. One, B. Two; C. Three, D. Four, E. Five"},
        {"D4", "id,authors_parsed\n0704.0001,\"[['One', 'A.', 'Jr', 'There'], ['Two', '', '']]\"\n",
         "arxiv_id=0704.0001|authors=One, A. Jr (There); Two;"},
        {"D4",
         "id,authors_parsed\n0704.0001,\"[['Collaboration', 'The CDF', ''], ['A; B', 'C', '', 'Inst (X'], ['D (E', "
         "'']]\"\n",
         "arxiv_id=0704.0001|authors=The CDF Collaboration; A, B, C (Inst [X); D [E;"},
        {"D4", "id,authors\n0704.0001,\"['A. One, B. Two and C. Three']\"\n",
         "arxiv_id=0704.0001|authors=A. One, B. Two and C. Three"},
        {"D4", "id,authors\n0704.0001,\"[arxiv.Result.Author('A. One'), arxiv.Result.Author(\"\"B. O'Two\"\")]\"\n",
         "arxiv_id=0704.0001|authors=A. One; B. O'Two;"},
        {"D4", "id,authors\n0704.0001,\"[{'name': 'A. One'}, {'name': 'B. Two', 'affiliation': 'There'}]\"\n",
         "arxiv_id=0704.0001|authors=A. One; B. Two (There);"},
        {"D4", "id,authors\n0704.0001,\"['A. One' 'B. Two'\n 'C. Three']\"\n",
         "arxiv_id=0704.0001|authors=A. One; B. Two; C. Three;"},
        {"D4", "id,authors\n0704.0001,\"('A. One', 'B. Two')\"\n", "arxiv_id=0704.0001|authors=A. One; B. Two;"},
        {"D4", "id,authors\n0704.0001,(The X Collaboration)\n", "arxiv_id=0704.0001|authors=(The X Collaboration)"},
        {"D5",
         "id,tag\n0704.0001,\"[{'term': 'cs.AI', 'scheme': 'http://arxiv.org/x', 'label': None}, {'term': "
         "'cs.LG'}]\"\n",
         "arxiv_id=0704.0001|categories=cs.AI cs.LG"},
        {"D11",
         "id,published,versions,version\n0704.0001,2001-01-01,\"[{'version': 'v1', 'created': 'Mon, 2 Apr 2007 "
         "19:18:42 "
         "GMT'}, {'version': 'v2', 'created': 'Tue, 24 Jul 2007 20:10:27 GMT'}]\",7\n",
         "arxiv_id=0704.0001|submitted=Mon, 2 Apr 2007 19:18:42 GMT|updated=Tue, 24 Jul 2007 20:10:27 "
         "GMT|latest_version=2"},
        {"D11", "id,versions_dates,versions\n0704.0001v9,\"['a', 'b']\",\"['v1', 'v2']\"\n",
         "arxiv_id=0704.0001v9|submitted=a|updated=b|latest_version=2"},
        {"D11", "id,updated,versions\n0704.0001v3,2007-05-01,3\n",
         "arxiv_id=0704.0001v3|updated=2007-05-01|latest_version=3"},
        {"D5", "id,tags\n0704.0001,\"CS.AI, Physics, physics, cs.X, Q-BIO\"\n",
         "arxiv_id=0704.0001|categories=CS.AI physics Q-BIO"},
        {"D5", "id,terms\n0704.0001,\"['cs.CV', 'cs.LG', '68T45', 'cond-mat.mes-hall']\"\n",
         "arxiv_id=0704.0001|categories=cs.CV cs.LG cond-mat.mes-hall"},
        {"D5", "id,categories,primary_category\n0704.0001,\"math.CO,hep-th,cs.DM\",cs.DM\n",
         "arxiv_id=0704.0001|categories=cs.DM math.CO hep-th"},
        {"D5", "id,tags\n0704.0001,machine learning\n", "arxiv_id=0704.0001"},
        {"D6", "id,published,updated\n0704.0001,2007-04-02 19:18:42+00:00,2007-05-01\n",
         "arxiv_id=0704.0001|submitted=2007-04-02 19:18:42+00:00|updated=2007-05-01"},
        {"D7", "doi,title\n\"['10.1000/1', '10.1000/2']\",A\n", "doi=10.1000/1 10.1000/2|title=A"},
        {"D10", "id,title,comments\n0704.0001,caf\xE9,\"caf\xC3\xA9 \"\"\xE9\"\"\"\n",
         "arxiv_id=0704.0001|title=caf\u00E9|comments=caf\u00E9 \"\xE9\""},
        {"D10", "id;authors\n0704.0001;['A. Sp\xF3ut', 'B. Kettle']\n",
         "arxiv_id=0704.0001|authors=A. Sp\u00F3ut; B. Kettle;"},
        {"D10", "id,title\n0704.0001,\"\x93Z\x94 \"\"B\"\" \x96 C\"\n",
         "arxiv_id=0704.0001|title=\u201CZ\u201D \"B\" \u2013 C"},
        {"Q2", "id,title\n0704.0001,\"A \"\"B\"\"\nC\"\n", "arxiv_id=0704.0001|title=A \"B\"\nC"},
        {"Q1", "id,title\n0704.0001,A \"B\" C\n", "arxiv_id=0704.0001|title=A \"B\" C"},
        {"Q4", "id,title\n0704.0001,\"G\\\\\\\"odel, \\alpha\"\n", "arxiv_id=0704.0001|title=G\\\"odel, \\alpha"},
        {"Q6", "id,title\n0704.0001,\"A \"B\" C\"\n", "arxiv_id=0704.0001|title=A \"B\" C"},
        {"Q7", "id\ttitle\tdoi\n0704.0001\t\"A\" and \"B\"\t\"10.1000/1\"\n",
         "arxiv_id=0704.0001|doi=10.1000/1|title=\"A\" and \"B\""},
        {"Q7", "id,title\n0704.0001,\"G\\\"odel\" (\"A\")\n", "arxiv_id=0704.0001|title=\"G\\\"odel\" (\"A\")"},
        {"Q6", "id,title\n0704.0001,\"The \"A\" and \"B\" of C\"\n",
         "arxiv_id=0704.0001|title=The \"A\" and \"B\" of C"},
        {"S2", "title\tid\tdoi\n\t0704.0001\t10.1000/1\n", "arxiv_id=0704.0001|doi=10.1000/1"},
        {"S5", "id,title,doi\n0704.0001,A\n0704.0002,B,\n", "arxiv_id=0704.0001|title=A\narxiv_id=0704.0002|title=B"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.rule);
      CAPTURE(one.bytes);
      CHECK(read(one.bytes) == one.fields);
    }
  }

  TEST_CASE("a row read by a guess about its quotation marks is in doubt (Q6)") {
    const std::vector<Span> spans = cut("id,title\n0704.0001,\"A \"B\" C\"\n");
    CHECK(spans[2].kind == SpanKind::record);
    CHECK(spans[2].confidence == 0.9);
  }

  TEST_CASE("a quotation at the beginning of a cell is in doubt, and the other cells are not (Q7)") {
    const std::vector<Span> spans = cut("id\ttitle\tdoi\n0704.0001\t\"A\" b\t\"c\"\n");
    CHECK(spans[2].confidence == 0.9);
    CHECK(spans[2].doubtful.has(Field::title));
    CHECK_FALSE(spans[2].doubtful.has(Field::doi));
  }

  TEST_CASE("a repaired identifier keeps the number that it was (P1)") {
    const std::vector<Span> spans = cut("id,title\n704.0001,A\n");
    const auto decoded = litdex::format::decode_csv(spans[2].text, spans[2].context);
    const auto record = litdex::normalize::normalize(std::get<litdex::record::RawRecord>(decoded));
    CHECK(record[Field::arxiv_id]->text == "0704.0001");
    CHECK(record[Field::arxiv_id]->original == "704.0001");
  }

  TEST_CASE("times are in the zone that they name, and the update's is the record's (D6, D8)") {
    const auto record_of = [](const std::string& dates) {
      const std::vector<Span> spans = cut("id,published,updated\n0704.0001," + dates + "\n");
      const auto decoded = litdex::format::decode_csv(spans[2].text, spans[2].context);
      return litdex::normalize::normalize(std::get<litdex::record::RawRecord>(decoded));
    };
    const auto both = record_of("2007-04-02 23:18:42-05:00,2007-05-01 10:00:00");
    CHECK(both[Field::submitted]->text == "2007-04-03T04:18:42Z");
    CHECK(both[Field::updated]->text == "2007-05-01T10:00:00Z");
    CHECK(both.date() == "2007-05-01T10:00:00Z");
    const auto one = record_of("2007-04-02 19:18:42.5,2007-04-02 19:18:42 or so");
    CHECK(one[Field::submitted]->text == "2007-04-02T19:18:42Z");
    CHECK_FALSE(one[Field::updated]);
    CHECK(one.date() == "2007-04-02T19:18:42Z");
  }

  TEST_CASE("a column of the record's own date says nothing of the paper's versions (D8)") {
    const std::vector<Span> spans = cut("id,updated,update_date\n0704.0001,2007-05-01,2008-11-26\n");
    const auto decoded = litdex::format::decode_csv(spans[2].text, spans[2].context);
    const auto record = litdex::normalize::normalize(std::get<litdex::record::RawRecord>(decoded));
    CHECK(record[Field::updated]->text == "2007-05-01");
    CHECK(record.date() == "2008-11-26");
    CHECK(read("id,update_date\n0704.0001,2008-11-26\n") == "arxiv_id=0704.0001");
  }

  TEST_CASE("a list of very many texts is none (G3)") {
    constexpr std::size_t k_most = std::size_t{1} << 18U;
    std::string list;
    for (std::size_t i = 0; i < k_most; ++i) list += "'',";
    CHECK(litdex::format::python_list_as_json("[" + list + "]"));
    CHECK_FALSE(litdex::format::python_list_as_json("[" + list + "'']"));
    CHECK_FALSE(litdex::format::python_list_as_json("[[" + list + "]]"));
    CHECK_FALSE(litdex::format::python_list_as_json("['" + std::string(std::size_t{4} << 20U, 'x') + "']"));
  }

  TEST_CASE("the same row under an equivalent header has the same hash (H7)") {
    const auto hash_under = [](const std::string& header) { return cut(header + "\n0704.0001,A\n").back().hash; };
    const auto hash_of_row = [](const std::string& header) {
      const std::vector<Span> spans = cut(header + "\n0704.0001,A\n");
      return std::ranges::find(spans, SpanKind::record, &Span::kind)->hash;
    };
    CHECK_FALSE(hash_under("id,title").empty());
    CHECK(hash_of_row("id,title") == hash_of_row("Paper-ID,TITLES"));
    CHECK(hash_of_row("id,title") != hash_of_row("id,abstract"));
    CHECK(hash_of_row("arxiv_id,title") != hash_of_row("id,title"));
  }

  TEST_CASE("columns that a person names win over their spelling (H5)") {
    const ReadOptions options{{{Field::arxiv_id, "ref"}, {Field::abstract, "Text"}}};
    CHECK(read("nr,Heading,Text,Ref,abstract\n1,A,B,0704.0001,C\n", options) == "arxiv_id=0704.0001|abstract=B");
    CHECK(read("nr;Ref;Text\n1;0704.0001;B\n", options) == "arxiv_id=0704.0001|abstract=B");
    CHECK(read("sep=;\r\nnr;Ref;Text\r\n1;0704.0001;B\r\n", options) == "arxiv_id=0704.0001|abstract=B");
    CHECK(message_of("nr,Text\n1,B\n", options) == "the table has no column 'ref'; it has nr, Text");
    CHECK(message_of("", options) == "no error");
    CHECK(message_of(" \n", options) == "no error");
    CHECK(message_of(std::string(100'000, 'x'), options) == "the table has no header row");
  }

  TEST_CASE("detection takes tables of records and nothing else (H6)") {
    const struct {
      const char* head;
      bool is_csv;
    } cases[] = {
        {"id,title,abstract\n0704.0001,A,B\n", true},
        {"\xEF\xBB\xBF\"arXiv ID\";\"Title\"\r\n\"0704.0001\";\"A\"\r\n", true},
        {"\tabstract\tarxiv_id\n0\tA\t0704.0001\n", true},
        {"titles,summaries,terms\nA,B,['cs.CV']\n", true},
        {"title,price\nA,3\n", true},
        {"index,text\n0704.0001,A\n", true},
        {"id,title,abstract", true},
        {"id,name\n1,A\n2,B\n", false},
        {"id,date,comments\n1,2001-02-03,A\n", false},
        {"sep=;\r\nid;title;abstract\r\n0704.0001;A;B\r\n", true},
        {"index,text\n=\"0704.0001\",A\n", true},
        {"=\"id\",=\"title\"\n=\"0704.0001\",=\"A\"\n", true},
        {"sep=;\nA few words; more.\n", false},
        {"name,price\nA,3\n", false},
        {"title\nA\n", false},
        {"Title, and a subtitle\nWords follow, and more, of them.\n", false},
        {"We show this.\narXiv:2009.04153 - ACMMM 2020\n", false},
        {"{\"id\":\"0704.0001\",\"title\":\"A\"}\n", false},
        {"[{\"id\": \"0704.0001\",\n\"title\": \"A\"}]\n", false},
        {"<?xml version=\"1.0\"?>\n<record><id>0704.0001</id></record>\n", false},
        {"TY  - JOUR\nTI  - A\nER  - \n", false},
        {"@article{a, title = {A},\n}\n", false},
        {"", false},
        {"\n\n", false},
    };
    for (const auto& one : cases) {
      CAPTURE(one.head);
      CHECK((litdex::format::detect_csv(one.head) >= 0.05) == one.is_csv);
    }
  }

  TEST_CASE("the same bytes give the same segments, however they arrive") {
    for (const char* const name : k_samples) {
      // As spreadsheets write it, the same table twice.
      const std::string bytes = "sep=,\r\n" + sample(name) + "\n\"sep=;\"\n" + sample(name);
      const std::vector<Span> whole = cut(bytes);
      require_covered(whole, bytes);
      CHECK(std::ranges::count(whole, "sep=,", &Span::text) == 1);
      CHECK(std::ranges::count(whole, "\"sep=;\"", &Span::text) == 1);
      for (std::size_t chunk = 1; chunk <= 64; ++chunk) {
        CAPTURE(name);
        CAPTURE(chunk);
        CHECK(cut(bytes, chunk) == whole);
      }
    }
  }

  TEST_CASE("damaged samples lose only what is damaged") {
    CHECK(read(sample("damaged.csv")) ==
          "arxiv_id=0704.0001|title=One|abstract=Sound.|categories=math.CO\n"
          "arxiv_id=0704.0003|title=Three|abstract=Sound again.|categories=math.CO\n"
          "arxiv_id=0704.0006|title=Six says \"six\" twice|abstract=Sound.|categories=math.CO\n"
          "arxiv_id=0704.0007|title=Seven, with \"backslashes\", sound|abstract=Sound.|categories=math.CO\n"
          "arxiv_id=0704.0008|title=Eight|abstract=Under another header.");
  }

  TEST_CASE("entries that are too long are rejected, and reading goes on behind them (S9)") {
    constexpr std::size_t k_small = 1000;
    const std::string long_cell(5 * k_small, 'x');
    const std::string broken = "0704.0002,\"" + std::string(3 * k_small, '\n') + "x";
    for (const std::string& entry : {"0704.0002," + long_cell, "0704.0002,\"" + long_cell + "\"", broken}) {
      const std::string bytes = "id,title\n0704.0001,A\n" + entry + "\n0704.0003,C\n";
      const std::vector<Span> spans = cut(bytes, SIZE_MAX, {}, k_small);
      require_covered(spans, bytes);
      const auto records = std::ranges::count(spans, SpanKind::record, &Span::kind);
      CHECK(records == 2);
      for (const Span& span : spans) CHECK(span.text.size() <= 3 * k_small);
      for (const std::size_t chunk : {1, 7, 999, 1000, 1001}) CHECK(cut(bytes, chunk, {}, k_small) == spans);
    }
  }

  TEST_CASE("hostile tables are covered, whatever they repeat") {
    const struct {
      const char* what;
      const char* line;
    } cases[] = {
        {"open quotes", "0704.0001,\"x\n"},
        {"doubled quotes", "0704.0001,\"\"\"\n"},
        {"stray quotes", "0704.0001,\"x\" y\n"},
        {"escapes", "0704.0001,\"\\\"\n"},
        {"no identifiers", "x,\"x\" y\n"},
        {"loose rows", "x,\"x\" y\",z\n"},
        {"columns", ",,,,,,,,,,,,,,,,x\n"},
        {"headers", "id,title\n"},
        {"blank lines", "\n\t\n"},
        {"wrong counts", "0704.0001\n"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.what);
      std::string bytes = "id,title\n0704.0001,A\n";
      for (int i = 0; i < 3000; ++i) bytes += one.line;
      require_covered(cut(bytes), bytes);
    }
  }

  TEST_CASE("rows whose quotation marks never close take time in proportion to the table (S8)") {
    constexpr std::size_t k_longest = 200'000;
    std::string bytes = "id,title,abstract,comments\n0704.0001,A,B,C\n";
    while (bytes.size() < k_longest) bytes += "0704.0002,a\",x,\"c\n";
    require_covered(cut(bytes, SIZE_MAX, {}, k_longest), bytes);
  }

  TEST_CASE("a name in a header has no line end, and a row is on one line to be one (H3)") {
    const std::vector<Span> spans = cut("id,title\n0704.0001,A\n\"id\",\"title\n\"\n0704.0002,B\n");
    REQUIRE(spans.size() == 8);
    CHECK(spans[4].kind == SpanKind::record);
    CHECK(spans[4].text == "\"id\",\"title\n\"");
    CHECK(cut("id,title,abstract\n0704.0001,A,B\nid,title\n0704.0002,C\n")[4].kind == SpanKind::frame);
  }

  TEST_CASE("a row of very many cells is counted, and takes no memory for each") {
    const std::string bytes = "id,title\n0704.0001,A\n0704.0002" + std::string(100'000, ',') + "\n0704.0003,C\n";
    const std::vector<Span> spans = cut(bytes);
    require_covered(spans, bytes);
    const auto reject = std::ranges::find(spans, SpanKind::reject, &Span::kind);
    REQUIRE(reject != spans.end());
    CHECK(reject->message == "100001 columns where the header has 2");
    CHECK(std::ranges::count(spans, SpanKind::record, &Span::kind) == 2);
  }

  TEST_CASE("random damage never breaks the cover") {
    std::mt19937 random(7);
    for (int round = 0; round < 400; ++round) {
      std::string bytes = sample(k_samples[static_cast<std::size_t>(round) % std::size(k_samples)]);
      for (int i = 0; i < 6; ++i) {
        const std::size_t at = random() % bytes.size();
        constexpr std::string_view k_signs = "\",\n\r\t\\;|\0x0";
        bytes[at] = k_signs[random() % k_signs.size()];
      }
      const std::vector<Span> whole = cut(bytes);
      require_covered(whole, bytes);
      CHECK(cut(bytes, 1 + random() % 40) == whole);
      for (const Span& span : whole) litdex::format::decode_csv(span.text, span.context);
    }
  }

  TEST_CASE("lists are read as Python prints them (G1, G2)") {
    const struct {
      const char* text;
      const char* json;
    } cases[] = {
        {"[]", "[]"},
        {"['a', 'b']", R"(["a","b"])"},
        {" [ 'a' ,\"b\" , ] ", R"(["a","b"])"},
        {"['a' 'b'\n 'c']", R"(["a","b","c"])"},
        {R"(['it\'s', "a \"b\"", 'x\\y', 'caf\xe9', '\u03bb', '\q', 'a\tb'])",
         "[\"it's\",\"a \\\"b\\\"\",\"x\\\\y\",\"caf\xC3\xA9\",\"\xCE\xBB\",\"\\\\q\",\"a\\u0009b\"]"},
        {"[None, 'a', nan]", R"([null,"a",null])"},
        {"[['a', 'b'], ['c']]", R"([["a","b"],["c"]])"},
        {"['a'", "none"},
        {"['a'] x", "none"},
        {"['\\ud800']", R"(["\\ud800"])"},
        {"[a]", "none"},
        {"[[[['a']]]]", R"([[[["a"]]]])"},
        {"[[[[['a']]]]]", "none"},
        {"('a', 'b',)", R"(["a","b"])"},
        {"(a, b)", "none"},
        {"(the) 'a'", "none"},
        {"[u'a', u\"b\"]", R"(["a","b"])"},
        {"[{'name': 'a', 'n': 3, 'x': ['b', -1.5e+3]} {}]", R"([{"name":"a","n":"3","x":["b","-1.5e+3"]},{}])"},
        {"[{'a'}]", "none"},
        {"[{a: 'b'}]", "none"},
        {"[x.y.Z('a'), list([ 'b' 'c' ])]", R"(["a",["b","c"]])"},
        {"[datetime(2007, 4, 2)]", "none"},
        {"[f(f(f(f('a'))))]", "none"},
        {R"(["\ud835\udd38", "\ud835x", true])", "[\"\xF0\x9D\x94\xB8\",\"\\\\ud835x\",null]"},
        {"a", "none"},
        {"", "none"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.text);
      CHECK(litdex::format::python_list_as_json(one.text).value_or("none") == one.json);
    }
  }
}
