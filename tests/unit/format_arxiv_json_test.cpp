// What objects of arXiv metadata say. The rules cited are those of docs/formats/arxiv_json.md and json.md.
// SPDX-License-Identifier: MIT
#include "format/arxiv_json.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "format/format.hpp"
#include "support/decoded.hpp"
#include "support/file_bytes.hpp"

using litdex::test::read_all;

namespace {

std::string decoded(std::string_view entry) { return litdex::test::shown(litdex::format::decode_arxiv_json(entry)); }

std::string sample(const std::string& name) {
  return litdex::test::read_bytes(std::filesystem::path(LITDEX_SOURCE_DIR) / "tests/data/arxiv_json" / name);
}

constexpr std::string_view k_first_record =
    "arxiv_id=0704.0001\n"
    "doi=10.1016/j.cup.2007.02.052\n"
    "title=Teapots in orbit: a survey of all that\n  we did not find\n"
    "authors=Sp\u00F3ut, A. B.; Kettle, C. Jr. (Institute of Saucers (Porcelain Branch));\n"
    "abstract=  We count the teapots in orbit and find none. The handle of a cup \\emph{decides}\n"
    "its genus, \\\"uber alles.\n\n"
    "comments=7 pages, no figures\n"
    "journal_ref=J. Teapots 12 (2007) 34-56\n"
    "categories=astro-ph.EP math.GT\n"
    "submitted=Mon, 2 Apr 2007 19:18:42 GMT\n"
    "updated=Tue, 24 Jul 2007 20:10:27 GMT\n"
    "latest_version=2\n"
    "submitter=A. B. Spout\n"
    "report_no=TEA-07-1\n"
    "date=2008-11-26\n";

}  // namespace

