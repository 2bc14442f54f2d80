// A stream whose reading fails somewhere: what is kept is what the whole stream would have given.
// SPDX-License-Identifier: MIT
#include "load/stream_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <tuple>
#include <vector>

#include "source/source.hpp"
#include "support/file_bytes.hpp"

using namespace litdex;

namespace {

/// Gives the first bytes of a text, and fails then.
class FailingSource final : public source::ByteSource {
 public:
  FailingSource(std::string_view text, std::size_t good_bytes) : m_rest(text.substr(0, good_bytes)) {}
  std::size_t read(std::span<char> buffer) override {
    if (m_rest.empty()) throw base::system_error("read", m_name, EIO);
    const std::size_t count = m_rest.copy(buffer.data(), std::min<std::size_t>(buffer.size(), 512));
    m_rest.remove_prefix(count);
    return count;
  }
  [[nodiscard]] const std::string& name() const override { return m_name; }

 private:
  std::string m_name = "tape";
  std::string_view m_rest;
};

/// A record or reject: where it is, and how sure.
using Span = std::tuple<std::uint64_t, std::uint64_t, double>;

struct Result {
  std::vector<Span> records;
  std::vector<Span> rejects;
  std::uint64_t bytes = 0;
  bool is_complete = false;
};

Result read_all(source::ByteSource& bytes, std::size_t batch_records, std::uint64_t max_records = UINT64_MAX) {
  load::StreamReader reader(bytes, format::find_format("arxiver-text"), max_records);
  Result result;
  load::Batch batch;
  while (reader.next(batch, batch_records)) {
    for (const load::LoadEntry& entry : batch.entries)
      result.records.emplace_back(entry.start, entry.length, entry.confidence);
    for (const load::LoadReject& reject : batch.rejects) result.rejects.emplace_back(reject.start, reject.length, 0);
    result.bytes = batch.sums.bytes();
    result.is_complete = batch.stream_sha256.has_value();
  }
  return result;
}

bool begins_with(const std::vector<Span>& whole, const std::vector<Span>& part) {
  return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

}  // namespace

TEST_SUITE("load::StreamReader") {
  TEST_CASE("wherever reading fails, the spans are the first ones of the whole stream") {
    for (const char* name : {"glued.txt", "blank.txt", "wrapped.txt", "dates.txt"}) {
      CAPTURE(name);
      std::string text = test::read_bytes(std::string(LITDEX_SOURCE_DIR "/tests/data/arxiver_text/") + name);
      // Twice, with something between that is no record.
      text += "\n\nsome words that no identifier follows\narXiv:\n\n" + text;
      const auto memory = source::memory_source("whole", text);
      const Result whole = read_all(*memory, 5000);
      REQUIRE(whole.is_complete);
      for (std::size_t good = 0; good < text.size(); ++good) {
        CAPTURE(good);
        for (const std::size_t batch_records : {1U, 5000U}) {
          FailingSource bytes(text, good);
          const Result part = read_all(bytes, batch_records);
          REQUIRE(begins_with(whole.records, part.records));
          REQUIRE(begins_with(whole.rejects, part.rejects));
          REQUIRE(part.bytes <= good);
          REQUIRE_FALSE(part.is_complete);
        }
      }
      // Control: at the end nearly all is kept.
      FailingSource bytes(text, text.size());
      CHECK(read_all(bytes, 5000).records.size() + 2 >= whole.records.size());
    }
  }

  TEST_CASE("a limit gives the first records, and the end where there are no more") {
    const std::string text = test::read_bytes(LITDEX_SOURCE_DIR "/tests/data/arxiver_text/glued.txt");
    const auto memory = source::memory_source("whole", text);
    const Result whole = read_all(*memory, 5000);
    for (std::uint64_t limit = 1; limit <= whole.records.size() + 1; ++limit) {
      CAPTURE(limit);
      const auto again = source::memory_source("whole", text);
      const Result part = read_all(*again, 2, limit);
      CHECK(part.records.size() == std::min<std::size_t>(limit, whole.records.size()));
      CHECK(begins_with(whole.records, part.records));
      CHECK(part.is_complete == (limit >= whole.records.size()));
    }
  }

  TEST_CASE("a stream that cannot be read at its beginning, and has no known format there, is an error") {
    FailingSource bytes("", 0);
    CHECK_THROWS_WITH_AS(load::StreamReader{bytes}, "cannot read tape: Input/output error", base::Error);
  }

  TEST_CASE("the format is found where blank lines or a long first entry stand before what is looked at") {
    const std::string entry = R"({"id":"0704.0002","title":"On tea","abstract":"Kettles are old."})";
    std::string authors;
    for (int i = 0; i < 6000; ++i) authors += "A. Author, ";
    const std::string long_entry =
        R"({"id":"0704.0001","authors":")" + authors + R"(B. Author","title":"On kettles","abstract":"Tea is old."})";
    REQUIRE(long_entry.size() > format::k_head_bytes);
    for (const std::string& bytes : {long_entry + "\n" + entry, std::string(70'000, '\n') + entry}) {
      const auto source = source::memory_source("dump", bytes);
      CHECK(load::StreamReader(*source).format().name == "arxiv-json");
    }
  }
}
