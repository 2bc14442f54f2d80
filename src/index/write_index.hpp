// Writes the whole index of an FTS5 table, in place of FTS5.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <optional>
#include <string>

#include "index/definition.hpp"

namespace litdex::index {

/// What writing an index may use. The index is the same whatever they are.
struct WriteLimits {
  std::size_t threads;       ///< that find tokens; besides the caller's
  std::size_t memory_bytes;  ///< for postings, of all threads; what is more goes to temporary files
};

/// As many threads as there are processors, 4 at most, and 128 MiB.
WriteLimits default_limits();

/// Makes the index of the FTS5 table `table` anew from the table that its rows stand in, as one optimized segment.
/// Returns why not, with nothing changed, where the index is none that this program writes. To be called in a
/// transaction, which must be rolled back when it throws: Error(io) where a temporary file cannot be written, the error
/// of base::stop_if_interrupted, SQLite::Exception.
std::optional<Unsupported> write_index(SQLite::Database& database, const std::string& table,
                                       const WriteLimits& limits = default_limits());

}  // namespace litdex::index
