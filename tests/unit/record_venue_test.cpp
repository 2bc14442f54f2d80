// The venue out of a journal reference: rules V1 to V8 of docs/facts.md.
// SPDX-License-Identifier: MIT
#include "record/venue.hpp"

#include <doctest/doctest.h>

#include <string>

#include "record/tokens.hpp"

using litdex::record::venue_of;

namespace {

struct Case {
  const char* journal_ref;
  const char* venue;  // "name" or "name | year"
};

std::string written(const char* journal_ref) {
  const auto venue = venue_of(journal_ref);
  if (!venue) return "";
  return venue->name + (venue->year ? " | " + std::to_string(*venue->year) : "");
}

template <std::size_t N>
void check_all(const Case (&cases)[N]) {
  for (const Case& expected : cases) {
    CAPTURE(std::string(expected.journal_ref));
    CHECK(written(expected.journal_ref) == expected.venue);
  }
}

}  // namespace

TEST_SUITE("record::venue") {
  TEST_CASE("V1: the name is what stands before the first number, without what leads to it") {
    check_all({
        {"ACMMM 2020", "ACMMM | 2020"},
        {"Proc. EMNLP 2019", "Proc. EMNLP | 2019"},
        {"Phys. Rev. Lett. 99, 096803 (2007)", "Phys. Rev. Lett. | 2007"},
        {"Journal of Foo, Vol. 12, No. 3, pp. 1-9, May 2011", "Journal of Foo | 2011"},
        {"A&A (2014) 567", "A&A | 2014"},
        {"J. Phys. A: Math. Theor. 43 (2010) 265102", "J. Phys. A: Math. Theor. | 2010"},
        {"Annales I.S.U.P. 51 (2008)", "Annales I.S.U.P. | 2008"},
        {"Vol. 29, No. 13 (2014)", ""},
        {"Nature", ""},
        {"", ""},
        {"12", ""},
    });
  }

  TEST_CASE("V2: behind the name stand only words of volumes, numbers, pages and dates") {
    check_all({
        {"JHEP 1008:062,2010", "JHEP | 2010"},
        {"J. Stat. Mech. (2010) P02021", "J. Stat. Mech. | 2010"},
        {"Phys. Rev. D 60, 101 (1999); Erratum-ibid. 61, 5 (2000)", "Phys. Rev. D | 1999"},
        {"KDD 2017, Halifax", ""},
        {"Proceedings of the 3rd Workshop on Foo", ""},
    });
  }

  TEST_CASE("V3: one capital glued to the first number is the section of a journal") {
    check_all({
        {"Phys.Rev.D78:125015,2008", "Phys.Rev.D | 2008"},
        {"Nucl.Phys. B662 (2003) 371", "Nucl.Phys. B | 2003"},
        {"eConf C030603 (2003)", ""},
        {"Astrophys. J. L12 (2001)", ""},
        {"Nucl. Instrum. Vol. A604 (2009)", ""},
        {"PoS LAT2009:144,2009", ""},
    });
  }

  TEST_CASE("V4: an abbreviation may have its number glued or behind an apostrophe") {
    check_all({
        {"JHEP08(2010)062", "JHEP | 2010"},
        {"SIGIR2010", "SIGIR | 2010"},
        {"CIKM'20", "CIKM | 2020"},
        {"CHI '99, pp. 1-8", "CHI | 1999"},
    });
  }

  TEST_CASE("V5: the year alone may stand before the name") {
    check_all({
        {"(2014) Foo and Systems 234, 79-96", "Foo and Systems | 2014"},
        {"2011, ApJ, 733, L25", "ApJ | 2011"},
        {"2011 Foo 733 (2012)", "Foo"},
        {"2011", ""},
    });
  }

  TEST_CASE("V6: an ADS bibcode has name and year") {
    check_all({
        {"2010ApJ...724..762W", "ApJ | 2010"},
        {"2011A&A...525A..99B", "A&A | 2011"},
        {"2010ApJ...724..762", ""},
    });
  }

  TEST_CASE("V7: a name with foreign words or marks is not plain") {
    check_all({
        {"A. Author, Foo 12 (2010)", ""},
        {"A. Author et al. Foo 12 (2010)", ""},
        {"In Foo 2010", ""},
        {"PhD thesis 2010", ""},
        {"\"A title\", Foo 12 (2010)", ""},
        {"Foo LVII (2004)", ""},
        {"Phys. Rev. X 4 (2014)", "Phys. Rev. X | 2014"},
    });
  }

  TEST_CASE("nothing is read from a text that is longer than one may be") {
    const std::string blanks(litdex::record::k_max_fact_bytes - 10, ' ');
    CHECK(written(("ACMMM" + blanks + " 2020").c_str()) == "ACMMM | 2020");
    CHECK(written(("ACMMM" + blanks + "  2020").c_str()).empty());
  }

  TEST_CASE("V8: the year is what nothing else can be") {
    check_all({
        {"Foo 12, 2015", "Foo"},
        {"Foo 12, 3, 2015", "Foo | 2015"},
        {"Foo Vol. 12, 2015", "Foo | 2015"},
        {"Foo 12, p. 2015", "Foo"},
        {"Foo 12, 1998-2015", "Foo"},
        {"Foo 2015, 3(2), 17", "Foo | 2015"},
        {"Foo 2015, Vol. 3", "Foo | 2015"},
        {"Foo vol. 3, 2015, pp. 7-9", "Foo | 2015"},
        {"Foo 12 (2014) 2015", "Foo | 2014"},
        {"Foo 12 (2014), 3 (2015)", "Foo"},
        {"Foo, 3 May 2011, 7", "Foo | 2011"},
    });
  }
}
