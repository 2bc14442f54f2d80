// One number for what a database says, whatever order, batches or machine made it.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

namespace litdex::db {

/// SHA-256, as 64 hexadecimal digits, over all rows keyed by natural identifiers: no surrogate number, time, import,
/// outcome or compression is in it (docs/architecture.md, "Content hash").
std::string content_hash(SQLite::Database& database);

}  // namespace litdex::db
