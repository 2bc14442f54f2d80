// SPDX-License-Identifier: MIT
#include "index/write_index.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/interrupt.hpp"
#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/sql_text.hpp"
#include "index/inverter.hpp"
#include "index/segment_thread.hpp"
#include "index/share.hpp"

namespace litdex::index {
namespace {

constexpr unsigned k_max_threads = 4;
constexpr std::size_t k_memory_bytes = std::size_t{128} << 20U;

/// The numbers of all rows, in about equal ranges, in their order.
std::vector<RowRange> ranges_of(SQLite::Database& database, const Definition& definition, std::size_t count) {
  const std::string rowid = db::quoted_name(definition.content_rowid);
  SQLite::Statement query(
      database, fmt::format("SELECT min({0}), max({0}) FROM {1}", rowid, db::quoted_name(definition.content)));
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

/// Reads all rows, and has the index laid out of them.
std::unique_ptr<SegmentThread> begin_segment(SQLite::Database& database, const Definition& definition,
                                             const WriteLimits& limits) {
  const db::ReadingThrough reading(database);
  std::vector<std::unique_ptr<Share>> shares;
  const InverterLimits share_limits{limits.memory_bytes / limits.threads, db::spill_folder(database)};
  for (const RowRange& range : ranges_of(database, definition, limits.threads)) {
    shares.push_back(std::make_unique<Share>(database, definition, range, share_limits));
  }
  feed(shares);
  std::vector<std::unique_ptr<InverterThread>> inverters;
  inverters.reserve(shares.size());
  for (const auto& share : shares) inverters.push_back(share->take_inverter());
  return std::make_unique<SegmentThread>(std::move(inverters), definition.page_bytes);
}

std::uint64_t count_rows(SQLite::Database& database, const Definition& definition) {
  const SQLite::Column count = database.execAndGet("SELECT count(*) FROM " + db::quoted_name(definition.content));
  return static_cast<std::uint64_t>(count.getInt64());
}

/// Inserts what the thread has done, as it comes.
SampleTerms insert_segment(SegmentThread& segment, ShadowTables& tables) {
  std::vector<RowSizes> sizes;
  while (auto part = segment.next()) {
    base::stop_if_interrupted();
    if (const auto* const pages = std::get_if<SegmentPart>(&*part)) {
      tables.write_part(*pages);
    } else {
      sizes.push_back(std::get<RowSizes>(std::move(*part)));
      tables.write_sizes(sizes.back());
    }
  }
  SegmentThread::End end = segment.finish();
  tables.write_end(end.segment, sizes);
  return std::move(end.samples);
}

std::variant<SampleTerms, Unsupported> write_as(const Definition& definition, SQLite::Database& database,
                                                const WriteLimits& limits, EarlyIndex early) {
  std::unique_ptr<SegmentThread> segment = std::move(early.segment);
  if (segment && early.rows != count_rows(database, definition)) segment.reset();  // before its memory is needed again
  if (!segment) segment = begin_segment(database, definition, limits);
  SampleTerms samples;
  {
    ShadowTables tables(database, definition, limits.storage);
    samples = insert_segment(*segment, tables);
  }
  if (finds_samples(database, definition.table, samples)) return samples;
  return Unsupported{std::string(k_misread)};
}

}  // namespace

WriteLimits default_limits(Storage storage) {
  return {std::clamp(std::thread::hardware_concurrency(), 1U, k_max_threads), k_memory_bytes, storage};
}

std::variant<SampleTerms, Unsupported> write_index(SQLite::Database& database, const std::string& table,
                                                   const WriteLimits& limits, EarlyIndex early) {
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
