// A database into another file, page by page.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>

namespace litdex::db {

/// Copies `source` into the empty file at `to`, unsynced. Throws SQLite::Exception, SQLITE_BUSY among them, and what
/// base::stop_if_interrupted throws.
void copy_database(SQLite::Database& source, const std::filesystem::path& to);

}  // namespace litdex::db
