// `build`: the full-text index from the papers.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <string_view>

#include "base/file.hpp"

namespace litdex::index {

/// Makes papers_fts anew from papers, whatever it held before, as one optimized segment. Runs in the transaction that
/// is open, or in one of its own.
void build(SQLite::Database& database);

/// Throws Error(bad_data) unless papers_fts equals what papers say (FTS5's rank-1 integrity check). `path` is for the
/// hint.
void verify(SQLite::Database& database, std::string_view path);

/// Rebuilds the index of the database at `path`, whole or not at all. Returns how many papers it holds.
std::int64_t reindex(const std::filesystem::path& path, const base::LockWait& wait = {});

}  // namespace litdex::index
