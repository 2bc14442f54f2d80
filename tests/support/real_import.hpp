// Imports by the built program, and what is left of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

namespace litdex::test {

/// Records `first` to `last` of an endless dump in the format arxiver-text, as `import --format arxiver-text` reads it.
std::string dump_of(int first, int last);

/// A number that the database gives for a query.
std::int64_t ask(const std::filesystem::path& database, const std::string& sql);

std::string content_hash_of(const std::filesystem::path& database);

/// What a database with all of `dump` says.
std::string content_hash_of_dump(const std::string& dump);

/// What `check` finds: empty for a sound database.
std::string findings(const std::filesystem::path& database);

/// The names in `folder` that begin with that of the database papers.db.
std::set<std::string> database_files(const std::filesystem::path& folder);

}  // namespace litdex::test
