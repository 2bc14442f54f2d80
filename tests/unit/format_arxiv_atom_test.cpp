// Atom feeds: the rules of docs/formats/arxiv_atom.md.
// SPDX-License-Identifier: MIT
#include "format/arxiv_atom.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "format/segment.hpp"
#include "support/decoded.hpp"
#include "support/spans.hpp"

using litdex::format::decode_arxiv_atom;
using litdex::format::SpanKind;
using litdex::test::shown;

namespace {

std::vector<std::string> entries_of(std::string_view bytes) {
  std::vector<std::string> entries;
  for (const auto& span : litdex::test::spans_of(bytes, litdex::format::make_arxiv_atom_segmenter, 5)) {
    CHECK(span.kind != SpanKind::reject);
    if (span.kind == SpanKind::record) entries.push_back(shown(decode_arxiv_atom(span.text)));
  }
  return entries;
}

}  // namespace

TEST_SUITE("format::arxiv_atom") {
  TEST_CASE("feeds are read, several of them in one stream (P1, P2, E1 to E6)") {
    const std::string feed = litdex::test::data_text(LITDEX_SOURCE_DIR, "arxiv_atom/feed.xml");
    const std::string error = litdex::test::data_text(LITDEX_SOURCE_DIR, "arxiv_atom/error.xml");
    const auto entries = entries_of(feed + error);
    REQUIRE(entries.size() == 3);
    CHECK(entries[0] ==
          "arxiv_id=http://arxiv.org/abs/2105.05720v2\ndoi=10.1000/tea.1\ntitle=Teapots for $n<3$ guests\n"
          "authors=Anna B. Teapot (Kettle Institute); Bob Cup Jr.;\nabstract=We boil & pour.\ncomments=4 pages\n"
          "journal_ref=J. Tea 1 (2021) 2\ncategories=cs.LG cs.CV\nsubmitted=2021-05-12T09:00:00Z\n"
          "updated=2021-05-19T10:00:00Z\nlatest_version=2\ndate=2021-05-19T10:00:00Z\n");
    CHECK(entries[1] ==
          "arxiv_id=http://arxiv.org/abs/hep-th/9901001v1\ntitle=Kettles\nauthors=Anna B. Teapot, Bob Cup\n"
          "abstract=Steam.\ncategories=hep-th\nsubmitted=1999-01-01T00:00:00Z\nupdated=1999-01-01T00:00:00Z\n"
          "latest_version=1\ndate=1999-01-01T00:00:00Z\n");
    CHECK(entries[2] == "reject: the server answered with an error: incorrect id format for abc\n");
  }

  TEST_CASE("a feed without entries gives nothing (P1)") {
    CHECK(entries_of("<?xml version='1.0'?>\n<feed><id>http://arxiv.org/api/x</id><title>t</title></feed>\n").empty());
  }

  TEST_CASE("entries of other shapes are read as the rules say") {
    const struct {
      const char* rule;
      const char* entry;
      const char* fields;
    } cases[] = {
        {"E1", "<a:entry><a:id>https://arxiv.org/abs/cs/0101001</a:id></a:entry>",
         "arxiv_id=https://arxiv.org/abs/cs/0101001\n"},
        {"E1", "<entry><id>tag:example.org,1</id></entry>", "reject: the entry has no arXiv identifier\n"},
        {"E2",
         "<entry><id>http://arxiv.org/abs/0704.0001</id><title>T</title><summary>a</summary><comment>c</comment>"
         "<journal_ref>j</journal_ref><doi>10.1000/x</doi><published>p</published><updated>u</updated></entry>",
         "arxiv_id=http://arxiv.org/abs/0704.0001\ndoi=10.1000/x\ntitle=T\nabstract=a\ncomments=c\njournal_ref=j\n"
         "submitted=p\nupdated=u\ndate=u\n"},
        {"E3",
         "<entry><id>http://arxiv.org/abs/0704.0001</id><source><author><name>X</name></author></source><author><name>A"
         "</name><x><affiliation>Y</affiliation></x></author></entry>",
         "arxiv_id=http://arxiv.org/abs/0704.0001\nauthors=A;\n"},
        {"E4",
         "<entry><id>http://arxiv.org/abs/0704.0001</id><author><name>Martin King, Jr.</name><affiliation>MIT"
         "</affiliation></author></entry>",
         "arxiv_id=http://arxiv.org/abs/0704.0001\nauthors=Martin King Jr. (MIT);\n"},
        {"E4",
         "<entry><id>http://arxiv.org/abs/0704.0001</id><author><name>A</name></author><author><affiliation>X"
         "</affiliation><name>B, Jr.</name></author></entry>",
         "arxiv_id=http://arxiv.org/abs/0704.0001\nauthors=A; B Jr. (X);\n"},
        {"E4", "<entry><id>http://arxiv.org/abs/0704.0001</id><author><name>A, B and C</name></author></entry>",
         "arxiv_id=http://arxiv.org/abs/0704.0001\nauthors=A, B and C\n"},
        {"E3", "<entry><id>http://arxiv.org/abs/0704.0001v1</id><source><id>x</id><title>y</title></source></entry>",
         "arxiv_id=http://arxiv.org/abs/0704.0001v1\nlatest_version=1\n"},
        {"E5",
         "<entry><id>http://arxiv.org/abs/0704.0001v1</id><category term='cond-mat.mes-hall'/><category term='math.'/>"
         "<category term='cs.LG; 3'/><category term='nothing.CV'/><primary_category term='cs'/></entry>",
         "arxiv_id=http://arxiv.org/abs/0704.0001v1\ncategories=cs cond-mat.mes-hall\nlatest_version=1\n"},
        {"E5",
         "<entry><id>http://arxiv.org/abs/0704.0001</id><category term='CS.AI'/><category term='Physics'/><category "
         "term='cs.X'/><category term='Q-bio'/></entry>",
         "arxiv_id=http://arxiv.org/abs/0704.0001\ncategories=CS.AI Q-bio\n"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(std::string(expected.entry));
      CHECK(shown(decode_arxiv_atom(expected.entry)) == expected.fields);
    }
  }

  TEST_CASE("a stream is recognized as a feed of arXiv") {
    const auto likeness = litdex::format::detect_arxiv_atom;
    CHECK(likeness(litdex::test::data_text(LITDEX_SOURCE_DIR, "arxiv_atom/feed.xml")) >= 0.8);
    CHECK(likeness(litdex::test::data_text(LITDEX_SOURCE_DIR, "arxiv_atom/error.xml")) >= 0.8);
    CHECK(likeness("<entry><id>http://arxiv.org/abs/0704.0001v1</id>") >= 0.8);
    for (const char* other : {"", "<feed xmlns='http://www.w3.org/2005/Atom'><id>http://example.org/</id>",
                              "<uniprot><entry>", "<OAI-PMH><request>http://arxiv.org/api/", "<html>arxiv.org/api/"}) {
      CHECK(likeness(other) == 0);
    }
  }
}
