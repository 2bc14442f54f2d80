// Everything that writes: cells, tables, JSON, widths, and noticing that writing fails.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "cli/console.hpp"
#include "cli/json_writer.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "cli/width.hpp"
#include "cli/wording.hpp"

using namespace litdex;
using namespace litdex::cli;
using namespace std::chrono_literals;

namespace {

constexpr Terminal k_pipe{};

Terminal terminal(std::size_t width) { return {.is_terminal = true, .has_colour = false, .width = width}; }

/// What `write` sends to a standard output that is connected to `out`.
std::string output_of(const Terminal& out, const std::function<void(Console&)>& write) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* memory = open_memstream(&text, &size);
  REQUIRE(memory != nullptr);
  Console console(memory, stderr, out, k_pipe);
  write(console);
  std::fclose(memory);
  std::string result(text, size);
  std::free(text);
  return result;
}

std::string table_text(const Terminal& out, Layout layout, const std::vector<std::string>& columns,
                       const std::vector<Row>& rows) {
  return output_of(out, [&](Console& console) { write_table(console, layout, columns, rows); });
}

const std::vector<std::string> k_columns = {"id", "text"};

}  // namespace

TEST_SUITE("cli::cell") {
  TEST_CASE("a value is written as text and as JSON without loss") {
    struct Case {
      Cell cell;
      std::string plain;
      std::string json;
    };
    const Case cases[] = {
        {{}, "", "null"},
        {std::int64_t{-42}, "-42", "-42"},
        {1.0, "1.0", "1.0"},
        {0.1, "0.1", "0.1"},
        {1e300, "1e+300", "1e+300"},
        {HUGE_VAL, "9e999", "9e999"},
        {-HUGE_VAL, "-9e999", "-9e999"},
        {std::string("a\"b\\c\n\t\r\x01"), "a\"b\\c\n\t\r\x01", R"("a\"b\\c\n\t\r\u0001")"},
        {std::string("Gödel \xff"), "Gödel \xff", "\"Gödel \uFFFD\""},
        {std::string("\x1b[31m\x7f\u0085\u202e\u2028"), "\x1b[31m\x7f\u0085\u202e\u2028",
         R"("\u001b[31m\u007f\u0085\u202e\u2028")"},
        {std::string("\U0001F600"), "\U0001F600", "\"\U0001F600\""},
        {Blob{std::string("\x00\xff", 2)}, "00ff", "\"00ff\""},
    };
    for (const Case& c : cases) {
      CAPTURE(c.json);
      CHECK(plain_text(c.cell) == c.plain);
      CHECK(json_text(c.cell) == c.json);
    }
  }
}

TEST_SUITE("cli::TableWriter") {
  TEST_CASE("an aligned table puts numbers to the right and leaves no blanks at line ends") {
    CHECK(table_text(k_pipe, Layout::aligned, k_columns,
                     {{std::int64_t{7}, std::string("seven")}, {std::int64_t{12}, {}}}) ==
          "id  text\n"
          "--  -----\n"
          " 7  seven\n"
          "12\n");
  }

  TEST_CASE("a table without rows has its header") {
    CHECK(table_text(k_pipe, Layout::aligned, k_columns, {}) == "id  text\n--  ----\n");
    CHECK(table_text(k_pipe, Layout::csv, k_columns, {}) == "id,text\r\n");
    CHECK(table_text(k_pipe, Layout::tsv, k_columns, {}) == "id\ttext\n");
    CHECK(table_text(k_pipe, Layout::json, k_columns, {}) == "[]\n");
  }

  TEST_CASE("on a terminal the widest column gives way, by display columns") {
    CHECK(table_text(terminal(12), Layout::aligned, k_columns, {{std::int64_t{1}, std::string("量子量子量子量子")}}) ==
          "id  text\n"
          "--  --------\n"
          " 1  量子量…\n");
    CHECK(table_text(terminal(11), Layout::aligned, {"a", "b"}, {{std::string(9, 'x'), std::string(9, 'y')}}) ==
          "a     b\n"
          "----  -----\n"
          "xxx…  yyyy…\n");
  }

  TEST_CASE("a terminal too narrow for anything gets narrow columns, not none") {
    CHECK(table_text(terminal(3), Layout::aligned, {"a", "b"}, {{std::string(9, 'x'), std::string(9, 'y')}}) ==
          "a     b\n"
          "----  ----\n"
          "xxx…  yyy…\n");
  }

  TEST_CASE("nothing is cut where the output is no terminal") {
    const std::string text(300, 'x');
    CHECK(table_text(k_pipe, Layout::aligned, {"a"}, {{text}}).find(text) != std::string::npos);
  }

  TEST_CASE("control characters of a record never reach a terminal, and reach a file where the layout can hold them") {
    const std::vector<Row> rows = {{std::string("\x1b]0;owned\x07\u202e")}};
    CHECK(table_text(k_pipe, Layout::aligned, {"a"}, rows) ==
          "a\n------------------------\n\\x1b]0;owned\\x07\\u{202e}\n");
    CHECK(table_text(terminal(80), Layout::csv, {"a"}, rows) == "a\r\n\\x1b]0;owned\\x07\\u{202e}\r\n");
    CHECK(table_text(terminal(80), Layout::tsv, {"\x1b"}, rows) == "\\x1b\n\\x1b]0;owned\\x07\\u{202e}\n");
    CHECK(table_text(k_pipe, Layout::csv, {"a"}, rows) == "a\r\n\x1b]0;owned\x07\u202e\r\n");
    CHECK(table_text(k_pipe, Layout::json, {"a"}, rows) == "[\n  {\"a\": \"\\u001b]0;owned\\u0007\\u202e\"}\n]\n");
  }

  TEST_CASE("CSV quotes as RFC 4180 says, and tells NULL from an empty text") {
    CHECK(table_text(k_pipe, Layout::csv, {"a,b", "c", "d", "e"},
                     {{std::string("say \"hi\""), std::string("two\nlines"), {}, std::string()}}) ==
          "\"a,b\",c,d,e\r\n\"say \"\"hi\"\"\",\"two\nlines\",,\"\"\r\n");
  }

  TEST_CASE("TSV escapes what would break its lines") {
    CHECK(table_text(k_pipe, Layout::tsv, {"a", "b"}, {{std::string("t\tn\nr\rb\\"), {}}}) ==
          "a\tb\nt\\tn\\nr\\rb\\\\\t\n");
  }

  TEST_CASE("JSON objects have distinct keys, whatever the query calls its columns") {
    CHECK(table_text(k_pipe, Layout::json, {"a", "a", "a_2", "a"},
                     {{std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, {}}}) ==
          "[\n  {\"a\": 1, \"a_2\": 2, \"a_2_2\": 3, \"a_3\": null}\n]\n");
  }

  TEST_CASE("rows beyond the first block keep the alignment, and the header stands once") {
    std::vector<Row> rows(1000, Row{std::string("xx")});
    rows.push_back({std::string("y")});
    const std::string text = table_text(k_pipe, Layout::aligned, {"a"}, rows);
    CHECK(text.starts_with("a\n--\nxx\n"));
    CHECK(text.ends_with("xx\ny\n"));
    CHECK(text.size() == 2 + 3 + 3 * 1000 + 2);
  }
}

TEST_SUITE("cli::JsonWriter") {
  TEST_CASE("nested values are indented, and empty ones stay on their line") {
    JsonWriter json;
    json.begin_object();
    json.member("a", std::int64_t{1});
    json.begin_array("b");
    json.begin_object();
    json.flag("c", true);
    json.end_object();
    json.end_array();
    json.begin_array("d");
    json.end_array();
    json.end_object();
    CHECK(json.text() == "{\n  \"a\": 1,\n  \"b\": [\n    {\n      \"c\": true\n    }\n  ],\n  \"d\": []\n}\n");
  }

  TEST_CASE("a member whose key is empty is a member") {
    JsonWriter json;
    json.begin_object();
    json.member("", std::string("x"));
    json.begin_array("");
    json.end_array();
    json.end_object();
    CHECK(json.text() == "{\n  \"\": \"x\",\n  \"\": []\n}\n");
  }
}

TEST_SUITE("cli::width") {
  TEST_CASE("width counts display columns") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("Gödel") == 5);
    CHECK(display_width("Go\u0308del") == 5);
    CHECK(display_width("量子") == 4);
  }

  TEST_CASE("text is cut between characters and never wider than asked") {
    CHECK(cut_to_width("abc", 3) == "abc");
    CHECK(cut_to_width("abcd", 3) == "ab…");
    CHECK(cut_to_width("量子量", 4) == "量…");
    CHECK(cut_to_width("abcd", 1) == "…");
    CHECK(cut_to_width("abcd", 0).empty());
  }

  TEST_CASE("lines break at spaces, and a long word stays whole") {
    CHECK(wrap("", 10) == std::vector<std::string>{""});
    CHECK(wrap("one two  three", 7) == std::vector<std::string>{"one two", "three"});
    CHECK(wrap("a incomprehensible b", 5) == std::vector<std::string>{"a", "incomprehensible", "b"});
  }
}

