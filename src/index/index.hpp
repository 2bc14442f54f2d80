// `build`: the full-text index from the papers.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "index/early_rows.hpp"

namespace litdex::index {

/// Who makes a whole index: this program, which is faster, or FTS5.
enum class Builder : std::uint8_t { own, stock };

/// What became of a wish for Builder::own.
struct BuildReport {
  /// That FTS5 made the index all the same, and why, for a person to know; empty if it did not.
  std::string note;
};

/// Makes papers_fts anew from papers, whatever it held before, as one optimized segment. Runs in the transaction that
/// is open, or in one of its own.
BuildReport build(SQLite::Database& database, Builder builder = Builder::own);

/// The same for the database at `path`, which nobody has open. A connection that is opened afterwards looks whether it
/// reads what was written; where it does not, FTS5 makes the index. `early` is what became of the rows that begin_early
/// was given.
BuildReport build_scratch(const std::filesystem::path& path, Builder builder, EarlyIndex early = {});

/// For a database without papers, which are then given to the result as they are written. Nothing where `builder` does
/// without.
std::unique_ptr<EarlyRows> begin_early(SQLite::Database& database, Builder builder);

/// Runs `change`, which inserts rows into papers_fts, and lets FTS5 gather more of them in memory before it writes. In
/// a transaction, so that nothing of it stays where `change` throws.
void with_large_hash(SQLite::Database& database, const std::function<void()>& change);

/// Throws Error(bad_data) unless papers_fts equals what papers say (FTS5's rank-1 integrity check). `path` is for the
/// hint.
void verify(SQLite::Database& database, std::string_view path);

struct ReindexReport {
  std::int64_t papers = 0;
  BuildReport build;
};

/// Rebuilds the index of the database at `path`, whole or not at all, and looks at it as build_scratch does.
ReindexReport reindex(const std::filesystem::path& path, const base::LockWait& wait = {},
                      Builder builder = Builder::own);

}  // namespace litdex::index