TEST_SUITE("format::arxiv_json") {
  TEST_CASE("a snapshot's object gives every field") {
    const std::string text = read_all("arxiv-json", sample("lines.jsonl"));
    CHECK(text.substr(0, k_first_record.size()) == k_first_record);
    CHECK(text.find("authors=The Saucer Collaboration; Cup, D.;\n") != std::string::npos);
    CHECK(text.find("abstract=  $1 < 2$ lumps, \u00FCber and \U0001D538.\n") != std::string::npos);
  }

  TEST_CASE("every layout and the older spelling say the same") {
    const std::string lines = read_all("arxiv-json", sample("lines.jsonl"));
    for (const char* name : {"array.json", "concatenated.json", "older.jsonl"}) {
      CAPTURE(std::string(name));
      CHECK(read_all("arxiv-json", sample(name)) == lines);
    }
  }

  TEST_CASE("plain spellings in a wrapper are read (K1, A3, C1, V4)") {
    const std::string text = read_all("arxiv-json", sample("wrapped.json"));
    CHECK(text.starts_with("arxiv_id=http://arxiv.org/abs/0704.0001v2\ndoi=10.1016/j.cup.2007.02.052\n"));
    CHECK(text.find("authors=A. B. Sp\u00F3ut; C. Kettle;\n") != std::string::npos);
    CHECK(text.find("categories=astro-ph.EP math.GT\n") != std::string::npos);
    CHECK(text.find("submitted=2007-04-02T19:18:42Z\nupdated=2007-07-24T20:10:27Z\n") != std::string::npos);
    CHECK(text.find("latest_version=2\n") != std::string::npos);
    CHECK(text.find("authors=D. Cup (Kitchen);\n") != std::string::npos);
  }

  TEST_CASE("objects say what the rules make of them") {
    const struct {
      const char* rule;
      const char* entry;
      const char* fields;
    } cases[] = {
        {"K1", R"({"id":"0704.0001","arxiv_id":"0704.0002"})", "arxiv_id=0704.0002\n"},
        {"K1", R"({"title":"T","summary":"s","Abstract":"a"})", "title=T\nabstract=a\n"},
        {"K1", R"({"summary":"s","title":"T","abstract":"a","title":"U"})", "title=T\nabstract=a\n"},
        {"K2", R"({"title":"","titles":"T"})", "title=T\n"},
        {"Y2", R"({"title":"","title":"T","title":"U"})", "title=T\n"},
        {"K2", R"({"title":"T","comments":null,"doi":[],"license":""})", "title=T\n"},
        {"K2",
         R"({"title":"T","doi":"NaN","journal-ref":"nan","comments":" None ","license":"<NA>","report-no":"null"})",
         "title=T\n"},
        {"K2", R"({"title":"None","abstract":"Null","authors":"Nan"})", "title=None\nauthors=Nan\nabstract=Null\n"},
        {"K2", R"({"title":"T","comments":"None of it","comment":"x"})", "title=T\ncomments=None of it\n"},
        {"K2", R"({"title":"T","comments":"None","comment":"x"})", "title=T\ncomments=x\n"},
        {"K2", R"({"title":["A","title",7],"doi":["10.1/a","10.1/b"]})", "doi=10.1/a 10.1/b\ntitle=A title 7\n"},
        {"K2", R"({"id":17,"arxiv":"math/0309136","title":"T"})", "arxiv_id=math/0309136\ntitle=T\n"},
        {"K2", R"({"id":"W17","title":"T"})", "title=T\n"},
        {"K2", R"({"id":" 0704.0001v2\n","title":"T"})", "arxiv_id=0704.0001v2\ntitle=T\nlatest_version=2\n"},
        {"K4", R"({"id":704.0001,"title":"T"})", "arxiv_id=0704.0001\ntitle=T\ndamaged_id=704.0001\n"},
        {"K4", R"({"id":1905.05748,"title":"T"})", "arxiv_id=1905.05748\ntitle=T\n"},
        {"K4", R"({"id":1905.0574800000002})", "arxiv_id=1905.05748\ndamaged_id=1905.0574800000002\n"},
        {"K4", R"({"id":"704.0006","title":"T"})", "arxiv_id=0704.0006\ntitle=T\ndamaged_id=704.0006\n"},
        {"K4", R"({"id":" 1501.1 "})", "arxiv_id=1501.10000\ndamaged_id=1501.1\n"},
        {"K4", R"({"id":"0704.0006v2"})", "arxiv_id=0704.0006v2\nlatest_version=2\n"},
        {"K4", R"({"id":"1501.00001"})", "arxiv_id=1501.00001\n"},
        {"K4", R"({"id":"17.5","arxiv":"W704.0006","title":"T"})", "title=T\n"},
        {"K5", R"({"title":"T","authors":"['A. Author', \"B. O'Author\"]","categories":"['math.GT', 'hep-th']"})",
         "title=T\nauthors=A. Author; B. O'Author;\ncategories=math.GT hep-th\n"},
        {"K5", R"({"title":"T","authors_parsed":"[['Author', 'A.', 'Jr', 'There'], ['Team', 'X', '']]"})",
         "title=T\nauthors=Author, A. Jr (There); X Team;\n"},
        {"K5", R"({"title":"T","authors":"[]","author":"A. Author","categories":"['math.GT hep-th']"})",
         "title=T\nauthors=A. Author\ncategories=math.GT hep-th\n"},
        {"K5", R"({"title":"['T']","authors":"[A. Author","doi":"['10.1/a', '10.1/b']"})",
         "doi=10.1/a 10.1/b\ntitle=['T']\nauthors=[A. Author\n"},
        {"K5", R"({"title":"T","versions":"['v1', 'v2']","versions_dates":"['a', 'b']"})",
         "title=T\nsubmitted=a\nupdated=b\nlatest_version=2\n"},
        {"K2", R"({"id":17.5,"title":"T"})", "title=T\n"},
        {"K2", R"({"title":true,"doi":{"a":1},"id":"0704.0001"})", "arxiv_id=0704.0001\n"},
        {"K3", "{}", "reject: the object has none of the fields of a record\n"},
        {"K3", R"({"name":"x"})", "reject: the object has none of the fields of a record\n"},
        {"K3", R"({"id":"W17","abstract":"a"})", "reject: the object has no arXiv identifier, no DOI and no title\n"},
        {"K3", R"({"doi":"none","abstract":"a"})", "reject: the object has no arXiv identifier, no DOI and no title\n"},
        {"A1", R"({"title":"T","authors":"A B","authors_parsed":[["B","A","Jr","x"," y "],["C"],[]]})",
         "title=T\nauthors=B, A Jr (x; y); C;\n"},
        {"A1", R"({"title":"T","authors":"A B","authors_parsed":[]})", "title=T\nauthors=A B\n"},
        {"A1", R"x({"title":"T","authors":"A B (1)","authors_parsed":[["B","A","","1 and 2"]]})x",
         "title=T\nauthors=A B (1)\n"},
        {"A2", R"({"title":"T","authors_parsed":[["collaboration"," the CDF",""],["Team","X",""],["Team","",""]]})",
         "title=T\nauthors=the CDF collaboration; X Team; Team;\n"},
        {"A2", R"({"title":"T","authors_parsed":[["Group","The X",""],["Collab.","Y",""],["Group A","B",""]]})",
         "title=T\nauthors=The X Group; Y Collab.; Group A, B;\n"},
        {"A3",
         R"({"title":"T","authors":[{"name":"A B"},{"family":"C","given":"D","affiliation":"x"},["E","F"],"G, H"]})",
         "title=T\nauthors=A B; C, D (x); E, F; G, H;\n"},
        {"A3", R"({"title":"T","authors":[{"surname":"A","forename":"B","middle":["C","D"],"suffix":"Jr"}]})",
         "title=T\nauthors=A, B C D Jr;\n"},
        {"A3",
         R"({"title":"T","authors":[{"lastName":"A","given-names":"B"},{"displayName":"C D","affiliations":["x","y"]}]})",
         "title=T\nauthors=A, B; C D (x; y);\n"},
        {"A3", R"({"title":"T","authors":[{"given":"A","family":""},{"forenames":"B","given":"C","keyname":"D"}]})",
         "title=T\nauthors=A; D, C;\n"},
        {"A4",
         R"({"title":"T","authors_parsed":[["B,","; A",""],[";","",""],[":","",""],["C;D","",""],["E","","","(x"]]})",
         "title=T\nauthors=B, A; C,D; E ([x);\n"},
        {"A4",
         R"j({"title":"T","authors_parsed":[["Smith (UCL","A.",""],["Jones","B."],["Roe)","C."],["Poe (x)","D."]]})j",
         "title=T\nauthors=Smith [UCL, A.; Jones, B.; Roe], C.; Poe (x), D.;\n"},
        {"A5", R"({"title":"T","authors":["A. Author, B. Author and C. Author"]})",
         "title=T\nauthors=A. Author, B. Author and C. Author\n"},
        {"A5", R"({"title":"T","authors":["A. Author and B. Author"]})", "title=T\nauthors=A. Author and B. Author\n"},
        {"A5", R"({"title":"T","authors":["A, B., Jr."]})", "title=T\nauthors=A, B., Jr.;\n"},
        {"A5", R"j({"title":"T","authors":["A, B. (Inst, City and Town)"]})j",
         "title=T\nauthors=A, B. (Inst, City and Town);\n"},
        {"A5", R"({"title":"T","authors":["The This and That Collaboration"]})",
         "title=T\nauthors=The This and That Collaboration;\n"},
        {"V1", R"({"title":"T","versions":[{"version":"v2","created":"b"},{"version":"v1","created":"a"}]})",
         "title=T\nsubmitted=a\nupdated=b\nlatest_version=2\n"},
        {"V1", R"({"title":"T","versions":["v1","v2"],"versions_dates":["a","b"]})",
         "title=T\nsubmitted=a\nupdated=b\nlatest_version=2\n"},
        {"V2", R"({"title":"T","versions":["v2","v3"],"versions_dates":["b"]})", "title=T\nlatest_version=3\n"},
        {"V2", R"({"title":"T","published":"p","versions":[{"version":"v2","created":"b"}]})",
         "title=T\nsubmitted=p\nupdated=b\nlatest_version=2\n"},
        {"V2", R"({"title":"T","updated":"u","versions":[{"version":"v1","created":"a"},{"version":"v2"}]})",
         "title=T\nsubmitted=a\nupdated=u\nlatest_version=2\n"},
        {"V2", R"({"title":"T","versions":[null,7,"x",{}],"versions_dates":{}})", "title=T\nlatest_version=7\n"},
        {"V3",
         R"({"title":"T","published":"p","updated":"u","version":"v9","versions":[{"version":"v1","created":"a"}]})",
         "title=T\nsubmitted=a\nupdated=a\nlatest_version=1\n"},
        {"V3", R"({"title":"T","published":"p","updated":"u","version":"v9"})",
         "title=T\nsubmitted=p\nupdated=u\nlatest_version=v9\n"},
        {"V4", R"({"id":"0704.0001v2"})", "arxiv_id=0704.0001v2\nlatest_version=2\n"},
        {"V4", R"({"id":"0704.0001v2","version":"v3"})", "arxiv_id=0704.0001v2\nlatest_version=v3\n"},
        {"C1", R"({"title":"T","categories":[{"term":"hep-ph"},{"term":"hep-th"}]})",
         "title=T\ncategories=hep-ph hep-th\n"},
        {"C1", R"({"title":"T","categories":"[{'term': 'cs.AI'}]"})", "title=T\ncategories=cs.AI\n"},
        {"C1", R"({"title":"T","categories":["hep-ph hep-th"]})", "title=T\ncategories=hep-ph hep-th\n"},
        {"C1", R"({"title":"T","categories":"a.B  c.D","primary_category":"c.D"})", "title=T\ncategories=c.D a.B\n"},
        {"C1", R"({"title":"T","primary_category":"c.D"})", "title=T\ncategories=c.D\n"},
        {"M1", "{\"title\":\"T\xFF\"}", "title=T\uFFFD\n"},
        {"M2", R"({"title":"T\ud835"})", "title=T\uFFFD\n"},
        {"M3", R"({"title":"T","comments":None,"withdrawn":False,"doi":"None"})", "title=T\n"},
        {"M3", R"({"title":"T","comments":NaN,"doi":-Infinity})", "title=T\n"},
        {"M4", R"({"title":"T",})", "title=T\n"},
        {"M4", R"({"title":"\'"})", "reject: broken JSON: a string with an escape that JSON does not have\n"},
        {"M4", R"({"title":Truth})", "reject: broken JSON: words, commas or brackets that JSON does not have there\n"},
        {"M4", R"({"title":12345678901234567890123})",
         "reject: broken JSON: a number that JSON does not have, or one with too many digits\n"},
        {"L2", "", "reject: broken JSON: nothing\n"},
        {"L2", "[1]", "reject: no JSON object\n"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(std::string(expected.entry));
      CHECK(decoded(expected.entry) == expected.fields);
    }
  }

  TEST_CASE("streams are recognized by what their first entries say") {
    const auto likeness = litdex::format::detect_arxiv_json;
    for (const char* name : {"lines.jsonl", "array.json", "concatenated.json", "older.jsonl", "wrapped.json"}) {
      CAPTURE(std::string(name));
      CHECK(likeness(sample(name)) > 0.8);
      CHECK(litdex::format::detect_format(sample(name))->name == "arxiv-json");
    }
    CHECK(likeness("\xEF\xBB\xBF\n{\"id\":\"0704.0001\"}") > 0.8);
    CHECK(likeness("{\"id\":\n{\"id\":\"0704.0001\"}\n{\"id\":\"0704.00") > 0.8);
    CHECK(likeness(R"({"title":"T","abstract":"a"})") == doctest::Approx(0.1));
    CHECK(likeness(R"({"title":"T"})") == 0);
    CHECK(likeness(R"({"name":"x"})") == 0);
    CHECK(likeness("arXiv:0704.0001 {}") == 0);
    CHECK(likeness("") == 0);
  }
}
