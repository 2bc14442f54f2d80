// Feeds: the rules of docs/formats/arxiv_atom.md.
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

  TEST_CASE("what an RSS channel says of itself is frame (P1, E8)") {
    CHECK(entries_of(
              "<rss version='2.0'><channel><title>cs.LG updates</title><description>news</description><skipDays>"
              "<day>Sunday</day></skipDays><item><guid>oai:arXiv.org:2411.00001</guid></item></channel></rss>\n") ==
          std::vector<std::string>{"arxiv_id=oai:arXiv.org:2411.00001\n"});
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
        {"E7",
         "<entry><id>oai:arXiv.org:2411.00001v1</id><title>T</title><updated>2024-11-01T04:00:33+00:00</"
         "updated><summary>"
         "arXiv:2411.00001v1 Announce Type: new \nAbstract: We boil.\n</summary><category term='cs.LG'/><category "
         "term='cs.CV'/><published>2024-11-01T00:00:00-04:00</published><arxiv:announce_type>new</arxiv:announce_type>"
         "<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights><arxiv:DOI>10.1000/tea.1</arxiv:DOI>"
         "<arxiv:journal_reference>J. Tea 1</arxiv:journal_reference><dc:creator>A. Teapot, Bob "
         "Cup</dc:creator></entry>",
         "arxiv_id=oai:arXiv.org:2411.00001v1\ndoi=10.1000/tea.1\ntitle=T\nauthors=A. Teapot, Bob Cup\nabstract=We "
         "boil."
         "\njournal_ref=J. Tea 1\ncategories=cs.LG cs.CV\n"
         "latest_version=1\nlicense=http://creativecommons.org/licenses/by/4.0/\n"
         "date=2024-11-01T00:00:00-04:00\n"},
        {"E7",
         "<entry><id>oai:arXiv.org:2411.00001v2</id><summary>arXiv:2411.00001v2 Announce Type: replace-cross Abstract: "
         "a"
         "</summary><published>p</published><updated>u</updated><author><name>A</name></author><creator>B</creator>"
         "</entry>",
         "arxiv_id=oai:arXiv.org:2411.00001v2\nauthors=A;\nabstract=a\nlatest_version=2\ndate=p\n"},
        {"E7",
         "<entry><id>oai:arXiv.org:2411.00001v1</id><announce_type>cross</announce_type><summary>arXiv:2411.00001v1 is "
         "wrong</summary><published>p</published><creator>A</creator><creator>B</creator><rights>mine</rights></entry>",
         "arxiv_id=oai:arXiv.org:2411.00001v1\nauthors=A, B\nabstract=arXiv:2411.00001v1 is wrong\nlatest_version=1\n"
         "date=p\n"},
        {"E7", "<entry><id>oai:arXiv.org:2411.00001</id><summary>arXiv:2411.00001 Announce Type: new</summary></entry>",
         "arxiv_id=oai:arXiv.org:2411.00001\n"},
        {"E8",
         "<item><title>T</title><link>https://arxiv.org/abs/2411.00001</link><description>arXiv:2411.00001v1 Announce "
         "Type: new\nAbstract: a</description><guid "
         "isPermaLink='false'>oai:arXiv.org:2411.00001v1</guid><category>cs.LG"
         "</category><category>cs.CV</category><pubDate>Fri, 01 Nov 2024 00:00:00 "
         "-0400</pubDate><arxiv:announce_type>new"
         "</arxiv:announce_type><dc:creator>A. Teapot</dc:creator></item>",
         "arxiv_id=oai:arXiv.org:2411.00001v1\ntitle=T\nauthors=A. Teapot\nabstract=a\ncategories=cs.LG cs.CV\n"
         "latest_version=1\n"
         "date=Fri, 01 Nov 2024 00:00:00 -0400\n"},
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
    CHECK(likeness("<rss xmlns:arxiv='http://arxiv.org/schemas/atom'><channel>") >= 0.8);
    for (const char* other : {"<rss><channel><item>http://export.arxiv.org/api/query</item>",
                              "<rss><channel><item><link>http://arxiv.org/abs/0704.0001</link></item>", "",
                              "<feed xmlns='http://www.w3.org/2005/Atom'><id>http://example.org/</id>",
                              "<uniprot><entry>", "<OAI-PMH><request>http://arxiv.org/api/", "<html>arxiv.org/api/"}) {
      CHECK(likeness(other) == 0);
    }
  }
}
