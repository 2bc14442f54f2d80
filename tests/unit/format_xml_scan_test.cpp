// Cutting streams of XML, and reading an entry: rules X and T of docs/formats/xml.md.
// SPDX-License-Identifier: MIT
#include "format/xml_scan.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "format/xml_repair.hpp"
#include "format/xml_tree.hpp"
#include "support/spans.hpp"

using litdex::format::SpanKind;
using litdex::format::XmlTree;

namespace {

constexpr std::array<std::string_view, 2> k_names = {"rec", "err"};
constexpr std::size_t k_small_entry = 60;

std::vector<litdex::test::Span> cut(std::string_view bytes, std::size_t chunk = SIZE_MAX,
                                    std::size_t max_entry = litdex::format::k_max_entry_bytes) {
  const auto make = [&](litdex::source::Window& window) {
    return litdex::format::make_xml_segmenter(window, k_names, max_entry);
  };
  return litdex::test::spans_of(bytes, make, chunk);
}

/// "name=text" of each element, or the message.
std::string tree_of(std::string_view entry) {
  const auto parsed = litdex::format::parse_xml(entry);
  if (const auto* message = std::get_if<std::string>(&parsed)) return "! " + *message;
  std::string all;
  for (const auto& element : std::get<XmlTree>(parsed).elements()) {
    all += std::string(element.name) + "=" + std::string(element.text) + "|";
  }
  return all;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

struct Case {
  const char* rule;
  std::string bytes;
  const char* spans;
};

const std::array k_cases = {
    Case{"X1", "", ""},
    Case{"X1", " <rec>a</rec>\n<o:rec>b</o:rec> ", "B[ ]R[<rec>a</rec>]B[\n]R[<o:rec>b</o:rec>]B[ ]"},
    Case{"X1", "<rec/><record>a</record><err code='1'>b</err>",
         "R[<rec/>]F[<record>a</record>]R[<err code='1'>b</err>]"},
    Case{"X1", "rec>a<rec>b</rec>", "F[rec>a]R[<rec>b</rec>]"},
    Case{"X2", "<rec a='>' b=\"/>\">a</rec >b", "R[<rec a='>' b=\"/>\">a</rec >]F[b]"},
    Case{"X2", "<rec a='<rec>a</rec>", "X[<rec a=']R[<rec>a</rec>]"},
    Case{"X3", "<!-- <rec> --><rec><!-- </rec> --></rec>", "F[<!-- <rec> -->]R[<rec><!-- </rec> --></rec>]"},
    Case{"X3", "<rec><![CDATA[</rec>]]></rec>", "R[<rec><![CDATA[</rec>]]></rec>]"},
    Case{"X3", "<?p <rec> ?><rec><?p </rec> ?></rec>", "F[<?p <rec> ?>]R[<rec><?p </rec> ?></rec>]"},
    Case{"X3", "<rec><!-- </rec><rec>a</rec>", "R[<rec><!-- </rec>]R[<rec>a</rec>]"},
    Case{"X4", "<rec><m:rec>a</m:rec></rec>", "R[<rec><m:rec>a</m:rec></rec>]"},
    Case{"X4", "<rec><rec xmlns='m'><rec xmlns='m'/></rec></rec>",
         "R[<rec><rec xmlns='m'><rec xmlns='m'/></rec></rec>]"},
    Case{"X4", "<rec><err>a</err><err/></rec>", "R[<rec><err>a</err><err/></rec>]"},
    Case{"X5", "<err>a<rec>b</rec>", "X[<err>a]R[<rec>b</rec>]"},
    Case{"X5", "<rec>a \n<rec>b</rec>", "X[<rec>a]B[ \n]R[<rec>b</rec>]"},
    Case{"X5", "<rec><m:rec>a<rec>b</rec>", "X[<rec><m:rec>a]R[<rec>b</rec>]"},
    Case{"X6", "<rec>a<?xml version='1.0'?><l><rec>b</rec>", "X[<rec>a]F[<?xml version='1.0'?>]F[<l>]R[<rec>b</rec>]"},
    Case{"X7", "<rec>a</rec><rec>b \n", "R[<rec>a</rec>]X[<rec>b]B[ \n]"},
    Case{"X7", "<rec", "X[<rec]"},
    Case{"X8", "<l>\n <t>x</t>\n<rec>a</rec>\n</l>\n", "F[<l>\n <t>x</t>]B[\n]R[<rec>a</rec>]B[\n]F[</l>]B[\n]"},
    Case{"X8", "x<!--<rec>-->y", "F[x]F[<!--<rec>-->]F[y]"},
    Case{"X9", "a</t></rec>\n<rec>b</rec>", "X[a</t></rec>]B[\n]R[<rec>b</rec>]"},
    Case{"X9", "<l><rec>a</rec>bc</t></rec>\n<rec>b</rec>", "F[<l>]R[<rec>a</rec>]X[bc</t></rec>]B[\n]R[<rec>b</rec>]"},
    Case{"X11", "<l><rec>a</rec></l>\n503 Busy \n<?xml version='1.0'?><l>\n<rec>b</rec></l>",
         "F[<l>]R[<rec>a</rec>]F[</l>]B[\n]X[503 Busy]B[ \n]F[<?xml version='1.0'?>]F[<l>]B[\n]R[<rec>b</rec>]F[</l>]"},
    Case{"X11", "wait<rec>a</rec>wait <rec>b</rec>1 < 20 s",
         "X[wait]R[<rec>a</rec>]X[wait]B[ ]R[<rec>b</rec>]X[1 < 20 s]"},
    Case{"X11", "<l><rec>a</rec>wait<l><t>on</t><rec>b</rec>",
         "F[<l>]R[<rec>a</rec>]X[wait]F[<l><t>on</t>]R[<rec>b</rec>]"},
    Case{"X11", "<f><t>on <b>and</b> on</t><e a='/>'/>on<rec>a</rec><t>on <b>and</b> on</t></f>",
         "F[<f><t>on <b>and</b> on</t><e a='/>'/>on]R[<rec>a</rec>]F[<t>on <b>and</b> on</t></f>]"},
    Case{"X11", "<rec/>, \xEF\xBB\xBF\\n<rec/>\n]]>\n<rec/>",
         "R[<rec/>]F[, \xEF\xBB\xBF\\n]R[<rec/>]B[\n]F[]]>]B[\n]R[<rec/>]"},
    Case{"X11", "'/f'>\n<rec/>\nid='bc'><t>a</t></rec>", "F['/f'>]B[\n]R[<rec/>]B[\n]X[id='bc'><t>a</t></rec>]"},
    Case{"X11", "20</t><t>on</t><l><rec>a</rec>", "F[20</t><t>on</t><l>]R[<rec>a</rec>]"},
    Case{"X11", "<!DOCTYPE l [ <!ENTITY a 'bc'> ]><l><rec>a</rec>",
         "F[<!DOCTYPE l [ <!ENTITY a 'bc'> ]><l>]R[<rec>a</rec>]"},
    Case{"X11", "<!DOCTYPE l [ <!ENTITY % more SYSTEM 'x'>\n%more;\n<!ENTITY a 'b'> ]><l><rec/>",
         "F[<!DOCTYPE l [ <!ENTITY % more SYSTEM 'x'>\n%more;\n<!ENTITY a 'b'> ]><l>]R[<rec/>]"},
    Case{"X11", "<rec/><tei:body>on</tei:body><rec/>", "R[<rec/>]F[<tei:body>on</tei:body>]R[<rec/>]"},
    Case{"X11", "<rec/> % Total % Got\n<rec/>", "R[<rec/>]B[ ]X[% Total % Got]B[\n]R[<rec/>]"},
    Case{"X11", "<l><t>20<?xml version='1.0'?>wait<rec/>", "F[<l><t>20]F[<?xml version='1.0'?>]X[wait]R[<rec/>]"},
    Case{"X11", "<l>\n<html lang='en'><br>b</html>\n</l>", "F[<l>\n<html lang='en'><br>b</html>\n</l>]"},
    Case{"X11", "<l><rec>a</rec><html lang='en'><!-- a --><BR>b</HTML >\n</l>",
         "F[<l>]R[<rec>a</rec>]X[<html lang='en'><!-- a --><BR>b</HTML >]B[\n]F[</l>]"},
    Case{"X11", "<l/><!DocType HTML PUBLIC '-//W3C'><p>a\n<?xml version='1.0'?><l/>",
         "F[<l/>]X[<!DocType HTML PUBLIC '-//W3C'><p>a]B[\n]F[<?xml version='1.0'?>]F[<l/>]"},
    Case{"X11", "<rec/><HEAD><p>a\n<rec/><body>b \n", "R[<rec/>]X[<HEAD><p>a]B[\n]R[<rec/>]X[<body>b]B[ \n]"},
    Case{"X11", "<header/><html></html", "F[<header/>]X[<html></html]"},
};

}  // namespace

TEST_SUITE("format::xml_scan") {
  TEST_CASE("streams are cut as the rules say, however they arrive") {
    for (const Case& expected : k_cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(expected.bytes);
      CHECK(litdex::test::shown(cut(expected.bytes)) == expected.spans);
      for (const std::size_t chunk : {1, 2, 3, 7}) CHECK(cut(expected.bytes, chunk) == cut(expected.bytes));
    }
  }

  TEST_CASE("an entry that is too long is rejected in pieces, and the next one is found (X10)") {
    const std::string bytes = "<rec>" + std::string(100, 'a') + "</rec><rec>b</rec>";
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, SIZE_MAX}) {
      const auto spans = cut(bytes, chunk, k_small_entry);
      REQUIRE(spans.size() == 3);
      CHECK(spans[0].kind == SpanKind::reject);
      CHECK(spans[0].text.size() == k_small_entry);
      CHECK(spans[1].kind == SpanKind::reject);
      CHECK(spans[2].text == "<rec>b</rec>");
    }
    const auto open = cut("<rec>" + std::string(100, 'a') + "<rec>b</rec>", 5, k_small_entry);
    CHECK(open.back().text == "<rec>b</rec>");
    CHECK(open.back().kind == SpanKind::record);
  }

  TEST_CASE("a comment far behind an entry is found however the stream is read (X8)") {
    const std::string bytes = "<l>" + std::string(5000, 'x') + "<!--<rec>-->y";
    const auto whole = cut(bytes);
    REQUIRE(whole.size() == 3);
    CHECK(whole[1].text == "<!--<rec>-->");
    for (const std::size_t chunk : {1, 3, 4096}) CHECK(cut(bytes, chunk) == whole);
  }

  TEST_CASE("what is not in an entry is given away in pieces (X8)") {
    const std::string text(3U << 20U, 'x');
    CHECK(cut("<l>" + text).size() == 4);
    CHECK(cut("<l><a b='" + text + "'/>x<rec/>").size() == 3);
    const auto spans = cut("<l>" + text + "<t></t>" + text + "</l>wait<rec/>");
    REQUIRE(spans.size() == 9);
    CHECK(spans[7].text == "wait");
  }

  TEST_CASE("what is foreign is one reject that says what it is, however long it is (X11)") {
    const std::string text(3U << 20U, 'x');
    const struct {
      std::string foreign;
      const char* message;
    } cases[] = {
        {"a" + text, "text stands between the entries"},
        {text + " < " + text, "text stands between the entries"},
        {"<html><p>" + text + "</html>", "an HTML page stands between the entries"},
    };
    for (const auto& expected : cases) {
      for (const std::size_t chunk : {std::size_t{4096}, SIZE_MAX}) {
        CAPTURE(std::string(expected.message));
        CAPTURE(chunk);
        const auto spans = cut("<l><rec/>" + expected.foreign + "<rec/></l>", chunk);
        REQUIRE(spans.size() == 5);
        CHECK(spans[2].kind == SpanKind::reject);
        CHECK(spans[2].text == expected.foreign);
        CHECK(spans[2].code == "malformed");
        CHECK(spans[2].message == expected.message);
      }
    }
    CHECK(litdex::test::shown(cut(std::string(k_small_entry, 'a') + "bc<rec/>", 1, k_small_entry)) ==
          "X[" + std::string(k_small_entry, 'a') + "]X[bc]R[<rec/>]");
  }

  TEST_CASE("hostile streams are cut in linear time") {
    const std::size_t count = 50'000;
    CHECK(cut(repeated("<rec", count)).size() == count);
    CHECK(cut("<rec>" + repeated("<!--", count)).size() == 1);
    CHECK(cut(repeated("<rec><!--", count)).size() == count);
    CHECK(cut(repeated("<rec xmlns='m'>", count)).size() == count);
    CHECK(cut("<rec>" + repeated("<m:rec>", count)).size() == 1);
    CHECK(cut(repeated("<", count)).size() == 1);
    CHECK(cut(repeated("a<", count)).size() == 1);
    CHECK(cut(repeated("ab<", count)).size() == 2);
    CHECK(cut(repeated("ab</t>", count)).size() == 1);
    CHECK(cut(repeated("<html>", count)).size() == 1);
    CHECK(cut(repeated("<html><?xml ", count)).size() == 3 * count);
    CHECK(cut(repeated("<t", count)).size() == 1);
    CHECK(cut(repeated("<!", count)).size() == 1);
    CHECK(cut("<rec " + repeated("a='>' ", count) + "></rec>").size() == 1);
    CHECK(cut("<rec " + repeated("==", count) + "></rec>").size() == 1);
  }
}

