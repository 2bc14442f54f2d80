// Seeds: reference rows that are part of the product, and come with every database.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <span>
#include <vector>

#include "base/embedded.hpp"

namespace litdex::db {

/// The compiled-in seeds, ordered by path.
std::span<const base::EmbeddedFile> embedded_seeds();

/// Those of `seeds` whose text is not the one that the database was last given, in their order. Only reads.
std::vector<const base::EmbeddedFile*> changed_seeds(SQLite::Database& database,
                                                     std::span<const base::EmbeddedFile> seeds);

/// Applies the changed ones, in their order, and keeps their SHA-256 in `about` under "seed:<file name>". To be called
/// in a transaction. Throws SQLite::Exception.
void apply_seeds(SQLite::Database& database, std::span<const base::EmbeddedFile> seeds);

}  // namespace litdex::db
