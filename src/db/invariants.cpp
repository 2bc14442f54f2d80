// Invariants: what must hold between the rows of any litdex database, each told by one query.
// SPDX-License-Identifier: MIT
#include "db/invariants.hpp"

#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <optional>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace litdex::db {
namespace {

/// The invariant that a line "-- name: sentence" begins.
std::optional<Invariant> read_title(std::string_view line) {
  constexpr std::string_view k_mark = "-- ";
  if (!line.starts_with(k_mark)) return std::nullopt;
  line.remove_prefix(k_mark.size());
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view name = line.substr(0, colon);
  const auto is_name = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  if (!std::all_of(name.begin(), name.end(), is_name)) return std::nullopt;
  return Invariant{std::string(name), std::string(line.substr(colon + 2)), {}};
}

}  // namespace

std::vector<Invariant> parse_invariants(std::string_view text) {
  std::vector<Invariant> invariants;
  std::optional<Invariant> current;
  for (const std::string_view line : base::split(text, '\n')) {
    if (!current) {
      current = read_title(line);
      continue;
    }
    current->sql += std::string(line) + '\n';
    if (!line.ends_with(';')) continue;
    invariants.push_back(std::move(*current));
    current = std::nullopt;
  }
  return invariants;
}

std::vector<Invariant> invariants() { return parse_invariants(base::embedded_text("schema/checks.sql")); }

std::vector<std::string> find_violations(SQLite::Database& database, const Invariant& invariant, std::size_t limit) {
  std::vector<std::string> rows;
  SQLite::Statement query(database, invariant.sql);
  while (rows.size() < limit && query.executeStep()) rows.push_back(query.getColumn(0).getString());
  return rows;
}

}  // namespace litdex::db
