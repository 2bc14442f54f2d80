// Import is idempotent and order does not matter: over random sets of overlapping, contradicting streams.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <random>

#include "base/text.hpp"
#include "db/connection.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "db/first_load.hpp"
#include "db/invariants.hpp"
#include "db/schema.hpp"
#include "index/index.hpp"
#include "support/synthetic.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;

namespace {

/// Four streams, of the seeds from `seed` on.
std::vector<test::SyntheticStream> random_streams(unsigned seed, std::size_t count) {
  std::vector<test::SyntheticStream> streams;
  for (unsigned i = 0; i < 4; ++i) streams.push_back(test::random_stream(seed + i, count));
  return streams;
}

/// Everything that must hold in a database at rest.
void require_sound(SQLite::Database& database) {
  for (const db::Invariant& invariant : db::invariants()) {
    const auto violations = db::find_violations(database, invariant, 1);
    CAPTURE(invariant.name);
    CAPTURE(violations.empty() ? std::string() : violations.front());
    REQUIRE(violations.empty());
  }
  REQUIRE_NOTHROW(index::verify(database, "papers.db"));
  REQUIRE_FALSE(SQLite::Statement(database, "PRAGMA foreign_key_check").executeStep());
}

std::string load_all(const test::TempDir& folder, const std::vector<test::SyntheticStream>& streams,
                     const std::vector<std::size_t>& order, std::size_t batch_records,
                     load::Indexing indexing = load::Indexing::each_batch) {
  static int number = 0;
  SQLite::Database database = db::create_database(folder.path() / (std::to_string(number++) + ".db"));
  for (const std::size_t i : order) test::load_stream(database, streams[i], batch_records, indexing);
  if (indexing == load::Indexing::at_end) index::build(database);
  require_sound(database);
  return db::content_hash(database);
}

/// The prepared statements that have looked at rows one after another for want of an index, a line each.
std::string scanning_statements(SQLite::Database& database) {
  std::string all;
  sqlite3_stmt* statement = sqlite3_next_stmt(database.getHandle(), nullptr);
  for (; statement != nullptr; statement = sqlite3_next_stmt(database.getHandle(), statement)) {
    if (sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0) == 0) continue;
    all.append(sqlite3_sql(statement)).append("\n");
  }
  return all;
}

/// Loads the streams as a new database is loaded: its indexes are built when they are needed, or at the end.
std::string load_new(const test::TempDir& folder, const std::vector<test::SyntheticStream>& streams,
                     const std::vector<std::size_t>& order, std::size_t batch_records) {
  static int number = 0;
  SQLite::Database database = db::create_database(folder.path() / ("new" + std::to_string(number++) + ".db"));
  const std::vector<std::string> schema = db::canonical_schema(database);
  db::FirstLoad first_load(database);
  load::BatchLoader loader(database, load::Indexing::at_end, nullptr, &first_load);
  for (const std::size_t i : order) test::load_stream(database, loader, streams[i], batch_records);
  CHECK(scanning_statements(database) == "");
  first_load.finish();
  REQUIRE(db::canonical_schema(database) == schema);
  index::build(database);
  require_sound(database);
  return db::content_hash(database);
}

/// Loads streams and forgets some of them again: `steps` are their numbers, those to forget negative, from 1.
std::string load_and_forget(const test::TempDir& folder, const std::vector<test::SyntheticStream>& streams,
                            const std::vector<int>& steps, std::size_t batch_records,
                            load::Indexing indexing = load::Indexing::each_batch,
                            const std::vector<std::string>& corrections = {}) {
  static int number = 0;
  SQLite::Database database = db::create_database(folder.path() / ("forgotten" + std::to_string(number++) + ".db"));
  for (const std::string& correction : corrections) database.exec(correction);
  for (const int step : steps) {
    const test::SyntheticStream& stream = streams[static_cast<std::size_t>(std::abs(step)) - 1];
    if (step > 0) {
      test::load_stream(database, stream, batch_records, indexing);
    } else {
      test::forget_stream(database, stream, indexing);
    }
    if (indexing == load::Indexing::each_batch) require_sound(database);
  }
  if (!corrections.empty()) {
    SQLite::Transaction transaction(database);
    load::BatchLoader(database, indexing).apply_corrections();
    transaction.commit();
  }
  if (indexing == load::Indexing::at_end) index::build(database);
  require_sound(database);
  return db::content_hash(database);
}

