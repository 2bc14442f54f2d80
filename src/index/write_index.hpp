// Writes the whole index of an FTS5 table, in place of FTS5.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

#include "index/definition.hpp"
#include "index/samples.hpp"
#include "index/segment_thread.hpp"
#include "index/shadow_tables.hpp"

namespace litdex::index {

/// What writing an index may use. The index is the same whatever they are.
struct WriteLimits {
  std::size_t threads = 1;       ///< that find tokens; besides the caller's
  std::size_t memory_bytes = 0;  ///< for postings, of all threads; what is more goes to temporary files
  Storage storage = Storage::rows;
};

/// As many threads as there are processors, 4 at most, and 128 MiB.
WriteLimits default_limits(Storage storage = Storage::rows);

/// Why an index that was written is left to FTS5 after all.
inline constexpr std::string_view k_misread = "FTS5 reads it otherwise than it was written";

/// Makes the index of the FTS5 table `table` anew from the table that its rows stand in, as one optimized segment.
/// Returns terms by which a connection that is opened later can see whether it reads what was written. Or returns why
/// there is no such index: it is of a kind that this program does not write, and is unchanged; or FTS5 does not read
/// what was written, or there are no threads, and FTS5 must make it. `early` was made of its rows while they were
/// written; where those are not all that there are, they are read anew. To be called in a transaction, which must be
/// rolled back when it throws: Error(io) where a temporary file cannot be written, the error of
/// base::stop_if_interrupted, SQLite::Exception.
std::variant<SampleTerms, Unsupported> write_index(SQLite::Database& database, const std::string& table,
                                                   const WriteLimits& limits = default_limits(), EarlyIndex early = {});

}  // namespace litdex::index
