// Which migrations a database still needs, and whether it is one that may have them.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <span>
#include <string_view>
#include <vector>

#include "db/migration.hpp"

namespace litdex::db {

/// The steps that `database` still needs; they point into `available`. Only reads. Throws Error(not_litdex) for what
/// plan_migrations refuses, a database of another program, and one that contradicts itself about its version.
std::vector<const Migration*> pending_migrations(SQLite::Database& database, std::span<const Migration> available);

/// Throws Error(not_litdex) unless all of `available` and nothing else is applied. Only reads. `path` is for the hint.
void require_current(SQLite::Database& database, std::string_view path, std::span<const Migration> available);

}  // namespace litdex::db