TEST_SUITE("cli::wording") {
  TEST_CASE("one is singular, all else plural, thousands have commas") {
    CHECK(counted(0, "paper") == "0 papers");
    CHECK(counted(1, "paper") == "1 paper");
    CHECK(counted(12304, "byte") == "12,304 bytes");
  }

  TEST_CASE("a misspelt name finds the near one, and a foreign word finds none") {
    constexpr std::string_view k_names[] = {"import", "search", "show", "sql", "info"};
    CHECK(nearest("imprt", k_names) == "import");
    CHECK(nearest("serach", k_names) == "search");
    CHECK(nearest("impo", k_names) == "import");
    CHECK(nearest("sqll", k_names) == "sql");
    CHECK(nearest("help", k_names) == std::nullopt);
    CHECK(nearest("x", k_names) == std::nullopt);
    CHECK(nearest(std::string(100000, 'x'), k_names) == std::nullopt);
  }

  TEST_CASE("progress names the stream, the records, and the share where all sizes are known") {
    load::ImportProgress state;
    state.name = "a\x1b.txt";
    state.records = 12000;
    state.bytes_read = 45'000'000;
    state.bytes_all = 180'000'000;
    CHECK(progress_text(state, 0ms) == "a\\x1b.txt: 12,000 records, 45 of 180 MB (25 %)");
    state.bytes_all = std::nullopt;
    state.name = "-";
    CHECK(progress_text(state, 0ms) == "standard input: 12,000 records, 45 MB");
    state.bytes_all = 10'000'000;  // the file has grown meanwhile
    state.rejects = 2;
    state.input_number = 3;
    state.input_count = 1000;
    CHECK(progress_text(state, 0ms) == "[3/1,000] standard input: 12,000 records, 45 of 10 MB (100 %), 2 rejects");
  }

  TEST_CASE("progress tells the rate after a second, and the time left only where it can be known") {
    load::ImportProgress state;
    state.name = "a";
    state.records = 12000;
    state.bytes_read = 45'000'000;
    CHECK(progress_text(state, 1000ms) == "a: 12,000 records, 45 MB, 12,000 records/s");
    state.bytes_all = 180'000'000;
    CHECK(progress_text(state, 1000ms) ==
          "a: 12,000 records, 45 of 180 MB (25 %), 12,000 records/s, 0:03 left to read");
    CHECK(progress_text(state, 2000s) == "a: 12,000 records, 45 of 180 MB (25 %), 6 records/s, 1:40:00 left to read");
    state.is_indexing = true;
    CHECK(progress_text(state, 2000s) == "12,000 records read; finishing the database");
  }
}

