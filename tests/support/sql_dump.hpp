// A database as one SQL text: to be kept in the tree, and to be compared.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <string>

namespace litdex::test {

/// SQL that makes the same database in any SQLite with FTS5: objects as they were written, rows in the order of their
/// keys, the full-text index built from its content. When a step was applied, and by which litdex, is left out. Two
/// databases with the same dump say the same.
std::string sql_dump(SQLite::Database& database);

/// Makes the database at `path`, which is not there yet, from a dump.
void load_dump(const std::filesystem::path& path, const std::string& dump);

}  // namespace litdex::test
