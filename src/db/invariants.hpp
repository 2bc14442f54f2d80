// Invariants: what must hold between the rows of any litdex database, each told by one query.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::db {

/// One query of schema/checks.sql. It returns no row when all is well, else one column: the row that is wrong, in words
/// ("paper 12").
struct Invariant {
  std::string name;      ///< papers_have_records
  std::string sentence;  ///< what must hold, for people
  std::string sql;
};

/// The queries of a text in the form of schema/checks.sql: a line "-- name: sentence", then SQL up to a line that
/// ends in a semicolon. Other comment lines between them say what they like.
std::vector<Invariant> parse_invariants(std::string_view text);

/// The compiled-in ones, in the order in which they are written.
std::vector<Invariant> invariants();

/// The rows that break `invariant`, at most `limit`. Throws SQLite::Exception.
std::vector<std::string> find_violations(SQLite::Database& database, const Invariant& invariant, std::size_t limit);

}  // namespace litdex::db
