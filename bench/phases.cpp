// Where the time of a first load goes: reading, rows, index, and statement by statement.
// phases DUMP [WORK-FOLDER]    without a folder: reading only
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "db/first_load.hpp"
#include "index/index.hpp"
#include "load/batch_loader.hpp"
#include "load/stream_reader.hpp"
#include "source/input.hpp"
#include "source/window.hpp"

namespace {

using namespace litdex;
using Clock = std::chrono::steady_clock;

constexpr std::size_t k_batch_records = 5000;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// Time and runs of one statement, as SQLite's profiler tells them.
struct Cost {
  double seconds = 0;
  std::uint64_t runs = 0;
};
using Costs = std::map<std::string, Cost>;

int profile(unsigned /*event*/, void* context, void* statement, void* nanoseconds) {
  Cost& cost = (*static_cast<Costs*>(context))[sqlite3_sql(static_cast<sqlite3_stmt*>(statement))];
  cost.seconds += static_cast<double>(*static_cast<sqlite3_int64*>(nanoseconds)) * 1e-9;
  cost.runs += 1;
  return 0;
}

/// What every stream costs, whatever is made of its bytes.
double time_hashing(const std::string& dump) {
  const auto begin = Clock::now();
  source::Input input(dump);
  const source::Stream stream = input.next().value();
  source::Window window(*stream.bytes);
  while (window.more()) window.drop(window.text().size());
  return seconds_since(begin);
}

double time_reading(const std::string& dump, std::uint64_t& bytes) {
  const auto begin = Clock::now();
  source::Input input(dump);
  const source::Stream stream = input.next().value();
  load::StreamReader reader(*stream.bytes);
  load::Batch batch;
  while (reader.next(batch, k_batch_records)) bytes = batch.sums.bytes();
  return seconds_since(begin);
}

double time_rows(SQLite::Database& database, const std::string& dump) {
  const auto begin = Clock::now();
  source::Input input(dump);
  const source::Stream stream = input.next().value();
  load::StreamReader reader(*stream.bytes);
  db::FirstLoad first_load(database);
  load::BatchLoader loader(database, load::Indexing::at_end, nullptr, &first_load);
  const auto import_id = loader.provenance().begin_import("");
  const auto dump_id = loader.provenance().begin_dump(import_id, {stream.bytes->name(), "arxiver-text", 1});
  load::Batch batch;
  while (reader.next(batch, k_batch_records)) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    loader.load(batch, 0, dump_id);
    transaction.commit();
  }
  first_load.finish();
  return seconds_since(begin);
}

void print_costs(const Costs& costs) {
  std::vector<std::pair<std::string, Cost>> sorted(costs.begin(), costs.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.second.seconds > b.second.seconds; });
  std::cout << fmt::format("{:>8} {:>9}  statement\n", "seconds", "runs");
  for (const auto& [sql, cost] : sorted) {
    if (cost.seconds < 0.005) break;
    std::cout << fmt::format("{:8.3f} {:9}  {}\n", cost.seconds, cost.runs, sql.substr(0, 80));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::cerr << "usage: phases DUMP [WORK-FOLDER]\n";
    return 64;
  }
  db::prepare_for_bulk_work();
  const std::string dump = argv[1];
  std::uint64_t bytes = 0;
  const double reading = time_reading(dump, bytes);
  const double hashing = time_hashing(dump);
  const double megabytes = static_cast<double>(bytes) / 1e6;
  std::cout << fmt::format(
      "{:8.3f} s  reading ({:.0f} MB/s): {:.3f} s file and SHA-256, the rest segment + decode +"
      " normalize + entry hash ({:.0f} MB/s)\n",
      reading, megabytes / reading, hashing, megabytes / (reading - hashing));
  if (argc == 2) return 0;

  const std::filesystem::path file = std::filesystem::path(argv[2]) / "phases.db";
  std::filesystem::remove(file);
  double rows = 0;
  double index = 0;
  {
    SQLite::Database database = db::create_database(file);
    rows = time_rows(database, dump);
    const auto begin = Clock::now();
    index::build(database);
    index = seconds_since(begin);
  }
  std::filesystem::remove(file);
  Costs costs;
  {
    SQLite::Database database = db::create_database(file);
    sqlite3_trace_v2(database.getHandle(), SQLITE_TRACE_PROFILE, profile, &costs);
    time_rows(database, dump);
  }
  std::filesystem::remove(file);

  std::cout << fmt::format("{:8.3f} s  the same and rows\n", rows);
  std::cout << fmt::format("{:8.3f} s  index\n\n", index);
  print_costs(costs);
  return 0;
}
