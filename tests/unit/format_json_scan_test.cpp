// How JSON streams are cut. The rules cited are those of docs/formats/json.md.
// SPDX-License-Identifier: MIT
#include "format/json_scan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "format/json_entry.hpp"
#include "format/json_segmenter.hpp"
#include "source/source.hpp"
#include "source/window.hpp"
#include "support/spans.hpp"

using litdex::format::JsonEntries;
using litdex::format::JsonScan;
using litdex::format::SpanKind;
using litdex::test::require_covered;
using litdex::test::Span;

namespace {

std::vector<Span> cut(std::string_view bytes, std::size_t chunk = SIZE_MAX,
                      JsonEntries entries = JsonEntries::objects_or_pairs,
                      std::size_t max_entry = litdex::format::k_max_entry_bytes) {
  const auto make = [&](litdex::source::Window& window) {
    return litdex::format::make_json_segmenter(window, entries, max_entry);
  };
  return litdex::test::spans_of(bytes, make, chunk);
}

/// "R[…]" for a record, X for a reject, F for frame, with their texts; blanks as they are.
std::string shown_with_blanks(const std::vector<Span>& spans) {
  std::string all;
  for (const Span& span : spans) {
    if (span.kind == SpanKind::blank) {
      all += span.text;
    } else {
      all += "RXF"[static_cast<int>(span.kind)];
      all += "[" + span.text + "]";
    }
  }
  return all;
}

constexpr struct {
  const char* rule;
  const char* bytes;
  const char* spans;
} k_streams[] = {
    {"L1", "", ""},
    {"L1", " \r\n\t", " \r\n\t"},
    {"L1", "\xEF\xBB\xBF{}", "F[\xEF\xBB\xBF]R[{}]"},
    {"L1", "{\"a\":1}\r\n{\"a\":2}\r\n", "R[{\"a\":1}]\r\nR[{\"a\":2}]\r\n"},
    {"L2", "{\"a\":1}\n{\"a\":2}\n", "R[{\"a\":1}]\nR[{\"a\":2}]\n"},
    {"L2", "{\"a\":1}{\"a\":2} {\"a\":3},{\"a\":4}", "R[{\"a\":1}]R[{\"a\":2}] R[{\"a\":3}]F[,]R[{\"a\":4}]"},
    {"L2", "{\n \"a\": 1\n}\n{\n \"a\": 2\n}", "R[{\n \"a\": 1\n}]\nR[{\n \"a\": 2\n}]"},
    {"L2", "[\"x\",{}]\n[\"y\", {}]", "R[[\"x\",{}]]\nR[[\"y\", {}]]"},
    {"L3", "[{\"a\":1},{\"a\":2}]", "F[[]R[{\"a\":1}]F[,]R[{\"a\":2}]F[]]"},
    {"L3", "[]", "F[[]F[]]"},
    {"L3", "[\n[\"x\",{}],\n[\"y\",{}]\n]\n", "F[[]\nR[[\"x\",{}]]F[,]\nR[[\"y\",{}]]\nF[]]\n"},
    {"L3", "[[{}],[{}]]", "F[[]F[[]R[{}]F[]]F[,]F[[]R[{}]F[]]F[]]"},
    {"L4", "{\"papers\": [{\"a\":1}]}", "F[{\"papers\": []R[{\"a\":1}]F[]]F[}]"},
    {"L4", "{\"meta\":{\"n\":[1]},\"total\":1,\"status\":\"ok\",\"results\":[{}],\"next\":null}\n",
     "F[{\"meta\":{\"n\":[1]},\"total\":1,\"status\":\"ok\",\"results\":[]R[{}]F[]]F[,\"next\":null}]\n"},
    {"L4", "{\"results\":[]}{\"a\":1}", "F[{\"results\":[]F[]]F[}]R[{\"a\":1}]"},
    {"L4", "{\"results\":[1]}", "R[{\"results\":[1]}]"},
    {"L4", "{\"a\":1,\"results\":[{}]}", "R[{\"a\":1,\"results\":[{}]}]"},
    {"V1", "{\"a\":{\"b\":[1,{\"c\":null}]}}x", "R[{\"a\":{\"b\":[1,{\"c\":null}]}}]X[x]"},
    {"V2", R"({"a":"}\"]\\"}{"a":"\\\""})", R"(R[{"a":"}\"]\\"}]R[{"a":"\\\""}])"},
    {"V2", "{\"a\":\"b\n{\"a\":1}", "X[{\"a\":\"b]\nR[{\"a\":1}]"},
    {"V2", "{\"a\":\"b\\\n{\"a\":1}", "X[{\"a\":\"b\\]\nR[{\"a\":1}]"},
    {"V3", "{\"a\":[1,],}", "R[{\"a\":[1,],}]"},
    {"B1", "{\"a\":1\n{\"a\":2}\n", "X[{\"a\":1]\nR[{\"a\":2}]\n"},
    {"B1", "{\"a\":1}\n{\"a\":[\n{\"a\":3}\n{\"a\":4}\n", "R[{\"a\":1}]\nX[{\"a\":[]\nR[{\"a\":3}]\nR[{\"a\":4}]\n"},
    {"B1", "{\"a\":1}\n{\"a\":2,\"b\":\"cu", "R[{\"a\":1}]\nX[{\"a\":2,\"b\":\"cu]"},
    {"B2", "{\"a\":1}\n{\"a\":tru \"}\n{\"b\":2}", "R[{\"a\":1}]\nX[{\"a\":tru \"}]\nR[{\"b\":2}]"},
    {"B2", "[\n  {\n    \"a\": [\n      {\"a\": 1},\n  },\n  {\n    \"a\": 2\n  }\n]",
     "F[[]\n  X[{\n    \"a\": [\n      {\"a\": 1},\n  }]F[,]\n  R[{\n    \"a\": 2\n  }]\nF[]]"},
    {"B2", "{\n\"a\":[\n{\"v\":1}\n]\n}\n{\n\"a\":[\n{\"v\":1}\n\n}\n{\n\"a\":3\n}",
     "R[{\n\"a\":[\n{\"v\":1}\n]\n}]\nX[{\n\"a\":[\n{\"v\":1}\n\n}]\nR[{\n\"a\":3\n}]"},
    {"B3", "[{\"a\":1},{\"a\" 2,\"b\":[{\"c\":1},{\"c\":2}]},{\"a\":3}]",
     "F[[]R[{\"a\":1}]F[,]X[{\"a\" 2,\"b\":[{\"c\":1},{\"c\":2}]}]F[,]R[{\"a\":3}]F[]]"},
    {"B3", "{\"a\":1}{\"a\":\"cu{\"a\":3}", "R[{\"a\":1}]X[{\"a\":\"cu]R[{\"a\":3}]"},
    {"B3", "{\"a\":1}{\"a\" 2,\"b\":{\"a\":1}}{\"a\":3}", "R[{\"a\":1}]X[{\"a\" 2,\"b\":{\"a\":1}}]R[{\"a\":3}]"},
    {"B3", "[[\"x\",{}],[\"y\" {}],[\"z\",{}]]", "F[[]R[[\"x\",{}]]F[,]F[[]X[\"y\" {}]]F[,]R[[\"z\",{}]]F[]]"},
    {"B4", "[\n{\"a\":1},\n{\"a\" 2}\n]\n", "F[[]\nR[{\"a\":1}]F[,]\nX[{\"a\" 2}]\nF[]]\n"},
    {"B4", "[{\"a\":1},{\"a\":[2", "F[[]R[{\"a\":1}]F[,]X[{\"a\":[2]"},
    {"B6", "x\n{\"a\":1}\n<html>\n{\"a\":2}\n", "X[x]\nR[{\"a\":1}]\nX[<html>]\nR[{\"a\":2}]\n"},
    {"B6", "[1, 2, {\"a\":1}]", "F[[]X[1, 2]F[,] R[{\"a\":1}]F[]]"},
    {"B6", "]", "X[]]"},
};

}  // namespace

