// URLs out of a text: rules L1 to L7 of docs/facts.md.
// SPDX-License-Identifier: MIT
#include "record/links.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "record/tokens.hpp"

namespace {

struct Case {
  const char* text;
  const char* urls;
};

std::string joined(const char* text) {
  std::vector<std::string> urls;
  litdex::record::append_links(text, urls);
  std::string all;
  for (const std::string& url : urls) all += (all.empty() ? "" : " | ") + url;
  return all;
}

template <std::size_t N>
void check_all(const Case (&cases)[N]) {
  for (const Case& expected : cases) {
    CAPTURE(std::string(expected.text));
    CHECK(joined(expected.text) == expected.urls);
  }
}

}  // namespace

TEST_SUITE("record::links") {
  TEST_CASE("L1: a URL begins with http, https, ftp or www") {
    check_all({
        {"See http://example.org/a and https://example.org/b", "http://example.org/a | https://example.org/b"},
        {"ftp://ftp.example.org/pub", "ftp://ftp.example.org/pub"},
        {"www.example.org; HTTP://EXAMPLE.ORG", "www.example.org | HTTP://EXAMPLE.ORG"},
        {"http://www.example.org", "http://www.example.org"},
        {"gopher://example.org, xhttp://example.org, mywww.example.org", ""},
        {"no link: a://b", ""},
        {"", ""},
    });
  }

  TEST_CASE("L2: it ends before a blank, a quotation mark, a brace or an angle") {
    check_all({
        {"<http://example.org/a>", "http://example.org/a"},
        {"\\url{http://example.org/a}", "http://example.org/a"},
        {"\\href{http://example.org/a}{here}", "http://example.org/a"},
        {"\"http://example.org/a\"", "http://example.org/a"},
        {"http://example.org/a,http://example.org/b", "http://example.org/a | http://example.org/b"},
    });
  }

  TEST_CASE("L3: TeX escapes stand for the character itself") {
    check_all({
        {"http://example.org/\\~me/a\\_b", "http://example.org/~me/a_b"},
        {"http://example.org/~me", "http://example.org/~me"},
    });
  }

  TEST_CASE("L4: punctuation and brackets of the sentence do not belong to it") {
    check_all({
        {"(http://example.org/a).", "http://example.org/a"},
        {"(http://example.org/a),then", "http://example.org/a"},
        {"[http://example.org/a]", "http://example.org/a"},
        {"http://example.org/a_(b)", "http://example.org/a_(b)"},
        {"http://example.org/a...", "http://example.org/a"},
    });
  }

  TEST_CASE("L5: the host has a dot, and behind it stands a port, a path, a query or a fragment") {
    check_all({
        {"http://localhost/a", ""},
        {"http:// example.org", ""},
        {"http://example.org,accepted", "http://example.org"},
        {"http://example.org:8080/a", "http://example.org:8080/a"},
        {"http://example.org:see", "http://example.org"},
        {"http://192.0.2.1/a", "http://192.0.2.1/a"},
        {"http://example.org?a=1", "http://example.org?a=1"},
    });
  }

  TEST_CASE("L6: a URL that the text does not give exactly is left out") {
    check_all({
        {"http://example.org/$\\sim$me", ""},
        {"http://example.org/\\tilde me", ""},
        {"http://example.org /a", ""},
        {"http://example.org/long- name", ""},
        {"http://example.org/a,then", ""},
        {"http://example.org/a?b=1&amp;c=2", ""},
    });
  }

  TEST_CASE("nothing is read from a text that is longer than one may be") {
    const std::string text = std::string(litdex::record::k_max_fact_bytes - 20, ' ') + "http://example.org/a";
    CHECK(joined(text.c_str()) == "http://example.org/a");
    CHECK(joined((" " + text).c_str()).empty());
  }

  TEST_CASE("L7: each is taken once, over several texts") {
    std::vector<std::string> urls;
    litdex::record::append_links("http://example.org/b http://example.org/a http://example.org/b", urls);
    litdex::record::append_links("http://example.org/a http://example.org/c", urls);
    CHECK(urls == std::vector<std::string>{"http://example.org/b", "http://example.org/a", "http://example.org/c"});
  }
}
