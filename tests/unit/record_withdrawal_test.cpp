// Withdrawn papers: rules W1 to W5 of docs/facts.md.
// SPDX-License-Identifier: MIT
#include "record/withdrawal.hpp"

#include <doctest/doctest.h>

#include <string>

#include "record/tokens.hpp"

using litdex::record::says_withdrawn;

namespace {

template <std::size_t N>
void check_all(const char* const (&texts)[N], bool is_withdrawn) {
  for (const char* text : texts) {
    CAPTURE(std::string(text));
    CHECK(says_withdrawn(text) == is_withdrawn);
  }
}

}  // namespace

TEST_SUITE("record::withdrawal") {
  TEST_CASE("W1: this or the paper is, was or has been withdrawn") {
    check_all({"This paper has been withdrawn by the author due to a gap in Lemma 3", "The article is being withdrawn",
               "THIS MANUSCRIPT IS WITHDRAWN", "Paper withdrawn; ask the author", "This note is wrong and is withdrawn",
               "Paper contains a gap, and has been withdrawn",
               "admin note: submission has been withdrawn by the administrators"},
              true);
    check_all({"This paper will appear soon", "This paper has not been withdrawn", "This paper may be withdrawn", ""},
              false);
  }

  TEST_CASE("W2: the sentence begins with the paper, so that it is about no other thing") {
    check_all({"18 pages This paper has been withdrawn", "8 pages, this paper has been withdrawn"}, true);
    check_all({"Part of this paper is withdrawn", "Replaces 0704.0001, which has been withdrawn",
               "A previous paper was withdrawn", "Theorem 3 is withdrawn", "The drug was withdrawn from the market",
               "Patients who withdrew from the study"},
              false);
  }

  TEST_CASE("W2: the paper is this one where the text begins with it, and may be another one farther back") {
    check_all({"The paper has been withdrawn", "8 pages, the paper has been withdrawn",
               "A survey of kettles. This report was withdrawn because of errors."},
              true);
    check_all({"A survey of kettles was published. The report was withdrawn because of errors."}, false);
  }

  TEST_CASE("nothing is read from a text that is longer than one may be") {
    const std::string filler(litdex::record::k_max_fact_bytes, ' ');
    CHECK_FALSE(says_withdrawn("withdrawn" + filler));
    CHECK(says_withdrawn("withdrawn" + filler.substr(9)));
  }

  TEST_CASE("W3: a sentence that is withdrawn and a reason") {
    check_all({"withdrawn", "*withdrawn*", "14 pages. WITHDRAWN by the author", "Withdrawn due to an error",
               "Withdrawn, a new version follows"},
              true);
    check_all({"Withdrawn drugs and their sales", "Replaces 0704.0001 (withdrawn)"}, false);
  }

  TEST_CASE("W4: the authors withdraw the paper") {
    check_all(
        {"We withdraw this paper", "I wish to withdraw the article", "The authors have withdrawn this submission"},
        true);
    check_all({"We withdraw the claim of Section 2", "We withdraw version 1 of this paper", "They withdraw the paper"},
              false);
  }

  TEST_CASE("W5: what is withdrawn from elsewhere is still a paper") {
    check_all({"This paper has been withdrawn from the arXiv", "This paper is withdrawn from arXiv"}, true);
    check_all({"Withdrawn from Foo Letters", "This paper has been withdrawn from the journal",
               "We withdraw this paper from the conference"},
              false);
  }
}
