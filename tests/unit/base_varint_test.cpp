// SQLite's variable-length integers.
// SPDX-License-Identifier: MIT
#include "base/varint.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

using namespace litdex;

TEST_SUITE("base::varint") {
  TEST_CASE("numbers of every size are read as they were written, in SQLite's bytes") {
    for (unsigned bits = 0; bits < 64; ++bits) {
      for (const std::uint64_t value :
           {std::uint64_t{1} << bits, (std::uint64_t{1} << bits) - 1, ~std::uint64_t{0} >> bits}) {
        std::string bytes;
        base::append_varint(bytes, value);
        CHECK(bytes.size() == base::varint_size(value));
        bytes += "rest";
        std::string_view left = bytes;
        CHECK(base::take_varint(left) == value);
        CHECK(left == "rest");
      }
    }
    std::string bytes;
    base::append_varint(bytes, 240);
    base::append_varint(bytes, ~std::uint64_t{0});
    CHECK(bytes == "\x81\x70\xff\xff\xff\xff\xff\xff\xff\xff\xff");
  }
}
