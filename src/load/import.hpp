// Import: dumps in, one database out.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace litdex::load {

struct ImportOptions {
  /// Paths of dumps; "-" is standard input.
  std::vector<std::string> inputs;
  /// The format of all inputs; empty: detected for each.
  std::string format;
  /// Records a batch: what a rerun after a crash repeats at most, against what a commit costs.
  std::size_t batch_records = 5000;
};

/// What one stream gave.
struct DumpReport {
  std::string name;
  std::string format;
  /// The stream was imported before, whole, by this reader: nothing was done.
  bool already_known = false;
  std::uint64_t bytes = 0;
  std::uint64_t record_count = 0;
  std::uint64_t new_count = 0;
  std::uint64_t updated_count = 0;
  std::uint64_t unchanged_count = 0;
  std::uint64_t duplicate_count = 0;
  std::uint64_t reject_count = 0;
  std::uint64_t doubtful_count = 0;      ///< records in doubt
  std::uint64_t doubtful_cut_count = 0;  ///< of them those whose own end is doubtful
  std::uint64_t record_bytes = 0;
  std::uint64_t reject_bytes = 0;
  std::uint64_t frame_bytes = 0;
  std::uint64_t blank_bytes = 0;
};

struct ImportReport {
  std::vector<DumpReport> dumps;
  std::int64_t papers_before = 0;
  std::int64_t papers_after = 0;
  /// Papers that the table `corrections` changed.
  std::uint64_t corrected_count = 0;
  /// The database was made by this run.
  bool created = false;
};

/// Called from time to time with the stream's name, the bytes read so far, and its size where known (else 0).
using ProgressCallback = std::function<void(const std::string& name, std::uint64_t bytes, std::uint64_t size_or_zero,
                                            std::uint64_t records)>;

/// Imports all inputs into the database at `database_path`, which is made if absent. Throws Error; what was committed
/// before it stays.
ImportReport import_dumps(const std::filesystem::path& database_path, const ImportOptions& options,
                          const ProgressCallback& progress);

/// Makes the papers of the database at `database_path` what its table `corrections` says, and returns how many changed.
/// Nothing is written when none does. Throws Error as import_dumps does, and where there is no database.
std::uint64_t apply_corrections(const std::filesystem::path& database_path);

}  // namespace litdex::load
