// A copy of a database as it is before an upgrade.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>

namespace litdex::db {

/// Copies `database` to a file beside it and returns where that is: "papers.db.v1.backup", where 1 is its schema
/// version. The copy is made in a scratch file, checked page by page, synced, and only then gets its name. It replaces
/// nothing: where that name is taken by anything but the same bytes, it is "papers.db.v1.backup-2", and so on.
/// Throws Error(bad_data) when the copy does not pass the check, since then neither does the database, and
/// Error(cannot_create) when it cannot be written; nothing is left behind then.
std::filesystem::path make_backup(SQLite::Database& database);

}  // namespace litdex::db
