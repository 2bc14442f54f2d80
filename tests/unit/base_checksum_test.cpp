// The line that sha256sum writes and checks.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "base/checksum.hpp"

using namespace litdex;

namespace {

const std::string k_digest(64, 'a');

}  // namespace

TEST_SUITE("base::checksum") {
  TEST_CASE("a line is that of sha256sum, names that it escapes included, and is read back") {
    struct Case {
      std::string name;
      std::string line;
    };
    const Case cases[] = {
        {"release.db", k_digest + "  release.db\n"},
        {"a b.db", k_digest + "  a b.db\n"},
        {"a\nb\\c\rd.db", "\\" + k_digest + "  a\\nb\\\\c\\rd.db\n"},
    };
    for (const Case& c : cases) {
      CHECK(base::checksum_line(k_digest, c.name) == c.line);
      CHECK(base::digest_of_line(c.line) == k_digest);
    }
  }

  TEST_CASE("what a killed run has left of a line is known as such") {
    for (const std::string& bytes : {std::string(), k_digest.substr(0, 38), "\\" + k_digest, k_digest + "  a.db\n"}) {
      CAPTURE(bytes);
      CHECK(base::begins_as_checksum(bytes));
    }
    CHECK_FALSE(base::begins_as_checksum("precious"));
    CHECK_FALSE(base::begins_as_checksum(k_digest + "a"));
  }

  TEST_CASE("what is no SHA-256 is not read as one") {
    CHECK(base::digest_of_line(std::string(64, 'A')) == k_digest);
    for (const std::string& line : {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'g'),
                                    "x" + k_digest, std::string(40, 'a') + "  release.db"}) {
      CAPTURE(line);
      CHECK_FALSE(base::digest_of_line(line).has_value());
    }
  }
}
