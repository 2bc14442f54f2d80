// Our own writing of a full-text index against FTS5's, in turn, on copies of the same database.
// index DATABASE WORK-FOLDER [ROUNDS]
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "index/index.hpp"

namespace {

using namespace litdex;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// What one way of building is measured by.
struct Way {
  const char* name;
  index::Builder builder;
  fs::path file;
  std::vector<double> seconds = {};
  std::vector<double> processor_seconds = {};
  double peak_mib = 0;
};

double time_build(const fs::path& path, index::Builder builder) {
  SQLite::Database database = db::open_database(path, db::Access::scratch);
  const auto begin = Clock::now();
  index::build(database, builder);
  return seconds_since(begin);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Builds in a process of its own, whose memory can be told from that of others.
void measure(Way& way) {
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    const double seconds = time_build(way.file, way.builder);
    const bool is_told = write(pipe_ends[1], &seconds, sizeof seconds) == sizeof seconds;
    _exit(is_told ? 0 : 1);
  }
  double seconds = 0;
  close(pipe_ends[1]);
  if (read(pipe_ends[0], &seconds, sizeof seconds) != sizeof seconds) throw std::runtime_error("building failed");
  close(pipe_ends[0]);
  rusage usage{};
  wait4(child, nullptr, 0, &usage);
  way.seconds.push_back(seconds);
  const auto seconds_of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  way.processor_seconds.push_back(seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
  way.peak_mib = std::max(way.peak_mib, static_cast<double>(usage.ru_maxrss) / 1024);
}

double index_mb(SQLite::Database& database) {
  return database
             .execAndGet(
                 "SELECT (SELECT sum(length(block)) FROM papers_fts_data) +"
                 " (SELECT sum(length(term) + 8) FROM papers_fts_idx)")
             .getDouble() /
         1e6;
}

/// The least time of some runs of a search, in milliseconds.
double time_search(SQLite::Database& database, const std::string& expression) {
  double best = 1e9;
  for (int run = 0; run < 7; ++run) {
    const auto begin = Clock::now();
    SQLite::Statement search(database, "SELECT rowid FROM papers_fts WHERE papers_fts MATCH ? ORDER BY rank LIMIT 10");
    search.bind(1, expression);
    while (search.executeStep()) continue;
    best = std::min(best, seconds_since(begin) * 1e3);
  }
  return best;
}

void print_searches(const std::vector<Way>& ways) {
  for (const char* const expression :
       {"graphene", "dark AND matter", "\"neural network\"", "authors : smith", "the", "quant*"}) {
    std::cout << fmt::format("{:>20}", expression);
    for (const Way& way : ways) {
      SQLite::Database database = db::open_database(way.file, db::Access::read);
      std::cout << fmt::format("  {} {:7.2f} ms", way.name, time_search(database, expression));
    }
    std::cout << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::cerr << "usage: index DATABASE WORK-FOLDER [ROUNDS]\n";
    return 64;
  }
  db::prepare_for_bulk_work();
  const fs::path folder = argv[2];
  const int rounds = argc == 4 ? std::stoi(argv[3]) : 5;
  std::vector<Way> ways = {{"own", index::Builder::own, folder / "own.db"},
                           {"FTS5", index::Builder::stock, folder / "stock.db"}};
  for (const Way& way : ways) fs::copy_file(argv[1], way.file, fs::copy_options::overwrite_existing);
  for (int round = 0; round < rounds; ++round) {
    for (Way& way : ways) measure(way);
  }
  for (const Way& way : ways) {
    SQLite::Database database = db::open_database(way.file, db::Access::read);
    const auto [least, most] = std::ranges::minmax(way.seconds);
    std::cout << fmt::format("{:>4}: median {:.2f} s ({:.2f}-{:.2f}), processors {:.2f} s, ", way.name,
                             median(way.seconds), least, most, median(way.processor_seconds));
    std::cout << fmt::format("peak {:.0f} MiB, index {:.1f} MB\n", way.peak_mib, index_mb(database));
  }
  std::cout << fmt::format("ratio of medians: {:.2f}\n\n", median(ways[1].seconds) / median(ways[0].seconds));
  print_searches(ways);
  for (const Way& way : ways) fs::remove(way.file);
  return 0;
}
