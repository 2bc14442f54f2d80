// The migration runner with its inputs given, for `migrate` and for tests.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <span>

#include "base/embedded.hpp"
#include "db/migration.hpp"

namespace litdex::db {

/// As `migrate`, with these seeds instead of the compiled-in ones.
int run_migrations(SQLite::Database& database, std::span<const Migration> available,
                   std::span<const base::EmbeddedFile> seeds);

}  // namespace litdex::db
