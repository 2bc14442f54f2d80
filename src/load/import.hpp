// Import: dumps in, one database out.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "format/format.hpp"
#include "index/index.hpp"
#include "load/import_report.hpp"
#include "load/provenance.hpp"
#include "load/target.hpp"
#include "source/limits.hpp"
#include "source/listing.hpp"
#include "source/skipped.hpp"

namespace litdex::load {

/// Whether one input that cannot be read ends the run.
enum class OnFailure : std::uint8_t { go_on, stop };

struct ImportOptions {
  /// Paths of dumps, directories of them, patterns; "-" is standard input (source::list_inputs).
  std::vector<std::string> inputs;
  /// The format of all streams; empty: detected for each.
  std::string format;
  /// Records a batch: what a rerun after a crash repeats at most, against what a commit costs.
  std::size_t batch_records = 5000;
  /// Records of each stream that are read at most.
  std::uint64_t max_records = UINT64_MAX;
  source::Limits limits;
  format::ReadOptions read;
  /// Kept with every dump of the run; of a known one those that nobody had stated.
  DumpFacts facts;
  OnFailure on_failure = OnFailure::go_on;
  /// Streams that the database has whole are read like new ones, and take the place of their earlier readings.
  bool again = false;
  /// Everything is read and nothing is written: no database, no lock, no file.
  bool dry_run = false;
  /// Dumps to be forgotten once all inputs are in (find_dumps); none of them is when one is not read to its end.
  std::vector<std::string> replaced;
  /// Who makes the index, where a whole one is made.
  index::Builder builder = index::Builder::own;
  /// While another litdex writes the database.
  base::LockWait wait;
  Notice notice;
};

/// How far an import is. Bytes of inputs are counted as they lie in the files, packed or not.
struct ImportProgress {
  std::string name;  ///< of the stream
  std::size_t input_number = 0;
  std::size_t input_count = 0;
  std::uint64_t bytes_read = 0;            ///< of all inputs so far
  std::optional<std::uint64_t> bytes_all;  ///< of all inputs; none where one does not say
  std::uint64_t records = 0;               ///< of all streams so far
  std::uint64_t rejects = 0;
  bool is_indexing = false;  ///< all was read, and the index is being made
};

/// Who wants to know what happens while it does.
struct ImportEvents {
  std::function<void(const ImportProgress&)> progress = [](const ImportProgress&) {};
  std::function<void(const source::Failure&)> failed = [](const source::Failure&) {};
};

/// Imports all inputs into the database at `database_path`, which is made if absent and if there is a dump to put into
/// it. An input that cannot be read is reported; the run goes on unless options.on_failure says otherwise. Throws Error
/// for what is about the database; what was committed before stays. After base::note_signal it commits the records that
/// it has read whole and ends as base::interruption says; a database that is made in a scratch file is given up at
/// once. With options.dry_run nothing is written, and the report holds what can be said without.
ImportReport import_dumps(const std::filesystem::path& database_path, const ImportOptions& options,
                          const ImportEvents& events = {});

/// Makes the papers of the database at `database_path` what its table `corrections` says. Nothing is written
/// when no paper changes. Throws Error as import_dumps does, and where there is no database.
CorrectionReport apply_corrections(const std::filesystem::path& database_path, const base::LockWait& wait = {});

}  // namespace litdex::load
