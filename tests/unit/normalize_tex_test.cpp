// TeX as Unicode: rules T1 to T9 of docs/normalizing.md.
// SPDX-License-Identifier: MIT
#include "normalize/tex.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "normalize/clean_text.hpp"

using litdex::normalize::Clean;
using litdex::normalize::tex_to_unicode;

namespace {

Clean cleaned_tex(std::string_view text) {
  Clean result{"of the text before", true};
  litdex::normalize::clean_tex(text, result);
  return result;
}

struct Case {
  std::string_view source;
  std::string_view text;
};

template <std::size_t Size>
void check(const Case (&cases)[Size]) {
  for (const Case& expected : cases) {
    CAPTURE(expected.source);
    const Clean cleaned = cleaned_tex(expected.source);
    CHECK(cleaned.text == expected.text);
    CHECK(cleaned.changed_more == (expected.source != expected.text));
  }
}

/// The texts that must stay as they are.
template <std::size_t Size>
void check_kept(const std::string_view (&texts)[Size]) {
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK(cleaned_tex(text).text == text);
    CHECK_FALSE(cleaned_tex(text).changed_more);
  }
}

/// A text of pieces that conversion looks at.
std::string random_text(std::mt19937& random) {
  static const std::string_view pieces[] = {
      "\\",  "{",    "}",      "$",      "\\(", "\\)", "\\[",     "\\]",           "'",        "\"",      "o",
      "e",   "\\i",  "c",      "~",      " ",   "\\c", "\\emph{", "{\\it ",        "\\url{",   "\\href{", "&",
      "lt;", "amp;", "#92;",   "#123;",  "\\&", "\\$", "$$",      "\\begin{a}",    "\\end{a}", "^",       "_",
      "=",   "/",    "-",      "\u00E9", "1",   "a",   "\\o",     "\\ss",          "{}",       "\\,",     "\\-",
      "\\^", "\\~",  "&#126;", "\\t",    "A",   ".",   "\u0301",  "\\ensuremath{", "\\S",      "\\dots"};
  std::string text;
  for (std::size_t count = 1 + random() % 14; count > 0; --count) text += pieces[random() % std::size(pieces)];
  return text;
}

}  // namespace

