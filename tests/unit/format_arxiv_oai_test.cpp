// OAI-PMH pages and records: the rules of docs/formats/arxiv_oai.md, and D of dublin_core.md.
// SPDX-License-Identifier: MIT
#include "format/arxiv_oai.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "format/nearest.hpp"
#include "format/segment.hpp"
#include "support/decoded.hpp"
#include "support/spans.hpp"

using litdex::format::decode_arxiv_oai;
using litdex::format::SpanKind;
using litdex::test::shown;

namespace {

/// What the entries of a sample say.
std::vector<std::string> entries_of(std::string_view name) {
  const std::string bytes = litdex::test::data_text(LITDEX_SOURCE_DIR, name);
  std::vector<std::string> entries;
  for (const auto& span : litdex::test::spans_of(bytes, litdex::format::make_arxiv_oai_segmenter, 5)) {
    CHECK(span.kind != SpanKind::reject);
    if (span.kind == SpanKind::record) entries.push_back(shown(decode_arxiv_oai(span.text)));
  }
  return entries;
}

}  // namespace

TEST_SUITE("format::arxiv_oai") {
  TEST_CASE("pages with arXiv metadata are read (P1, P2, R2, R3, A1 to A4)") {
    const auto entries = entries_of("arxiv_oai/list.xml");
    REQUIRE(entries.size() == 3);
    CHECK(entries[0] ==
          "arxiv_id=2105.05720\ndoi=10.1000/tea.1\ntitle=Teapots for $n<3$\n  guests\n"
          "authors=Teapot, Anna B. Jr (Kettle Institute; Lid Laboratory); TEA Collaboration;\n"
          "abstract=We boil & pour.\ncomments=4 pages\njournal_ref=J. Tea 1 (2021) 2\ncategories=cs.CV cs.LG\n"
          "submitted=2021-05-12\nupdated=2021-05-19\nreport_no=TEA-1\nmsc_class=00A05\nacm_class=I.2.7\n"
          "license=http://arxiv.org/licenses/nonexclusive-distrib/1.0/\ndate=2021-05-20\n");
    CHECK(entries[1] == "arxiv_id=oai:arXiv.org:hep-th/9901001\ndeleted=2020-01-02\ndate=2020-01-02\n");
    CHECK(entries[2] == "reject: the server answered with the error badResumptionToken: The token has expired\n");
  }

  TEST_CASE("arXivRaw metadata are read (W1, W2)") {
    CHECK(entries_of("arxiv_oai/raw.xml") ==
          std::vector<std::string>{
              "arxiv_id=0704.0001\ntitle=Kettles\nauthors=A. Teapot, B. Cup (Kettle Institute)\nabstract=Steam.\n"
              "categories=hep-ph\nsubmitted=Mon, 2 Apr 2007 19:18:42 GMT\nupdated=Tue, 24 Jul 2007 20:10:27 GMT\n"
              "latest_version=v2\nsubmitter=Anna Teapot\ndate=2008-11-26\n"});
  }

  TEST_CASE("Dublin Core metadata are read (D1 to D5)") {
    CHECK(entries_of("arxiv_oai/dc.xml") ==
          std::vector<std::string>{
              "arxiv_id=http://arxiv.org/abs/math/0306266\ndoi=doi:10.1000/tea.3\ntitle=Saucers\n"
              "authors=Teapot, Anna; TEA Collaboration;\nabstract=We stack saucers.\ncomments=3 pages\n"
              "journal_ref=J. Tea 3 (2004) 4\nsubmitted=2003-06-18\nupdated=2004-01-05\ndate=2007-05-23\n"});
  }

  TEST_CASE("records of other shapes are read as the rules say") {
    const struct {
      const char* rule;
      const char* entry;
      const char* fields;
    } cases[] = {
        {"R1", "<o:record><metadata><id>0704.0001</id><created>2007-04-02</created></metadata></o:record>",
         "arxiv_id=0704.0001\nsubmitted=2007-04-02\nupdated=2007-04-02\ndate=2007-04-02\n"},
        {"R1",
         "<record><metadata><id>0704.0001</id></metadata><about><identifier>x</identifier><title>y</title></about></"
         "record>",
         "arxiv_id=0704.0001\n"},
        {"R1",
         "<record><header/><about><title>y</title><b><id>0704.0002</id></b></about><metadata><arXiv><id>0704.0001</id>"
         "<title>T</title></arXiv></metadata><about><title>z</title></about></record>",
         "arxiv_id=0704.0001\ntitle=T\n"},
        {"R2",
         "<record><header><identifier>oai:arXiv.org:gr-qc/9210004</identifier></header><metadata><title>t</title>"
         "<date>1992-10-07</date></metadata></record>",
         "arxiv_id=oai:arXiv.org:gr-qc/9210004\ntitle=t\nsubmitted=1992-10-07\nupdated=1992-10-07\ndate=1992-10-07\n"},
        {"R4",
         "<record><header><identifier>oai:zenodo.org:1</identifier></header><metadata><title>t</title>"
         "<identifier>https://doi.org/10.1000/x</identifier></metadata></record>",
         "doi=https://doi.org/10.1000/x\ntitle=t\n"},
        {"R4",
         "<record><header><identifier>oai:zenodo.org:1</identifier></header><metadata><title>t</title></metadata></"
         "record>",
         "reject: record oai:zenodo.org:1 has neither an arXiv identifier nor a DOI\n"},
        {"R4", "<record/>", "reject: the record has neither an arXiv identifier nor a DOI\n"},
        {"R3", "<record><header status='deleted'><identifier>oai:zenodo.org:1</identifier></header></record>",
         "reject: record oai:zenodo.org:1 has neither an arXiv identifier nor a DOI\n"},
        {"A2",
         "<record><id>0704.0001</id><authors><author><keyname>A; B</keyname></author><author><affiliation>C"
         "</affiliation></author><author>D</author></authors></record>",
         "arxiv_id=0704.0001\nauthors=A, B; D;\n"},
        {"A2",
         "<record><id>0704.0001</id><authors><author><keyname>X Collaboration</keyname></author><author><keyname>:"
         "</keyname><affiliation>Y</affiliation></author><author><keyname>Z</keyname></author></authors></record>",
         "arxiv_id=0704.0001\nauthors=X Collaboration; Z;\n"},
        {"A2",
         "<record><id>0704.0001</id><authors><author><affiliation>X</affiliation><keyname>A</keyname><forenames>B"
         "</forenames></author><author><keyname>C</keyname><affiliation>Y</affiliation><forenames>D</"
         "forenames><suffix>Jr"
         "</suffix><affiliation>Z</affiliation></author></authors></record>",
         "arxiv_id=0704.0001\nauthors=A, B (X); C, D Jr (Y; Z);\n"},
        {"A3", "<record><id>0704.0001</id><created>2007-04-02</created><updated>2007-05-03</updated></record>",
         "arxiv_id=0704.0001\nsubmitted=2007-04-02\nupdated=2007-05-03\ndate=2007-05-03\n"},
        {"P2", "<record><id>0704.0001</id><error>x</error></record>", "arxiv_id=0704.0001\n"},
        {"R4", "<record><header/><metadata><doi>none</doi></metadata></record>",
         "reject: the record has neither an arXiv identifier nor a DOI\n"},
        {"R5",
         "<record><id>0704.0001</id><authors><author><keyname>A</keyname><keyname>B</keyname><forenames>C</forenames>"
         "<forenames>D</forenames><suffix>Jr</suffix><suffix>Sr</suffix></author></authors></record>",
         "arxiv_id=0704.0001\nauthors=A, C Jr;\n"},
        {"D2", "<record><id>0704.0001</id><creator>Collaboration, The CDF</creator><creator>One</creator></record>",
         "arxiv_id=0704.0001\nauthors=The CDF Collaboration; One;\n"},
        {"D3", "<record><id>0704.0001</id><description>Comment: x</description></record>",
         "arxiv_id=0704.0001\nabstract=Comment: x\n"},
        {"D3",
         "<record><id>0704.0001</id><description>Comment: x</description><description>a</description><description>"
         "Comment: y</description></record>",
         "arxiv_id=0704.0001\nabstract=a\ncomments=x; y\n"},
        {"D4",
         "<record><id>0704.0001</id><identifier>r 1</identifier><identifier>r 2, http://x.org</identifier></record>",
         "arxiv_id=0704.0001\njournal_ref=r 1; r 2, http://x.org\n"},
        {"D6, D7",
         "<record><id>0704.0001</id><subject>Mathematics - Logic</subject><subject>03E75</subject><rights>"
         "http://x/</rights></record>",
         "arxiv_id=0704.0001\nmsc_class=03E75\nlicense=http://x/\n"},
        {"D4",
         "<record><id>0704.0001</id><identifier>doi:10.1000/x;</identifier><identifier>doi:10.1000/y</identifier>"
         "<identifier>http://example.org/</identifier><identifier>10 (2000) 1</identifier></record>",
         "arxiv_id=0704.0001\ndoi=doi:10.1000/x; doi:10.1000/y\njournal_ref=10 (2000) 1\n"},
        {"R6",
         "<record><header><identifier>oai:x.org:1</identifier></header><metadata><c:unixref xmlns:c='c'><doi>10.1000/x"
         "</doi><citation><doi>10.1000/y</doi></citation></c:unixref></metadata></record>",
         "reject: record oai:x.org:1 has metadata of another schema, in an element unixref\n"},
        {"R6",
         "<record><metadata><record xmlns='http://www.loc.gov/MARC21/slim'><datafield/></record></metadata></record>",
         "reject: the record has metadata of another schema, in an element record\n"},
        {"R6", "<record><metadata><ArXiv><id>0704.0001</id></ArXiv></metadata></record>", "arxiv_id=0704.0001\n"},
        {"R6", "<record><metadata><q:qualifieddc><id>0704.0001</id></q:qualifieddc></metadata></record>",
         "arxiv_id=0704.0001\n"},
        {"R6",
         "<record><metadata><id>0704.0001</id><authors><author><keyname>A</keyname></author></authors><version "
         "version='v1'><date>"
         "2007</date></version></metadata></record>",
         "arxiv_id=0704.0001\nauthors=A;\nsubmitted=2007\nupdated=2007\nlatest_version=v1\ndate=2007\n"},
        {"R6",
         "<record><metadata><author><keyname>A</keyname></author><id>0704.0001</id></metadata><about><metadata><x><y/>"
         "</x></metadata></about></record>",
         "arxiv_id=0704.0001\nauthors=A;\n"},
        {"R6",
         "<record><metadata><id>0704.0001</id><title>T<sub>1</sub></title><description>a<i>b</i></description>"
         "</metadata></record>",
         "arxiv_id=0704.0001\ntitle=T1\nabstract=ab\n"},
        {"R6",
         "<record><header status='deleted'><identifier>oai:arXiv.org:0704.0001</identifier></header><metadata><x><y/>"
         "</x></metadata></record>",
         "arxiv_id=oai:arXiv.org:0704.0001\n"},
        {"T3", "<record><id>0704.0001</record>",
         "reject: not well-formed XML: mismatched tag in line 1 of the entry\n"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(std::string(expected.entry));
      CHECK(shown(decode_arxiv_oai(expected.entry)) == expected.fields);
    }
  }

  TEST_CASE("a page with metadata of another schema is of no format, and the message says why (R6)") {
    const auto nearest = litdex::format::nearest_format("<OAI-PMH><record><metadata><mods><titleInfo/></mods>");
    CHECK(nearest.format == "arxiv-oai");
    CHECK(
        nearest.why ==
        "it is XML that begins with <OAI-PMH>, and neither a page of OAI-PMH with metadata of arXiv or Dublin Core nor "
        "a feed of arXiv");
  }

  TEST_CASE("a stream is recognized by its elements") {
    const auto likeness = litdex::format::detect_arxiv_oai;
    for (const char* name : {"arxiv_oai/list.xml", "arxiv_oai/raw.xml", "arxiv_oai/dc.xml"}) {
      CHECK(likeness(litdex::test::data_text(LITDEX_SOURCE_DIR, name)) >= 0.8);
    }
    CHECK(likeness("<l><record><metadata><arXiv><id>0704.0001</id>") >= 0.8);
    CHECK(likeness("<OAI-PMH><record><metadata><x>") >= 0.8);
    CHECK(likeness("<OAI-PMH><record><metadata><title>t</title>") >= 0.8);
    CHECK(likeness("<OAI-PMH><record><metadata><x/><title>t</title>") >= 0.8);
    CHECK(likeness("<OAI-PMH><record><metadata><x><y>t</y></x></metadata></record><record><metadata><oai_dc:dc>") >=
          0.8);
    for (const char* other :
         {"", "<xml><records><record><title>t</title></record>", "<PubmedArticleSet>", "<dblp>",
          "{\"a\":\"<OAI-PMH>\"}", "<html><body>&lt;record&gt;", "<feed><entry>",
          "<OAI-PMH><record><header/><metadata>\n<mods><titleInfo>",
          "<record><header/><metadata><x a='/'><y/></x></metadata></record><record><metadata><x><y>"}) {
      CHECK(likeness(other) == 0);
    }
  }
}
