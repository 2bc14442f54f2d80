// The cut between two records, moved by a person.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>

#include "load/cut_correction.hpp"

using namespace litdex;
using record::Field;

namespace {

std::string text_of(const record::Record& record, Field field) {
  return std::string(record[field] ? record[field]->text : "-");
}

/// "doi|reference" of the record and "abstract|comments" of the next.
std::string moved(const load::CutEntries& entries, std::uint64_t length) {
  const auto cut = load::move_cut(*format::find_format("arxiver-text"), entries, length);
  if (!cut) return "no place";
  std::string text = text_of(cut->record, Field::doi) + "|" + text_of(cut->record, Field::journal_ref);
  if (cut->next) text += "|" + text_of(*cut->next, Field::abstract) + "|" + text_of(*cut->next, Field::comments);
  return text;
}

}  // namespace

TEST_SUITE("load::cut_correction") {
  TEST_CASE("bytes go from one record to the next, and both are read anew") {
    const std::string record = "On tea.\narXiv:0704.0001 - Tea 7, 12";
    const std::string next = "Kettles are old.\narXiv:0704.0002";
    const auto size = record.size();
    CHECK(moved({record, next, true, false}, size) == "-|Tea 7, 12|Kettles are old.|-");
    CHECK(moved({record, next, true, false}, size - 2) == "-|Tea 7,|12Kettles are old.|-");
    CHECK(moved({record, next, true, false}, size + 8) == "-|Tea 7, 12Kettles|are old.|-");
    CHECK(moved({record, next, true, false}, size + 16) == "-|Tea 7, 12Kettles are old.|-|-");
    CHECK(moved({record, {}, false, false}, size - 2) == "-|Tea 7,");
    CHECK(moved({record, " (2008) and on", false, false}, size + 7) == "-|Tea 7, 12 (2008)");
  }

  TEST_CASE("text before the first line of a record can make that line the comments") {
    const std::string record =
        "On tea.\narXiv:0704.0001 - Tea 7, 12We ask what kettles are made of, and who first made one";
    const std::string next = "5 pages\narXiv:0704.0002";
    CHECK(moved({record, next, true, true}, record.find("We ask")) ==
          "-|Tea 7, 12|We ask what kettles are made of, and who first made one|5 pages");
  }

  TEST_CASE("a DOI ends where the record ends") {
    const std::string record = "On tea.\narXiv:0704.0001 - doi: 10.1234/tea";
    const std::string next = "Kettles are old.\narXiv:0704.0002";
    CHECK(moved({record, next, true, false}, record.size() + 7) == "10.1234/teaKettles|-|are old.|-");
    CHECK(moved({record, next, true, false}, record.size() + 11) == "10.1234/teaKettles|are|old.|-");
    CHECK(moved({record, next, true, false}, record.size() - 1) == "10.1234/te|-|aKettles are old.|-");
  }

  TEST_CASE("there is no place where a record would lose its identifier, nor beyond a gap or the last record") {
    const std::string record = "On tea.\narXiv:0704.0001 - Tea 7, 12";
    const std::string next = "Kettles are old.\narXiv:0704.0002";
    CHECK(moved({record, next, true, false}, 3) == "no place");
    CHECK(moved({record, next, true, false}, record.find("0001") + 3) == "no place");
    CHECK(moved({record, next, true, false}, record.size() + next.size()) == "no place");
    CHECK(moved({record, next, true, false}, 1000) == "no place");
    CHECK(moved({record, next, true, true}, record.size() + 1) == "no place");
    CHECK(moved({record, {}, false, false}, record.size() + 1) == "no place");
  }
}