/// Decisions about papers by number and by DOI, and about records, on fields that make papers what they are.
std::vector<std::string> random_corrections(unsigned seed, const std::vector<test::SyntheticStream>& streams) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  std::vector<std::string> rows;
  for (unsigned i = 0; i < 12; ++i) {
    std::string target = fmt::format("'arxiv:0704.{:04}', NULL", 1 + below(8));
    if (i % 3 == 1) target = fmt::format("'doi:10.1000/{}', NULL", below(8));
    if (i % 3 == 2) {
      const auto& entries = streams[below(4)].entries;
      const auto& entry = entries[below(static_cast<unsigned>(entries.size()))].source;
      target = fmt::format("NULL, x'{}'", base::hex(entry.entry_hash.view()));
    }
    const bool is_doi = below(2) == 0;
    const std::string value = is_doi ? fmt::format("'10.1000/{}'", below(10)) : fmt::format("'abstract by hand {}'", i);
    rows.push_back(
        fmt::format("INSERT INTO corrections (identifier, entry_hash, field, value, made_at)"
                    " VALUES ({}, '{}', {}, '2026-01-{:02}')",
                    target, is_doi ? "doi" : "abstract", below(5) == 0 ? "NULL" : value, i + 1));
  }
  return rows;
}

/// Loads the streams in that order, and inserts a correction now and then.
std::string load_corrected(const test::TempDir& folder, const std::vector<test::SyntheticStream>& streams,
                           std::vector<std::string> corrections, unsigned seed, std::size_t batch_records) {
  static int number = 0;
  SQLite::Database database = db::create_database(folder.path() / ("corrected" + std::to_string(number++) + ".db"));
  std::mt19937 random(seed);
  std::vector<std::size_t> order = {0, 1, 2, 3};
  std::shuffle(order.begin(), order.end(), random);
  std::shuffle(corrections.begin(), corrections.end(), random);
  for (const std::size_t i : order) {
    for (std::size_t some = random() % 5; some > 0 && !corrections.empty(); --some) {
      database.exec(corrections.back());
      corrections.pop_back();
    }
    test::load_stream(database, streams[i], batch_records);
  }
  for (const std::string& correction : corrections) database.exec(correction);
  SQLite::Transaction transaction(database);
  load::BatchLoader(database, load::Indexing::each_batch).apply_corrections();
  transaction.commit();
  require_sound(database);
  return db::content_hash(database);
}

}  // namespace