TEST_SUITE("normalize::tex") {
  TEST_CASE("T1: mathematics stays byte for byte") {
    check_kept({"$\\'e \\o~x$", "$$\\'e \\%$$", "\\(\\'e {\\it x}\\)", "\\[\\'e~x\\]", "$x$ and \\(y\\) and $$z$$",
                "\\begin{equation}\\'e \\begin{array}\\'e\\end{array} \\'e\\end{equation}", "\\ensuremath{\\'e}",
                "$\\$ \\'e$", "x_{\\rm eff}^{\\it a}"});
    check({{"$x$ \\'e $y$", "$x$ \u00E9 $y$"},
           {"an unmatched $ and \\'e", "an unmatched $ and \u00E9"},
           {"\\( and \\'e", "\\( and \u00E9"},
           {"\\emph{in $\\'e$ $\\'}$}", "in $\\'e$ $\\'}$"}});
  }

  TEST_CASE("T2: an accent on a letter, in all ways of writing it") {
    check({{"G\\\"odel", "G\u00F6del"},
           {"G\\\"{o}del", "G\u00F6del"},
           {"G{\\\"o}del", "G\u00F6del"},
           {"G{\\\"{o}}del", "G\u00F6del"},
           {"Garc\\'{\\i}a Garc\\'\\i a Garc{\\'\\i}a Garc\\'{i}a", "Garc\u00EDa Garc\u00EDa Garc\u00EDa Garc\u00EDa"},
           {"Garc\\'\\i{}a na\\\"\\i{} ve", "Garc\u00EDa na\u00EF ve"},
           {"\\c{c} \\c c \\v{s} \\v s \\H{o} \\u{a} \\k{a} \\r{a}",
            "\u00E7 \u00E7 \u0161 \u0161 \u0151 \u0103 \u0105 \u00E5"},
           {"\\d{a} \\b{d} \\=a \\.z \\~n \\^o \\`e \\'y", "\u1EA1 \u1E0F \u0101 \u017C \u00F1 \u00F4 \u00E8 \u00FD"},
           {"\\'{\\^e} {\\'{\\^{e}}} \\'{\\ae}", "\u1EBF \u1EBF \u01FD"},
           {"\\~{p} \\t{oo}", "p\u0303 o\u0361o"},
           {"Poincar\\' e r\\^ ole", "Poincar\u00E9 r\u00F4le"},
           {"\\'\u03B1", "\u03AC"}});
  }

  TEST_CASE("T2: what may be no accent stays") {
    check_kept({"\\\"quoted\\\" words", "don\\'t", "Kirk\\'s paper", "R\\. Schoen", "\\b{eta}-arrestin", "NF\\k{appa}B",
                "\\c", "\\'", "\\\"{}", "\\v 1", "\\H{ab}", "\\'{", "\\'{e"});
  }

  TEST_CASE("T3: letters that have a name") {
    check({{"{\\aa}\\AA\\ae\\AE\\oe\\OE\\o\\O\\ss\\l\\L",
            "\u00E5\u00C5\u00E6\u00C6\u0153\u0152\u00F8\u00D8\u00DF\u0142\u0141"},
           {"K{\\i}l{\\i}\\c{c} \\j", "K\u0131l\u0131\u00E7 \u0237"},
           {"\\dh\\DH\\th\\TH\\ng\\NG\\dj\\DJ", "\u00F0\u00D0\u00FE\u00DE\u014B\u014A\u0111\u0110"},
           {"M\\o ller, M{\\o}ller, M\\o{}ller", "M\u00F8ller, M\u00F8ller, M\u00F8ller"},
           {"\\AA ngstr\\\"om, 5 \\AA wide, Wei\\ss\\ and", "\u00C5ngstr\u00F6m, 5 \u00C5 wide, Wei\u00DF and"}});
    check_kept({"\\o3 vacuum", "\\oint", "\\lambda", "\\aaa"});
  }

  TEST_CASE("T4: signs and words that have a name") {
    check({{"\\copyright 2007 \\pounds 5 \\S 3 \\S3", "\u00A92007 \u00A35 \u00A73 \u00A73"},
           {"a\\textendash b it\\textquoteright s {\\textdegree}C", "a\u2013b it\u2019s \u00B0C"},
           {"\\LaTeX file, \\LaTeX{}, and \\ldots so", "LaTeX file, LaTeX, and \u2026 so"}});
    check_kept({"\\S equation", "\\sun", "--- and -- and ``quotes''", "\\cite{a~b}"});
  }

  TEST_CASE("T5: escapes, spaces and breaks") {
    check({{"5\\% \\& \\# a\\_b \\$5", "5% & # a_b $5"},
           {"10\\,000 a\\ b {\\it x\\/} neutral\\-inos e.g.\\\\ So", "10 000 a b x neutralinos e.g. So"},
           {"10\\^{}5", "10^5"}});
    check_kept({"$x$ costs \\$5", "\\{1,2\\}", "r\\\\\"o", "+\\-0.1"});
  }

  TEST_CASE("T6: styles go, their text stays") {
    check({{"{\\it an open} set", "an open set"},
           {"\\emph{nested \\textbf{styles} {\\em in} one}", "nested styles in one"},
           {"Phys. Rev. {\\bf 35}, {\\bf\\it x}, \\mbox{\\sf U}(1)", "Phys. Rev. 35, x, U(1)"},
           {"4\\textsuperscript{th}", "4th"}});
    check_kept({"{\\cal H}", "\\it alone", "{\\it unclosed", "\\emph{unclosed", "\\emph alone", "{B}ayes", "{}"});
  }

  TEST_CASE("T7: addresses") {
    check({{"\\url{http://a.org/\\~{}me/x\\_y}", "http://a.org/~me/x_y"},
           {"\\href{http://a.org}{the {\\em site}}.", "the site (http://a.org)."},
           {"http://a.org/\\~me", "http://a.org/~me"}});
    check_kept({"\\url{unclosed", "\\href{a}", "http://a.org/~me"});
  }

  TEST_CASE("T8: a tie is a blank, where it does not say \"about\"") {
    check({{"S.~K.~Author", "S. K. Author"},
           {"Fig.~3 and Section~4 at 5~GeV", "Fig. 3 and Section 4 at 5 GeV"},
           {"$x$~is of~$y$", "$x$ is of $y$"}});
    check_kept({"z~2", "R~10^5", "~100 km", "f~g", "rho~T^2", "$\\sim$ ~3"});
  }

  TEST_CASE("T9: entities, TeX and composing are done until nothing changes, and never again") {
    check({{"G&ouml;del \\&amp; M&#92;&#39;e", "G&ouml;del & M\u00E9"}, {"{\\&}lt;", "<"}});
    std::mt19937 random(20240502);
    for (int round = 0; round < 30000; ++round) {
      const std::string text = random_text(random);
      CAPTURE(litdex::base::printable(text));
      const Clean once = cleaned_tex(text);
      const Clean twice = cleaned_tex(once.text);
      REQUIRE(twice.text == once.text);
      REQUIRE_FALSE(twice.changed_more);
    }
  }

  TEST_CASE("T9: converting takes time in proportion to the text") {
    for (const std::string_view piece :
         {"{", "\\ ", "\\, ", "\\'{", "\\emph{", "$", "\\(", "\\begin{a}", "\\end{a}", "~", "\\href{", "{\\it "}) {
      CAPTURE(piece);
      std::string text;
      while (text.size() < 250000) text += piece;
      const std::string once = cleaned_tex(text).text;
      CHECK((cleaned_tex(once).text == once));
    }
  }

  TEST_CASE("text without TeX is not looked at twice") {
    CHECK_FALSE(tex_to_unicode("plain text {with braces} and $m$"));
    CHECK_FALSE(tex_to_unicode("$\\alpha$"));
  }
}
