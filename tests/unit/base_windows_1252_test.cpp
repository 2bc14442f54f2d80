// Text in the encoding that programs wrote before UTF-8.
// SPDX-License-Identifier: MIT
#include "base/windows_1252.hpp"

#include <doctest/doctest.h>

#include <string_view>

using litdex::base::windows_1252_as_utf8;

TEST_SUITE("base::windows_1252") {
  TEST_CASE("text is Windows-1252 where it has bytes beyond ASCII and no character of UTF-8") {
    const struct {
      std::string_view text;
      std::string_view converted;
    } cases[] = {
        {"", "none"},
        {"tea", "none"},
        {"caf\xC3\xA9", "none"},
        {"caf\xC3\xA9 \xE9", "none"},
        {"\xE9 and much more text, so that it is long \xC3\xA9", "none"},
        {"caf\xE9", "caf\u00E9"},
        {"\x93z\xC4\x80\x94 \xFF", "none"},
        {"\x93\xC4z\x94 \x80 \xFF", "\u201C\u00C4z\u201D \u20AC \u00FF"},
        {"a much longer text before \xA0\x81 and one behind", "a much longer text before \u00A0\uFFFD and one behind"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.text);
      CHECK(windows_1252_as_utf8(one.text).value_or("none") == one.converted);
    }
  }
}
