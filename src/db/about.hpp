// The table `about`: facts about the file, one row each.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>

namespace litdex::db {

/// The fact kept under `key`, if there is one.
std::optional<std::string> read_fact(SQLite::Database& database, const std::string& key);

/// Keeps `value` under `key`; writes nothing when it stands there already.
void write_fact(SQLite::Database& database, const std::string& key, const std::string& value);

/// Takes away what is kept under `key`.
void delete_fact(SQLite::Database& database, const std::string& key);

/// What a shipped file says of its own content: no longer true once that changes.
inline constexpr auto k_content_hash_key = "content_hash";

/// Writes what follows from the schema itself: schema_version, tokenizer, min_sqlite.
void write_facts(SQLite::Database& database);

}  // namespace litdex::db
