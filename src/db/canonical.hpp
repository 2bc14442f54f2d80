// The canonical order of rows: by natural identifiers, the same whatever order they arrived in.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

namespace litdex::db {

/// The corrections, and when each was decided: at its made_at; one without it after all that were inserted before it.
inline constexpr auto k_sql_decided_corrections =
    "SELECT *, coalesce(made_at, max(made_at) OVER (ORDER BY correction_id), '') AS decided_at FROM main.corrections";

/// Makes temporary tables that number the rows of `database` from 1 in canonical order; a read-only connection will do.
///   temp.canonical_papers (paper_id, number, key)    by arXiv identifier, then the rest by their lowest identifier
///   temp.canonical_dumps (dump_id, number)           by SHA-256
///   temp.canonical_records (record_id, number, bearer)   by dump and place; bearer is the number of the first record
///                                                    with the same bytes
///   temp.canonical_authors (author_id, number)       by name, family name, given names
///   temp.canonical_corrections (correction_id, number)   as they were decided: the last about each field of a thing
void number_canonically(SQLite::Database& database);

}  // namespace litdex::db
