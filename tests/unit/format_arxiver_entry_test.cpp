// One entry of the arXiver page text: rules A, B, D and E4 of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#include "format/arxiver_entry.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>

using litdex::format::Anchor;
using litdex::format::decode_arxiver_text;
using litdex::format::has_broken_date;
using litdex::format::match_anchor;
using litdex::format::Reject;
using litdex::record::Field;
using litdex::record::RawRecord;

namespace {

/// "ID" or "ID vN" or "ID - " as an anchor reads it; empty when the text is no anchor.
std::string anchor_text(std::string_view text) {
  const auto anchor = match_anchor(text);
  if (!anchor) return "";
  std::string shown(text.substr(anchor->id_begin, anchor->id_length));
  if (anchor->version_length > 0) {
    shown += " ";
    shown += text.substr(anchor->id_begin + anchor->id_length, anchor->version_length);
  }
  return anchor->has_tail ? shown + " -" : shown;
}

std::string field(const RawRecord& record, Field name) { return std::string(record[name].value_or("")); }

}  // namespace

TEST_SUITE("format::arxiver_entry") {
  TEST_CASE("what follows the identifier decides whether a line is an anchor (A1 to A6)") {
    const struct {
      const char* rule;
      const char* text;
      const char* anchor;
    } cases[] = {
        {"A1", "arXiv:2105.05720", "2105.05720"},
        {"A1", "arXiv:math.GT/0309136", "math.GT/0309136"},
        {"A1", "arxiv:2105.05720", ""},
        {"A1", "arXiv: 2105.05720", ""},
        {"A1", " arXiv:2105.05720", ""},
        {"A1", "arXiv:2105.0572", ""},
        {"A2", "arXiv:2105.05720 - EPL 89 (2010)", "2105.05720 -"},
        {"A2", "arXiv:2105.05720 -", "2105.05720 -"},
        {"A2", "arXiv:2105.05720 -\nnext", "2105.05720 -"},
        {"A3", "arXiv:2105.05720\n", "2105.05720"},
        {"A3", "arXiv:2105.05720\r\n\r\nNext", "2105.05720"},
        {"A3", "arXiv:2105.05720  \nNext", "2105.05720"},
        {"A3", "arXiv:2105.05720\nCreated: 2021-05-12\narXiv:2105.05721", "2105.05720"},
        {"A3", "arXiv:2105.05720\narXiv:2105.05721A", ""},
        {"A3", "arXiv:2105.05720\n\narXiv:2105.05721", ""},
        {"A3", "arXiv:2105.05720\narXiv admin note", "2105.05720"},
        {"A4", "arXiv:1105.0489 and others", ""},
        {"A4", "arXiv:1105.0489) and", ""},
        {"A4", "arXiv:1105.0489, and", ""},
        {"A4", "arXiv:1105.0489. And", ""},
        {"A4", "arXiv:1105.0489.And", "1105.0489"},
        {"A4", "arXiv:2105.057203D gravity", "2105.05720"},
        {"A4", "arXiv:0808.0373- This paper", "0808.0373"},
        {"A4", "arXiv:0808.0373$D$-dimensional", "0808.0373"},
        {"A4", "arXiv:1105.0489.) and", ""},
        {"A4", "arXiv:1105.0489-1105.0491 and", ""},
        {"A4", "arXiv:1105.0489\u2013arXiv:1105.0491 and", ""},
        {"A4", "arXiv:1105.0489~[hep-th] and", ""},
        {"A4", "arXiv:1105.0489} and", ""},
        {"A6", "arXiv:2105.05720\u00A0- EPL 89 (2010)", "2105.05720 -"},
        {"A6", "arXiv:2105.05720&nbsp;-&nbsp;EPL 89 (2010)", "2105.05720 -"},
        {"A6", "arXiv:2105.05720&#160;&ndash; EPL 89 (2010)", "2105.05720 -"},
        {"A6", "arXiv:2105.05720 \u2013 EPL 89 (2010)", "2105.05720 -"},
        {"A6", "arXiv:2105.05720 &#8211;\nnext", "2105.05720 -"},
        {"A6", "arXiv:2105.05720\u00A0\nNext", "2105.05720"},
        {"A6", "arXiv:2105.05720\u00A0and others", ""},
        {"A6", "arXiv:2105.05720&nbsp;and others", ""},
        {"A6", "arXiv:2105.05720 \u2013EPL", ""},
        {"A5", "arXiv:2105.05720v2 - EPL 89 (2010)", "2105.05720 v2 -"},
        {"A5", "arXiv:2105.05720v2", "2105.05720 v2"},
        {"A5", "arXiv:2105.05720v2 is older", ""},
        {"A5", "arXiv:2105.05720v2) is older", ""},
        {"A5", "arXiv:2105.05720v2x", "2105.05720"},
        {"E1", "arXiv:2105.05720Created: 2021-05-12We", "2105.05720"},
        {"E1", "arXiv:2105.05720 Created: 2021-05-12", "2105.05720"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(std::string(expected.text));
      CHECK(anchor_text(expected.text) == expected.anchor);
    }
  }

  TEST_CASE("an entry gives its fields (D1 to D3)") {
    const struct {
      const char* entry;
      const char* abstract;
      const char* comments;
      const char* id;
      const char* version;
      const char* doi;
      const char* journal_ref;
      const char* submitted;
      const char* updated;
    } cases[] = {
        {"We.\narXiv:2105.05720", "We.", "", "2105.05720", "", "", "", "", ""},
        {"arXiv:2105.05720", "", "", "2105.05720", "", "", "", "", ""},
        {"We.\n4 pages\narXiv:2009.04153 - ACMMM 2020", "We.", "4 pages", "2009.04153", "", "", "ACMMM 2020", "", ""},
        {"We.\narXiv:2105.05720v3 - EPL 1", "We.", "", "2105.05720", "3", "", "EPL 1", "", ""},
        {"We.\narXiv:1107.4326 - doi: 10.1103/PhysRevB.84.073405 Phys. Rev. B 84, 7 (2011)\n"
         "Created: 2011-07-21 Updated: 2011-10-08",
         "We.", "", "1107.4326", "", "10.1103/PhysRevB.84.073405", "Phys. Rev. B 84, 7 (2011)", "2011-07-21",
         "2011-10-08"},
        {"We.\narXiv:1107.4326 - doi: 10.1000/1Created: 2011-07-21Updated: 2011-10-08", "We.", "", "1107.4326", "",
         "10.1000/1", "", "2011-07-21", "2011-10-08"},
        {"We.\narXiv:1107.4326\nCreated: 2011-07-21\nUpdated: 2011-10-08", "We.", "", "1107.4326", "", "", "",
         "2011-07-21", "2011-10-08"},
        {"We.\narXiv:1107.4326&nbsp;&ndash; doi: 10.1000/1 EPL 1", "We.", "", "1107.4326", "", "10.1000/1", "EPL 1", "",
         ""},
        {"We.\narXiv:1107.4326\u00A0\u2013\u00A0EPL 1", "We.", "", "1107.4326", "", "", "EPL 1", "", ""},
        {"We.\narXiv:1107.4326\u00A0", "We.", "", "1107.4326", "", "", "", "", ""},
        {"We.\n\t4 pages\n\tarXiv:1107.4326 - EPL 1", "We.", "4 pages", "1107.4326", "", "", "EPL 1", "", ""},
        {"We.\r\n4 pages\r\narXiv:1107.4326\r\nCreated: 2011-07-21", "We.", "4 pages", "1107.4326", "", "", "",
         "2011-07-21", ""},
        {"We.\narXiv:1107.4326 - doi: 10.1000/a 10.1000/b; 10.1000/c EPL 1 (2010)", "We.", "", "1107.4326", "",
         "10.1000/a 10.1000/b; 10.1000/c", "EPL 1 (2010)", "", ""},
        {"We.\narXiv:1105.0489 and arXiv:1105.0490\narXiv:1107.4326", "We.", "arXiv:1105.0489 and arXiv:1105.0490",
         "1107.4326", "", "", "", "", ""},
        {"We.\narXiv:1105.0489\narXiv:1107.4326", "We.", "arXiv:1105.0489", "1107.4326", "", "", "", "", ""},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.entry));
      const auto decoded = decode_arxiver_text(expected.entry);
      const RawRecord* const record = std::get_if<RawRecord>(&decoded);
      REQUIRE(record != nullptr);
      CHECK(field(*record, Field::abstract) == expected.abstract);
      CHECK(field(*record, Field::comments) == expected.comments);
      CHECK(field(*record, Field::arxiv_id) == expected.id);
      CHECK(field(*record, Field::latest_version) == expected.version);
      CHECK(field(*record, Field::doi) == expected.doi);
      CHECK(field(*record, Field::journal_ref) == expected.journal_ref);
      CHECK(field(*record, Field::submitted) == expected.submitted);
      CHECK(field(*record, Field::updated) == expected.updated);
    }
  }

  TEST_CASE("the first part of a labelled date is known by its form (E4)") {
    for (const char* line : {"C", "Created:", "Created: 2", "Created: 2011-07-2"}) {
      CAPTURE(line);
      CHECK(has_broken_date(line, "Created:"));
    }
    for (const char* line : {"", "We", "Created: in", "Created: 2011-07-21", "Created: 2011-07-21 and", "Updated:"}) {
      CAPTURE(line);
      CHECK_FALSE(has_broken_date(line, "Created:"));
    }
  }

  TEST_CASE("a text without an anchor line is malformed") {
    for (const char* entry : {"", "We.", "We. arXiv:2105.05720", "arXiv:2105.0572"}) {
      CAPTURE(entry);
      const auto decoded = decode_arxiver_text(entry);
      const Reject* const reject = std::get_if<Reject>(&decoded);
      REQUIRE(reject != nullptr);
      CHECK(reject->code == litdex::format::RejectCode::malformed);
      CHECK(reject->message == "the entry has no identifier line");
    }
  }
}
