// What an import did.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "load/run.hpp"
#include "load/stored_dumps.hpp"
#include "source/listing.hpp"
#include "source/skipped.hpp"

namespace litdex::load {

/// Where a reject stands, and why it is one.
struct RejectNote {
  std::uint64_t line = 0;
  std::uint64_t start = 0;
  std::uint64_t length = 0;
  std::string code;
  std::string message;
};

/// So many rejects of a stream are told of at most; the table has all.
inline constexpr std::size_t k_noted_rejects = 6;

/// What one stream gave.
struct DumpReport {
  std::string name;
  std::string format;
  std::optional<std::string> archive;
  std::optional<std::string> compression;
  /// Of its bytes, when it was read to its end.
  std::optional<std::string> sha256;
  /// Its row in `dumps`, where it was written.
  std::optional<std::int64_t> dump_id;
  /// The database had all of the stream that was read, by this reader: no record was written.
  bool already_known = false;
  /// But it got facts that nobody had stated of it yet.
  bool facts_added = false;
  /// An earlier reading of the stream gave way to this one.
  bool reread = false;
  /// It was read to its end.
  bool is_complete = false;
  std::uint64_t bytes = 0;
  std::uint64_t record_count = 0;
  std::uint64_t new_count = 0;
  std::uint64_t updated_count = 0;
  std::uint64_t unchanged_count = 0;
  std::uint64_t duplicate_count = 0;
  /// Of the updated and unchanged: those that came to their paper by a DOI or the like, not by its arXiv identifier.
  std::uint64_t joined_count = 0;
  /// Those that a dry run found not to be in the database.
  std::uint64_t to_import_count = 0;
  std::uint64_t reject_count = 0;
  std::uint64_t doubtful_count = 0;      ///< records in doubt
  std::uint64_t doubtful_cut_count = 0;  ///< of them those whose own end is doubtful
  std::uint64_t record_bytes = 0;
  std::uint64_t reject_bytes = 0;
  std::uint64_t frame_bytes = 0;
  std::uint64_t blank_bytes = 0;
  /// The first k_noted_rejects.
  std::vector<RejectNote> first_rejects;
};

struct ImportReport {
  std::vector<DumpReport> dumps;
  /// What could not be read, or not to its end, in the order in which that was found.
  std::vector<source::Failure> failed;
  /// Files in directories and members of archives that were passed over.
  std::vector<source::Skipped> skipped;
  std::int64_t papers_before = 0;
  std::int64_t papers_after = 0;
  CorrectionReport corrections;
  /// The dumps that others have replaced.
  std::vector<StoredDump> forgotten;
  bool is_dry_run = false;
  /// The database was made by this run.
  bool created = false;
};

}  // namespace litdex::load
