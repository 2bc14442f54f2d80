// Batches read in another thread are those that the reader alone gives.
// SPDX-License-Identifier: MIT
#include "load/read_ahead.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <string>
#include <vector>

#include "base/interrupt.hpp"
#include "source/source.hpp"

using namespace litdex;

namespace {

constexpr std::size_t k_batch_records = 3;

std::string entries(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) {
    const std::string number = std::to_string(10000 + i).substr(1);
    text += R"({"id":"0704.)" + number + R"(","title":"Tea )" + number + R"(","abstract":"Kettles are old."})" + "\n";
  }
  return text;
}

/// Each batch as its records' titles, and whether it is the last.
std::vector<std::string> batches_of(source::ByteSource& bytes, load::Waiting waiting) {
  load::StreamReader reader(bytes);
  load::ReadAhead ahead(reader, k_batch_records, waiting);
  std::vector<std::string> batches;
  load::Batch batch;
  while (ahead.next(batch)) {
    std::string text;
    for (const load::LoadEntry& entry : batch.entries) {
      text.append(entry.source.record[record::Field::title]->text).append(";");
    }
    batches.push_back(text + batch.stream_sha256.value_or("") + (ahead.is_finished() ? " last" : ""));
  }
  CHECK(ahead.is_finished());
  return batches;
}

std::vector<std::string> batches_of(const std::string& text, load::Waiting waiting) {
  const auto bytes = source::memory_source("dump", text);
  return batches_of(*bytes, waiting);
}

/// Asks the process to end when a text was read so far.
class InterruptingSource final : public source::ByteSource {
 public:
  InterruptingSource(std::string_view text, std::size_t good_bytes) : m_rest(text), m_good_bytes(good_bytes) {}
  ~InterruptingSource() override { base::note_signal(0); }
  InterruptingSource(const InterruptingSource&) = delete;
  InterruptingSource& operator=(const InterruptingSource&) = delete;

  std::size_t read(std::span<char> buffer) override {
    if (m_good_bytes == 0) base::note_signal(SIGINT);
    base::stop_if_interrupted();
    const std::size_t count = m_rest.copy(buffer.data(), std::min(buffer.size(), m_good_bytes));
    m_rest.remove_prefix(count);
    m_good_bytes -= count;
    return count;
  }
  [[nodiscard]] const std::string& name() const override { return m_name; }

 private:
  std::string m_name = "dump";
  std::string_view m_rest;
  std::size_t m_good_bytes;
};

}  // namespace

TEST_SUITE("load::read_ahead") {
  TEST_CASE("the batches are the same, read ahead or not") {
    for (const int count : {1, 2, 3, 4, 9, 100}) {
      CAPTURE(count);
      const std::string text = entries(count);
      CHECK(batches_of(text, load::Waiting::never) == batches_of(text, load::Waiting::possible));
    }
  }

  TEST_CASE("who takes no more batches need not take the rest") {
    const std::string text = entries(100);
    const auto bytes = source::memory_source("dump", text);
    load::StreamReader reader(*bytes);
    load::ReadAhead ahead(reader, k_batch_records, load::Waiting::never);
    load::Batch batch;
    REQUIRE(ahead.next(batch));
    REQUIRE(ahead.next(batch));
    CHECK(batch.entries.size() == k_batch_records);
  }

  TEST_CASE("a signal that comes while the other thread reads ends the batches, after those that were whole") {
    const std::string text = entries(2000);
    for (const load::Waiting waiting : {load::Waiting::never, load::Waiting::possible}) {
      InterruptingSource bytes(text, text.size() * 3 / 4);
      load::StreamReader reader(bytes);
      load::ReadAhead ahead(reader, k_batch_records, waiting);
      std::size_t records = 0;
      load::Batch batch;
      const auto read_all = [&] {
        while (ahead.next(batch)) records += batch.entries.size();
      };
      CHECK_THROWS_AS(read_all(), base::Error);
      CHECK(records > 0);
      CHECK(records < 2000);
    }
  }
}
