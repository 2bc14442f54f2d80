// The rows of a shipped file: only what the dumps say, numbered anew in canonical order.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

namespace litdex::ship {

/// Copies every table of `source` into the empty tables of `target`. Makes temporary tables in `source`
/// (db::number_canonically), which must have been opened in a transaction of its own.
void copy_tables(SQLite::Database& source, SQLite::Database& target);

}  // namespace litdex::ship