TEST_SUITE("cli::Console") {
  TEST_CASE("a full output is an error when it is flushed") {
    std::FILE* full = std::fopen("/dev/full", "w");
    REQUIRE(full != nullptr);
    Console console(full, stderr, k_pipe, k_pipe);
    console.write("text");
    try {
      console.flush();
      FAIL("no error");
    } catch (const base::Error& error) {
      CHECK(error.code() == base::ExitCode::io);
      CHECK(error.message() == "cannot write to standard output: No space left on device");
    }
    CHECK_FALSE(console.reader_has_left());
    std::fclose(full);
  }

  TEST_CASE("progress is written over on a terminal, in lines when plain, and else not shown") {
    struct Row {
      bool is_terminal;
      ProgressMode mode;
      std::string_view expected;
    };
    constexpr Row k_rows[] = {
        {false, ProgressMode::automatic, ""},
        {true, ProgressMode::automatic, "\r\x1b[Kdump.txt: 2 record…\r\x1b[K"},
        {true, ProgressMode::none, ""},
        {false, ProgressMode::plain, "3 records read; finishing the database\n"},
        {true, ProgressMode::plain, "3 records read; finishing the database\n"},
    };
    for (const Row& row : k_rows) {
      CAPTURE(row.expected);
      char* text = nullptr;
      std::size_t size = 0;
      std::FILE* memory = open_memstream(&text, &size);
      REQUIRE(memory != nullptr);
      Console console(stdout, memory, k_pipe, row.is_terminal ? terminal(20) : k_pipe);
      {
        Progress progress(console, row.mode);
        load::ImportProgress state;
        state.name = "dump.txt";
        state.records = 2;
        progress.show(state);
        state.records = 3;
        progress.show(state);  // too soon after the first
        state.is_indexing = row.mode == ProgressMode::plain;
        progress.show(state);
      }
      std::fclose(memory);
      CHECK(std::string(text, size) == row.expected);
      std::free(text);
    }
  }
}
