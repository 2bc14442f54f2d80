// A small database in which everything is as it should be, written row by row.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

namespace litdex::test {

/// A database in memory with all migrations, seeds and the sample's rows:
/// paper 1 (arXiv 2009.04153: records 1, 4 and 5), paper 2 (a DOI: record 2) and paper 3 (a hash: record 3, in doubt);
/// dump 1 with records 1, 2, a reject and record 3, dump 2 with record 4 (the bytes of record 1) and record 5.
SQLite::Database sample_database();

/// Writes the sample's rows into a database that has all migrations and no paper.
void add_sample(SQLite::Database& database);

}  // namespace litdex::test
