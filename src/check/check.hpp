// Check: is this file what it claims to be?
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <string>
#include <vector>

namespace litdex::check {

/// Something that is wrong.
struct Finding {
  std::string check;   ///< which check found it: integrity, foreign_keys, index, invariants, spans, schema
  std::string object;  ///< the table or row it is about
  std::string message;  ///< one sentence for people
  std::string hint;     ///< what to do
};

/// One check and what it covers, in the order in which they run.
struct CheckInfo {
  std::string_view name;
  std::string_view meaning;
};
std::vector<CheckInfo> checks();

/// Runs all checks on an open database. At most 20 findings a check.
std::vector<Finding> check_database(SQLite::Database& database);

/// Cuts the dump at `dump_path` again and compares every span and hash with what the database has of it.
/// Throws Error(no_input) when the database knows no such stream.
std::vector<Finding> check_dump(SQLite::Database& database, const std::string& dump_path);

}  // namespace litdex::check
