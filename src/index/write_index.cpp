// SPDX-License-Identifier: MIT
#include "index/write_index.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <iterator>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/bounded_queue.hpp"
#include "base/interrupt.hpp"
#include "index/inverter.hpp"
#include "index/merge.hpp"
#include "index/segment_writer.hpp"
#include "index/shadow_tables.hpp"
#include "index/share.hpp"

namespace litdex::index {
namespace {

constexpr unsigned k_max_threads = 4;
constexpr std::size_t k_memory_bytes = std::size_t{128} << 20U;

/// Parts of the segment that wait to be inserted: while the sizes of rows are, the other thread goes on.
constexpr std::size_t k_waiting_parts = 32;

/// The numbers of all rows, in about equal ranges, in their order.
std::vector<RowRange> ranges_of(SQLite::Database& database, const Definition& definition, std::size_t count) {
  const std::string rowid = quoted_name(definition.content_rowid);
  SQLite::Statement query(database,
                          fmt::format("SELECT min({0}), max({0}) FROM {1}", rowid, quoted_name(definition.content)));
  if (!query.executeStep() || query.getColumn(0).isNull()) return {};
  const auto first = static_cast<std::uint64_t>(query.getColumn(0).getInt64());
  const auto last = static_cast<std::uint64_t>(query.getColumn(1).getInt64());
  std::vector<RowRange> ranges;
  for (std::uint64_t begin = first; ranges.size() < count;) {
    const std::uint64_t step = (last - begin) / (count - ranges.size());
    ranges.push_back({static_cast<std::int64_t>(begin), static_cast<std::int64_t>(begin + step)});
    if (begin + step == last) break;
    begin += step + 1;
  }
  return ranges;
}

/// The postings of all rows, as runs that follow one another.
struct Inverted {
  std::vector<RowSizes> sizes;
  std::vector<std::unique_ptr<SpillFile>> spill_files;
  std::vector<std::unique_ptr<Run>> runs;

  void add(InvertedRows rows) {
    sizes.push_back(std::move(rows.sizes));
    spill_files.push_back(std::move(rows.spill_file));
    std::ranges::move(rows.runs, std::back_inserter(runs));
  }
};

/// Gives all threads rows in turn until there are none left.
void feed(const std::vector<std::unique_ptr<Share>>& shares) {
  std::vector<Share*> unfinished;
  unfinished.reserve(shares.size());
  for (const auto& share : shares) unfinished.push_back(share.get());
  while (!unfinished.empty()) {
    base::stop_if_interrupted();
    std::erase_if(unfinished, [](Share* share) { return !share->feed(); });
  }
}

Inverted invert(SQLite::Database& database, const Definition& definition, const WriteLimits& limits) {
  std::vector<std::unique_ptr<Share>> shares;
  const InverterLimits share_limits{limits.memory_bytes / limits.threads, spill_folder(database)};
  for (const RowRange& range : ranges_of(database, definition, limits.threads)) {
    shares.push_back(std::make_unique<Share>(database, definition, range, share_limits));
  }
  feed(shares);
  Inverted inverted;
  for (const auto& share : shares) inverted.add(share->finish());
  return inverted;
}

/// Whether those are all the rows that there are.
bool are_all(SQLite::Database& database, const Definition& definition, const InvertedRows& rows) {
  const SQLite::Column count = database.execAndGet("SELECT count(*) FROM " + quoted_name(definition.content));
  return static_cast<std::uint64_t>(count.getInt64()) == rows.sizes.rows;
}

/// Ends the thread that lays out a segment when nobody takes its parts any more.
struct Abandoned {};

/// Lays a segment out in another thread while this one inserts what it has done.
SampleTerms write_segment(const Inverted& inverted, std::size_t page_bytes, ShadowTables& tables) {
  base::BoundedQueue<SegmentPart> parts(k_waiting_parts);
  SegmentEnd end;
  auto samples = std::async(std::launch::async, [&] {
    const base::QueueCloser closer(parts);
    SegmentWriter writer(page_bytes, [&](SegmentPart part) {
      if (!parts.push(std::move(part))) throw Abandoned();
    });
    SampleTerms merged = merge(inverted.runs, writer);
    end = writer.finish();
    return merged;
  });
  const base::QueueCloser closer(parts);
  for (const RowSizes& sizes : inverted.sizes) tables.write_sizes(sizes);
  while (const auto part = parts.pop()) {
    base::stop_if_interrupted();
    tables.write_part(*part);
  }
  SampleTerms merged = samples.get();
  tables.write_end(end, inverted.sizes);
  return merged;
}

std::variant<SampleTerms, Unsupported> write_as(const Definition& definition, SQLite::Database& database,
                                                const WriteLimits& limits, std::optional<InvertedRows> early) {
  Inverted inverted;
  if (early && are_all(database, definition, *early)) {
    inverted.add(std::move(*early));
  } else {
    early.reset();
    inverted = invert(database, definition, limits);
  }
  SampleTerms samples;
  {
    ShadowTables tables(database, definition);
    samples = write_segment(inverted, definition.page_bytes, tables);
  }
  if (finds_samples(database, definition.table, samples)) return samples;
  return Unsupported{std::string(k_misread)};
}

}  // namespace

std::filesystem::path spill_folder(SQLite::Database& database) {
  const std::filesystem::path file = sqlite3_db_filename(database.getHandle(), "main");  // absolute, or empty
  return file.empty() ? std::filesystem::temp_directory_path() : file.parent_path();
}

WriteLimits default_limits() {
  return {std::clamp(std::thread::hardware_concurrency(), 1U, k_max_threads), k_memory_bytes};
}

std::variant<SampleTerms, Unsupported> write_index(SQLite::Database& database, const std::string& table,
                                                   const WriteLimits& limits, std::optional<InvertedRows> early) {
  if (sqlite3_threadsafe() == 0) return Unsupported{"this SQLite is not made for threads"};
  const auto read = read_definition(database, table);
  if (const auto* unsupported = std::get_if<Unsupported>(&read)) return *unsupported;
  try {
    return write_as(std::get<Definition>(read), database, limits, std::move(early));
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::resource_unavailable_try_again) throw;
    return Unsupported{"the system has no thread to spare"};
  }
}

}  // namespace litdex::index
