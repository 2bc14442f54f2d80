// What Dublin Core records in JSON say. The rules cited are J of docs/formats/oai_dc_json.md, D of dublin_core.md.
// SPDX-License-Identifier: MIT
#include "format/oai_dc_json.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "format/format.hpp"
#include "support/decoded.hpp"
#include "support/file_bytes.hpp"

namespace {

std::string decoded(std::string_view entry) { return litdex::test::shown(litdex::format::decode_oai_dc_json(entry)); }

std::string sample() {
  return litdex::test::read_bytes(std::filesystem::path(LITDEX_SOURCE_DIR) / "tests/data/oai_dc_json/lines.jsonl");
}

}  // namespace

TEST_SUITE("format::oai_dc_json") {
  TEST_CASE("a pair gives every field") {
    CHECK(litdex::test::read_all("oai-dc-json", sample()) ==
          "arxiv_id=0704.0001\n"
          "doi=doi:10.1016/j.cup.2007.02.052 doi:10.1016/j.cup.2007.02.052;\n"
          "title=Teapots in orbit\n"
          "authors=Sp\u00F3ut, A. B.; Kettle, C., Jr.; The Saucer Collaboration;\n"
          "abstract=  We count the teapots in orbit and find none.\n\n"
          "comments=7 pages, no figures\n"
          "journal_ref=J. Teapots 12 (2007) 34-56\n"
          "submitted=2007-04-02\n"
          "updated=2007-07-24\n"
          "msc_class=03E75 (Primary), 28A05\n"
          "--\n"
          "arxiv_id=math/0309136\n"
          "title=3D printing of saucers is stable\n"
          "authors=Cup, D.;\n"
          "abstract=  3D printing of saucers is shown to be stable.\n\n"
          "submitted=2003-09-09\n"
          "updated=2003-09-09\n"
          "license=http://creativecommons.org/licenses/by/4.0/\n"
          "--\n");
  }

  TEST_CASE("entries say what the rules make of them") {
    const struct {
      const char* rule;
      const char* entry;
      const char* fields;
    } cases[] = {
        {"J1", R"({"dc:title":"T"})", "title=T\n"},
        {"J1", R"(["0704.0001",{}])", "arxiv_id=0704.0001\n"},
        {"J1, D1", R"(["x",{"title":[" ",null,"T","U"]}])", "title=T\n"},
        {"J1", R"(["0704.0001"])", "reject: no pair of an identifier and an object\n"},
        {"J1", R"(["0704.0001",1])", "reject: no pair of an identifier and an object\n"},
        {"J1", "1", "reject: no pair of an identifier and an object\n"},
        {"J3", R"(["x",{}])", "reject: the record has no arXiv identifier, no DOI and no title\n"},
        {"J2", R"(["0704.0001",{"identifier":["http://arxiv.org/abs/0704.0002"]}])", "arxiv_id=0704.0001\n"},
        {"J2", R"(["x",{"identifier":["http://arxiv.org/abs/0704.0002v1"]}])",
         "arxiv_id=http://arxiv.org/abs/0704.0002v1\n"},
        {"D3", R"({"title":"T","description":["Comment: c"," a","b","Comment:d"]})",
         "title=T\nabstract= a\ncomments=c; d\n"},
        {"D3", R"({"title":"T","description":["Comment: c","Comment: d"]})",
         "title=T\nabstract=Comment: c\ncomments=d\n"},
        {"D4", R"({"title":"T","identifier":["DOI:10.1/a","https://doi.org/10.1/b","r 1","r 2"]})",
         "doi=DOI:10.1/a https://doi.org/10.1/b\ntitle=T\njournal_ref=r 1; r 2\n"},
        {"D4",
         R"({"title":"T","identifier":["http://doi.org/10.1000/a","https://dx.doi.org/10.1000/b","10.1103/c","10 (2000) 1"]})",
         "doi=http://doi.org/10.1000/a https://dx.doi.org/10.1000/b 10.1103/c\ntitle=T\njournal_ref=10 (2000) 1\n"},
        {"D4", R"({"title":"T","identifier":["http://example.org/","J. 1, http://example.org/"]})",
         "title=T\njournal_ref=J. 1, http://example.org/\n"},
        {"D2", R"({"title":"T","creator":["A;B","Collaboration, The X"]})",
         "title=T\nauthors=A,B; The X Collaboration;\n"},
        {"D5", R"({"title":"T","date":["a","b","c"]})", "title=T\nsubmitted=a\nupdated=c\n"},
        {"D6", R"({"title":"T","subject":["Mathematics - Logic","05C1","81Txx; 28-01"]})",
         "title=T\nmsc_class=81Txx; 28-01\n"},
        {"D7", R"({"title":"T","rights":["all","http://x/"]})", "title=T\nlicense=http://x/\n"},
        {"M4", R"(["x",{"title":"\'"}])", "reject: broken JSON: a string with an escape that JSON does not have\n"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(std::string(expected.entry));
      CHECK(decoded(expected.entry) == expected.fields);
    }
  }

  TEST_CASE("streams are recognized by what their first entries say") {
    CHECK(litdex::format::detect_oai_dc_json(sample()) > 0.9);
    CHECK(litdex::format::detect_format(sample())->name == "oai-dc-json");
    CHECK(litdex::format::detect_oai_dc_json(R"({"id":"0704.0001","title":"T","abstract":"a"})") == 0);
    CHECK(litdex::format::detect_oai_dc_json("no JSON") == 0);
  }
}
