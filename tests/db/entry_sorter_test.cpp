// Entries of an index come out of the sorter in the order in which SQLite has them.
// SPDX-License-Identifier: MIT
#include "btree/entry_sorter.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "btree/record.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
using btree::Direction;
using btree::Value;

namespace {

/// An entry of an index on two columns; the third tells how it came.
struct Entry {
  Value first, second;
  std::int64_t number;
};

/// Texts and blobs of the entries live in it.
class RandomValues {
 public:
  explicit RandomValues(std::uint64_t seed) : m_random(seed) {}

  /// Of every type; often alike, or alike in their first bytes.
  Value next() {
    switch (m_random() % 6) {
      case 0: return {};
      case 1: return Value::of(static_cast<std::int64_t>(m_random() % 5) - 2);
      case 2: return Value::of(static_cast<std::int64_t>(m_random()) >> (m_random() % 63));
      case 3: return Value::of(static_cast<double>(static_cast<std::int64_t>(m_random() % 90) - 45) / 8 + 0.0625);
      case 4: return Value::text(bytes());
      default: return Value::blob(bytes());
    }
  }

 private:
  const std::string& bytes() {
    std::string& bytes = m_bytes.emplace_back(m_random() % 2 == 0 ? "astro-ph" : "");
    const std::size_t size = m_random() % 4;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>("\0a\x80\xff"[m_random() % 4]);
    return bytes;
  }

  std::mt19937_64 m_random;
  std::deque<std::string> m_bytes;
};

void bind_value(SQLite::Statement& statement, int place, const Value& value) {
  switch (value.type) {
    case Value::Type::null: statement.bind(place); break;
    case Value::Type::integer: statement.bind(place, value.integer); break;
    case Value::Type::real: statement.bind(place, value.real); break;
    case Value::Type::text: statement.bind(place, std::string(value.bytes)); break;
    case Value::Type::blob: statement.bind(place, value.bytes.data(), static_cast<int>(value.bytes.size())); break;
  }
}

std::vector<std::int64_t> sorted_by_sqlite(const std::vector<Entry>& entries, const std::string& order) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec("CREATE TABLE entries (first, second, number INTEGER)");
  SQLite::Statement insert(database, "INSERT INTO entries VALUES (?, ?, ?)");
  for (const Entry& entry : entries) {
    bind_value(insert, 1, entry.first);
    bind_value(insert, 2, entry.second);
    insert.bind(3, entry.number);
    insert.exec();
    insert.reset();
  }
  SQLite::Statement rows(database, "SELECT number FROM entries ORDER BY " + order + ", number");
  std::vector<std::int64_t> numbers;
  while (rows.executeStep()) numbers.push_back(rows.getColumn(0).getInt64());
  return numbers;
}

std::vector<std::int64_t> sorted(const std::vector<Entry>& entries, std::vector<Direction> directions,
                                 const test::TempDir& folder, std::size_t run_bytes) {
  btree::EntrySorter sorter(btree::EntryOrder(std::move(directions)), folder.path(), run_bytes);
  for (const Entry& entry : entries) sorter.add(std::array{entry.first, entry.second, Value::of(entry.number)});
  std::vector<std::int64_t> numbers;
  sorter.drain([&](std::string_view record) {
    btree::RecordReader values(record);
    values.next();
    values.next();
    numbers.push_back(values.next().integer);
  });
  return numbers;
}

}  // namespace

TEST_SUITE("btree::entry_sorter") {
  TEST_CASE("entries of every type come as SQLite orders them, in memory, from a file, and one to a run") {
    const test::TempDir folder;
    for (const std::size_t count : {0, 1, 2, 3000}) {
      RandomValues values(count);
      std::vector<Entry> entries;
      for (std::size_t i = 0; i < count; ++i) {
        entries.push_back({values.next(), values.next(), static_cast<std::int64_t>(i)});
      }
      for (const std::size_t run_bytes : {std::size_t{1} << 20U, std::size_t{5000}, std::size_t{1}}) {
        CAPTURE(count);
        CAPTURE(run_bytes);
        using enum Direction;
        CHECK(sorted(entries, {ascending}, folder, run_bytes) == sorted_by_sqlite(entries, "first"));
        CHECK(sorted(entries, {descending}, folder, run_bytes) == sorted_by_sqlite(entries, "first DESC"));
        CHECK(sorted(entries, {ascending, descending}, folder, run_bytes) ==
              sorted_by_sqlite(entries, "first, second DESC"));
        CHECK(sorted(entries, {descending, ascending}, folder, run_bytes) ==
              sorted_by_sqlite(entries, "first DESC, second"));
      }
    }
    CHECK(std::filesystem::is_empty(folder.path()));
  }

  TEST_CASE("whole numbers come in their order and as they came, also where some are too large to be told by rank") {
    const test::TempDir folder;
    constexpr std::int64_t k_rank_limit = std::int64_t{1} << 44;
    for (const std::int64_t largest : {std::int64_t{3}, k_rank_limit - 1, k_rank_limit * 2, k_rank_limit << 18U}) {
      std::mt19937_64 random(static_cast<std::uint64_t>(largest));
      std::vector<Entry> entries;
      for (std::int64_t i = 0; i < 2000; ++i) {
        const std::int64_t distance = static_cast<std::int64_t>(random() % 3);
        entries.push_back({Value::of(random() % 2 == 0 ? largest - distance : distance - largest), {}, i});
      }
      for (const std::size_t run_bytes : {std::size_t{1} << 20U, std::size_t{3000}, std::size_t{1}}) {
        CAPTURE(largest);
        CAPTURE(run_bytes);
        CHECK(sorted(entries, {Direction::ascending}, folder, run_bytes) == sorted_by_sqlite(entries, "first"));
        CHECK(sorted(entries, {Direction::descending}, folder, run_bytes) == sorted_by_sqlite(entries, "first DESC"));
      }
    }
  }

  TEST_CASE("entries that come in their order but for a few are sorted, with alike ones as they came") {
    const test::TempDir folder;
    std::deque<std::string> texts;
    std::vector<Entry> entries;
    for (std::int64_t i = 0; i < 3000; ++i) {
      const std::int64_t number = i % 700 == 699 ? i - 500 : i;
      texts.push_back(std::to_string(100'000 + number / 4));
      entries.push_back({Value::text(texts.back()), {}, i});
    }
    for (const std::size_t run_bytes : {std::size_t{3000}, std::size_t{200}, std::size_t{1}}) {
      CAPTURE(run_bytes);
      CHECK(sorted(entries, {Direction::ascending}, folder, run_bytes) == sorted_by_sqlite(entries, "first"));
    }
  }

  TEST_CASE("a folder in which no file can be made is named when there is need of one") {
    const test::TempDir folder;
    const std::filesystem::path absent = folder.path() / "absent";
    btree::EntrySorter sorter(btree::EntryOrder({Direction::ascending}), absent, 100);
    sorter.add(std::array{Value::text("a")});
    try {
      for (int i = 0; i < 100; ++i) sorter.add(std::array{Value::text("b")});
      FAIL("no error");
    } catch (const base::Error& error) {
      CHECK(error.code() == base::ExitCode::io);
      CHECK(std::string(error.what()).find(absent.string()) != std::string::npos);
    }
  }
}