TEST_SUITE("load::properties") {
  TEST_CASE("corrections, inserted whenever and in any order, leave the same content hash") {
    const test::TempDir folder;
    for (unsigned round = 0; round < 6; ++round) {
      CAPTURE(round);
      const std::vector<test::SyntheticStream> streams = random_streams(1000 + 100 * round, 40);
      std::vector<std::string> corrections = random_corrections(round, streams);
      const std::string expected = load_corrected(folder, streams, corrections, 1, 5000);
      CHECK(load_corrected(folder, streams, corrections, 2, 5000) == expected);
      CHECK(load_corrected(folder, streams, corrections, 3, 1) == expected);
      CHECK(load_corrected(folder, streams, corrections, 4, 7) == expected);
      corrections.pop_back();
      CHECK(load_corrected(folder, streams, corrections, 4, 7) != expected);
    }
  }

  TEST_CASE("order of streams, batch size and way of indexing do not change the content hash") {
    const test::TempDir folder;
    for (unsigned round = 0; round < 6; ++round) {
      CAPTURE(round);
      const std::vector<test::SyntheticStream> streams = random_streams(100 * round, 60);
      const std::string expected = load_all(folder, streams, {0, 1, 2, 3}, 5000);
      CHECK(load_all(folder, streams, {3, 2, 1, 0}, 5000) == expected);
      CHECK(load_all(folder, streams, {2, 0, 3, 1}, 1) == expected);
      CHECK(load_all(folder, streams, {1, 3, 0, 2}, 7) == expected);
      CHECK(load_all(folder, streams, {0, 1, 2, 3}, 7, load::Indexing::at_end) == expected);
      CHECK(load_new(folder, streams, {0, 1, 2, 3}, 5000) == expected);
      CHECK(load_new(folder, streams, {3, 1, 0, 2}, 1) == expected);
      CHECK(load_all(folder, streams, {0, 1, 2}, 7) != expected);
    }
  }

  TEST_CASE("a dump that is forgotten leaves what the other dumps alone give, and can come back") {
    const test::TempDir folder;
    for (unsigned round = 0; round < 6; ++round) {
      CAPTURE(round);
      const std::vector<test::SyntheticStream> streams = random_streams(2000 + 100 * round, 60);
      const std::string three = load_and_forget(folder, streams, {1, 2, 3}, 5000);
      CHECK(load_and_forget(folder, streams, {4, 1, 2, 3, -4}, 5000) == three);
      CHECK(load_and_forget(folder, streams, {3, 2, 4, 1, -4}, 7) == three);
      CHECK(load_and_forget(folder, streams, {2, 4, -2, 3, 1, -4, 2}, 1) == three);
      CHECK(load_and_forget(folder, streams, {1, 4, 2, 3, -4}, 7, load::Indexing::at_end) == three);
      const std::string all = load_and_forget(folder, streams, {1, 2, 3, 4}, 5000);
      CHECK(all != three);
      CHECK(load_and_forget(folder, streams, {4, 3, 2, 1, -3, -1, 1, 3}, 7) == all);
      const std::string none = load_and_forget(folder, streams, {}, 5000);
      CHECK(load_and_forget(folder, streams, {1, 2, -1, -2}, 5000) == none);
    }
  }

  TEST_CASE("corrections survive the dumps they are about, and count again when those come back") {
    const test::TempDir folder;
    for (unsigned round = 0; round < 6; ++round) {
      CAPTURE(round);
      const std::vector<test::SyntheticStream> streams = random_streams(3000 + 100 * round, 40);
      const std::vector<std::string> corrections = random_corrections(round, streams);
      const auto after = [&](const std::vector<int>& steps, std::size_t batch_records) {
        return load_and_forget(folder, streams, steps, batch_records, load::Indexing::each_batch, corrections);
      };
      const std::string two = after({3, 4}, 5000);
      CHECK(after({1, 2, 3, 4, -1, -2}, 5000) == two);
      CHECK(after({1, 3, -1, 2, 4, -2}, 7) == two);
      CHECK(load_and_forget(folder, streams, {3, 4}, 7) != two);
      CHECK(after({1, 2, 3, 4, -3, 3}, 7) == after({4, 3, 2, 1}, 5000));
    }
  }

  TEST_CASE("what a record said can be read back exactly, whatever was chosen") {
    const test::TempDir folder;
    SQLite::Database database = db::create_database(folder.path() / "papers.db");
    db::allow_views(database);
    std::map<std::string, std::map<std::string, std::string>> said;
    for (unsigned i = 0; i < 4; ++i) {
      const auto stream = test::random_stream(i, 80);
      test::load_stream(database, stream, 7);
      for (const load::LoadEntry& entry : stream.entries) {
        auto& values = said[std::string(entry.source.entry_hash.view())];
        for (const record::FieldInfo& info : record::k_fields) {
          if (const auto value = entry.source.record[info.field]) {
            values[std::string(info.name)] = std::string(value->text).append("|").append(value->original.value_or(""));
          }
        }
      }
    }
    std::map<std::string, std::map<std::string, std::string>> found;
    SQLite::Statement rows(database,
                           "SELECT r.entry_hash, v.field, v.value || '|' || coalesce(v.original, '')"
                           " FROM record_values AS v JOIN records AS r ON r.record_id = v.record_id");
    while (rows.executeStep()) {
      const SQLite::Column hash = rows.getColumn(0);
      const std::string key(static_cast<const char*>(hash.getBlob()), static_cast<std::size_t>(hash.getBytes()));
      found[key][rows.getColumn(1).getString()] = rows.getColumn(2).getString();
    }
    CHECK(found == said);
  }

  TEST_CASE("outcomes do not depend on how a stream is cut into batches") {
    const test::TempDir folder;
    SQLite::Database whole = db::create_database(folder.path() / "whole.db");
    SQLite::Database single = db::create_database(folder.path() / "single.db");
    test::SyntheticStream stream{"s", {}};
    using record::Field;
    const auto add = [&](const std::string& id, const std::string& abstract) {
      stream.entries.push_back(
          test::synthetic_entry(id + abstract, {{Field::arxiv_id, id}, {Field::abstract, abstract}}));
    };
    for (int i = 0; i < 40; ++i) add("0704.000" + std::to_string(1 + i % 5), "text " + std::to_string(i % 11));
    const load::Outcomes a = test::load_stream(whole, stream, 5000);
    const load::Outcomes b = test::load_stream(single, stream, 1);
    CHECK(a.new_count == 5);
    CHECK(a.new_count == b.new_count);
    CHECK(a.updated_count == b.updated_count);
    CHECK(a.unchanged_count == b.unchanged_count);
    CHECK(a.duplicate_count == b.duplicate_count);
    CHECK(a.new_count + a.updated_count + a.unchanged_count + a.duplicate_count == 40);
  }
}