TEST_SUITE("format::json") {
  TEST_CASE("streams are cut as the rules say, however their bytes arrive") {
    for (const auto& expected : k_streams) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(std::string(expected.bytes));
      const std::vector<Span> whole = cut(expected.bytes);
      CHECK(shown_with_blanks(whole) == expected.spans);
      require_covered(whole, expected.bytes);
      for (const std::size_t chunk : {1, 2, 3, 7}) CHECK(cut(expected.bytes, chunk) == whole);
    }
  }

  TEST_CASE("what begins at a place is decided by 4 KiB behind it (L5)") {
    constexpr std::size_t k_lookahead = std::size_t{4} << 10U;
    const auto wrapped = [](std::size_t size) { return "{\"meta\":\"" + std::string(size, 'x') + "\",\"data\":[{}]}"; };
    CHECK(cut(wrapped(k_lookahead - 100)).front().kind == SpanKind::frame);
    const std::string far = wrapped(k_lookahead);
    CHECK(shown_with_blanks(cut(far)) == "R[" + far + "]");
    for (const std::size_t size : {k_lookahead - 100, k_lookahead}) {
      for (const std::size_t chunk : {1, 5, 4096}) CHECK(cut(wrapped(size), chunk) == cut(wrapped(size)));
    }
  }

  TEST_CASE("an array of words is no pair where a format has none") {
    CHECK(shown_with_blanks(cut("[\"x\",{\"a\":1}]", SIZE_MAX, JsonEntries::objects)) ==
          "F[[]X[\"x\"]F[,]R[{\"a\":1}]F[]]");
  }

  TEST_CASE("a broken entry says what is wrong, and where (B1)") {
    const struct {
      const char* bytes;
      const char* message;
    } cases[] = {
        {"{\"a\":\"b\n", "a string is not closed on its line, 7 bytes"},
        {"{\"a\":\"b", "the stream ends in a string, 7 bytes"},
        {"{\"a\":[1,", "the stream ends before the closing bracket, 8 bytes"},
        {"{\"a\":1 2}", "no ',' between values, 7 bytes"},
        {"{\"a\" 1}", "no ':' after a key, 5 bytes"},
        {"{1:2}", "a value where a key must stand, 1 bytes"},
        {"{\"a\":}", "a key without a value, 5 bytes"},
        {"{\"a\"}", "a key without a value, 4 bytes"},
        {"{,}", "',' without a value before it, 1 bytes"},
        {"{\"a\"::1}", "':' without a key before it, 5 bytes"},
        {"{\"a\":[1}", "a closing bracket of the wrong kind, 7 bytes"},
        {"{\"a\":'b'}", "a character that JSON does not have outside strings, 5 bytes"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.bytes));
      const std::vector<Span> spans = cut(expected.bytes);
      REQUIRE_FALSE(spans.empty());
      CHECK(spans.front().message == "broken JSON: " + std::string(expected.message) + " into the entry");
    }
    CHECK(cut("x").front().message == "no JSON object");
  }

  TEST_CASE("nesting and numbers of values have a limit (V4, V5)") {
    const std::string deep = "{\"a\":" + std::string(63, '[') + std::string(63, ']') + "}";
    CHECK(cut(deep).front().kind == SpanKind::record);
    const std::string deeper = "{\"a\":" + std::string(64, '[') + std::string(64, ']') + "}";
    CHECK(cut(deeper).front().message.find("brackets nested more than 64 deep") != std::string::npos);
    std::string many = "{\"a\":[1";
    for (int i = 0; i < (1 << 20); ++i) many += ",1";
    CHECK(cut(many + "]}").front().message.find("more than 1,048,576 values") != std::string::npos);
  }

  TEST_CASE("an entry that is too long is given in pieces, and the next one stands (B5)") {
    constexpr std::size_t k_small = 2 * litdex::format::k_json_lookahead;
    const std::string text(3 * k_small, 'x');
    const std::string bytes = "{\"a\":\"" + text + "\"}\n{\"a\":2}\n{\"a\":\"" + text;
    const std::vector<Span> spans = cut(bytes, SIZE_MAX, JsonEntries::objects, k_small);
    require_covered(spans, bytes);
    CHECK(std::ranges::count(spans, SpanKind::record, &Span::kind) == 1);
    for (const Span& span : spans) {
      CHECK(span.text.size() <= k_small);
      if (span.kind != SpanKind::reject) continue;
      CHECK(span.message == "part of an entry that is longer than an entry may be");
    }
    for (const std::size_t chunk : {1, 13, 5000}) CHECK(cut(bytes, chunk, JsonEntries::objects, k_small) == spans);
  }

  TEST_CASE("a long entry that breaks is too long up to the break (B5)") {
    constexpr std::size_t k_small = 2 * litdex::format::k_json_lookahead;
    const std::string bytes = "{\"a\":\"" + std::string(k_small, 'x') + "\n{\"a\":2}";
    const std::vector<Span> spans = cut(bytes, SIZE_MAX, JsonEntries::objects, k_small);
    require_covered(spans, bytes);
    CHECK(spans.back().text == "{\"a\":2}");
    CHECK(spans.back().kind == SpanKind::record);
  }

  TEST_CASE("a scan goes on where the text before ended") {
    const std::string_view text = "{\"a\":[12,\"\\\"\"]} ";
    JsonScan scan;
    for (std::size_t size = 0; size + 2 < text.size(); ++size) {
      REQUIRE(scan.scan(text.substr(0, size)) == JsonScan::State::open);
    }
    CHECK(scan.scan(text) == JsonScan::State::whole);
    CHECK(scan.position() == text.size() - 1);
  }

  TEST_CASE("the end of a string is found at every place of a word") {
    for (std::size_t before = 0; before < 20; ++before) {
      for (const char c : {'"', '\\', '\n'}) {
        const std::string text = std::string(before, '#') + c + "\"\"";
        CHECK(litdex::format::find_string_stop(text, 0) == before);
      }
      CHECK(litdex::format::find_string_stop(std::string(before, '\xA2'), 0) == before);
    }
  }

  TEST_CASE("the same ends of strings are found in blocks, whatever part of the text has been read") {
    std::mt19937 random(20261127);
    for (int round = 0; round < 2000; ++round) {
      std::string text(random() % 400, '#');
      for (auto count = random() % 8; count > 0 && !text.empty(); --count)
        text[random() % text.size()] = "\"\\\n"[random() % 3];
      litdex::format::StringStops stops;
      std::size_t read = 0;
      std::size_t from = 0;
      while (from < text.size()) {
        read = std::min(text.size(), std::max(read, from) + random() % 150);
        // In memory of its own, so that nothing behind it is read unnoticed.
        const std::vector<char> part(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read));
        const std::string_view view(part.data(), part.size());
        const std::size_t found = stops.next(view, from);
        REQUIRE(found == std::min(read, text.find_first_of("\"\\\n", from)));
        from = found == read ? found : found + 1;
        if (random() % 20 != 0) continue;
        text.erase(0, from);
        read -= from;
        from = 0;
        stops.forget();
      }
    }
  }

  TEST_CASE("bad bytes are mended (M1 to M4)") {
    const struct {
      const char* rule;
      std::string bytes;
      const char* mended;
    } cases[] = {
        {"M1", "{\"a\":\"b\xFF\xC3\"}", R"({"a":"b\uFFFD\uFFFD"})"},
        {"M1", "{\"a\":\"b\tc\"}", R"({"a":"b\u0009c"})"},
        {"M1", "{\"\xC3\xA9\":1}", "{\"\xC3\xA9\":1}"},
        {"M2", R"({"a":"\ud835 \udc00 \ud835\udc00 \u00e9"})", R"({"a":"\uFFFD \uFFFD \ud835\udc00 \u00e9"})"},
        {"M2", R"({"a":"\\ud835 \ud8)", R"({"a":"\\ud835 \ud8)"},
        {"M3", R"({"a":NaN,"b":-Infinity,"c":"NaN","d":true})", R"({"a":null,"b":null,"c":"NaN","d":true})"},
        {"M3", R"({"a":None,"b":[True,False],"c":"None","d":Nonesuch})",
         R"({"a":null,"b":[true,false],"c":"None","d":Nonesuch})"},
        {"M3", R"({"a":-True,"b":-None})", R"({"a":-true,"b":-null})"},
        {"M4", R"({"a":[1, ],"b":",]" , })", R"({"a":[1 ],"b":",]"  })"},
        {"M4", R"({"a":"\)", R"({"a":"\)"},
    };
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.rule));
      CAPTURE(expected.bytes);
      CHECK(litdex::format::mend_json(expected.bytes) == expected.mended);
    }
  }

  TEST_CASE("keys are compared by their letters and digits (Y1)") {
    const struct {
      const char* key;
      const char* text;
    } cases[] = {{"journal-ref", "journalref"},
                 {"Journal Ref", "journalref"},
                 {"journalRef", "journalref"},
                 {"dc:title", "title"},
                 {"update_date", "updatedate"},
                 {"id", "id"},
                 {"dc:id", "id"},
                 {"", ""},
                 {"a key of letters that nobody looks for", ""}};
    for (const auto& expected : cases) {
      CAPTURE(std::string(expected.key));
      CHECK(litdex::format::JsonKey(expected.key).text() == expected.text);
    }
    CHECK(litdex::format::JsonKey(std::string_view("i\0d", 3)).text() == "id");
  }
}
