// SPDX-License-Identifier: MIT
#include "db/late_indexes.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "db/connection.hpp"

namespace litdex::db {
namespace {

constexpr auto k_sql_find =
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('papers', "
    "'identifiers', 'authors', 'paper_authors', 'paper_categories', 'records')";

constexpr int k_appending_cache_kib = 32 * 1024;

}  // namespace

LateIndexes::LateIndexes(SQLite::Database& database) : m_database(database) {
  set_cache(database, k_appending_cache_kib);
}

void LateIndexes::take_off_all_but(std::span<const std::string> kept) {
  std::vector<Index> found;
  {
    SQLite::Statement indexes(m_database, k_sql_find);
    while (indexes.executeStep()) {
      found.push_back({indexes.getColumn(0).getString(), indexes.getColumn(1).getString()});
    }
  }
  for (Index& index : found) {
    if (std::ranges::find(kept, index.name) != kept.end()) continue;
    m_database.exec(fmt::format("DROP INDEX {}", index.name));
    m_missing.push_back(std::move(index));
  }
}

void LateIndexes::require(std::string_view name) {
  const auto found = std::ranges::find(m_missing, name, &Index::name);
  if (found == m_missing.end()) return;
  build(found);
  set_cache(m_database, k_scratch_cache_kib);
}

void LateIndexes::build_all() {
  while (!m_missing.empty()) build(m_missing.begin());
  set_cache(m_database, k_scratch_cache_kib);
}

void LateIndexes::build(std::vector<Index>::iterator index) {
  m_database.exec(index->sql);
  m_missing.erase(index);
}

}  // namespace litdex::db