TEST_SUITE("format::xml_tree") {
  TEST_CASE("an entry is a list of its elements (T1)") {
    CHECK(tree_of("<a x='1'><p:b>t &amp; <i>u</i> v</p:b><c/></a>") == "a=t & u v|b=t & u v|i=u|c=|");
    const auto parsed = litdex::format::parse_xml("<a><b/><c p:x='1' y='&lt;'/></a>");
    const XmlTree& tree = std::get<XmlTree>(parsed);
    CHECK(tree.attribute(tree.elements()[2], "x") == "1");
    CHECK(tree.attribute(tree.elements()[2], "y") == "<");
    CHECK(tree.attribute(tree.elements()[1], "x").empty());
    CHECK(tree.parent_name(tree.elements()[2]) == "a");
    CHECK(tree.parent_name(tree.elements()[0]).empty());
    CHECK(tree.elements()[0].has_children);
    CHECK_FALSE(tree.elements()[1].has_children);
  }

  TEST_CASE("what XML forbids and dumps hold is mended (T2)") {
    const struct {
      const char* entry;
      const char* tree;
    } cases[] = {
        {"<a>x\x01y</a>", "a=x y|"},
        {"<a>x&nbsp;&eacute; & &#0;&#xFFFFF0000; AT&T</a>", "a=x&nbsp;&eacute; &    AT&T|"},
        {"<a>x < 3 <= &lt;</a>", "a=x < 3 <= <|"},
        {"<a>caf\xE9 \x85\x81</a>", "a=caf\xC3\xA9 \xE2\x80\xA6\xEF\xBF\xBD|"},
        {"<a>\xC3\xA9\xE9</a>", "a=\xC3\xA9\xEF\xBF\xBD|"},
        {"<a>\xEF\xBF\xBF</a>", "a=\xEF\xBF\xBD|"},
        {"<a><![CDATA[&x; \x02]]>&y;</a>", "a=&x;  &y;|"},
        {"<a>&#x41;&#66;&z;</a>", "a=AB&z;|"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.entry));
      CHECK(tree_of(expected.entry) == expected.tree);
    }
    CHECK(litdex::format::repair_xml("&#") == "&amp;#");
    CHECK(litdex::format::repair_xml("&#x;<") == "&amp;#x;&lt;");
  }

  TEST_CASE("what cannot be mended says where it is broken (T3)") {
    CHECK(tree_of("<a>\n<b></a>") == "! not well-formed XML: mismatched tag in line 2 of the entry");
    CHECK(tree_of("") == "! not well-formed XML: no element found in line 1 of the entry");
  }

  TEST_CASE("no document type is read, and no entity expanded (T3)") {
    CHECK(tree_of("<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>") == "! a document type has no place in an entry");
    CHECK(tree_of("<a><!DOCTYPE a [<!ENTITY b 'bb'>]>&b;</a>").starts_with("! "));
  }

  TEST_CASE("elements and attributes have a limit (T4)") {
    constexpr std::size_t k_most = std::size_t{1} << 20U;
    CHECK(std::holds_alternative<XmlTree>(litdex::format::parse_xml("<a>" + repeated("<b/>", k_most - 1) + "</a>")));
    CHECK(tree_of("<a>" + repeated("<b/>", k_most) + "</a>").substr(0, 80) ==
          "! more than 1,048,576 elements and attributes");
    CHECK(tree_of("<a>&x;" + repeated("<b c='d'/>", k_most / 2) + "</a>").substr(0, 80) ==
          "! more than 1,048,576 elements and attributes");
  }

  TEST_CASE("deep nesting and large attributes take linear time (T1)") {
    const std::size_t depth = 200'000;
    CHECK(tree_of(repeated("<a>", depth) + repeated("</a>", depth)).size() == 3 * depth);
    const auto parsed = litdex::format::parse_xml("<a x='" + std::string(10U << 20U, 'y') + "'/>");
    CHECK(std::holds_alternative<XmlTree>(parsed));
  }
}
