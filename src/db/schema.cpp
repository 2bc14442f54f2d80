// The schema of a database as it is, and where it differs from what the migrations build.
// SPDX-License-Identifier: MIT
#include "db/schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "db/sql_text.hpp"

namespace litdex::db {
namespace {

// Tables and indexes whose names begin with sqlite_ are SQLite's own: statistics, and the indexes behind PRIMARY KEY
// and UNIQUE. It makes no such trigger or view; whoever wrote one in wanted it overlooked.
// An index is plain that only holds columns, in an order of SQLite's own. A unique one refuses rows; one on an
// expression or with a condition runs it with every row that is written; another order may be one that we do not have.
constexpr const char* k_sql_objects = R"(
SELECT type, name, tbl_name, sql,
  type = 'index'
    AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.tbl_name) AS l WHERE l.name = m.name AND (l."unique" OR l.partial))
    AND NOT EXISTS (SELECT 1 FROM pragma_index_xinfo(m.name) AS c
                    WHERE c."key" AND (c.cid = -2 OR c.coll COLLATE NOCASE NOT IN ('BINARY', 'NOCASE', 'RTRIM')))
FROM sqlite_master AS m
WHERE NOT (type IN ('table', 'index') AND name LIKE 'sqlite\_%' ESCAPE '\') ORDER BY name)";

/// The tables in which FTS5 keeps the index of a virtual table: its name and one of these
/// (https://www.sqlite.org/fts5.html, "FTS5 Data Structures").
constexpr std::array k_shadow_suffixes = {"_config", "_content", "_data", "_docsize", "_idx"};

constexpr std::string_view k_create_virtual_table = "create virtual table";

std::set<std::string> shadow_names(std::span<const SchemaObject> objects) {
  std::set<std::string> names;
  for (const SchemaObject& object : objects) {
    const std::string_view start = std::string_view(object.sql).substr(0, k_create_virtual_table.size());
    if (base::ascii_lower(start) != k_create_virtual_table) continue;
    for (const char* suffix : k_shadow_suffixes) names.insert(object.name + suffix);
  }
  return names;
}

const SchemaObject* find_object(std::span<const SchemaObject> objects, const std::string& name) {
  const auto object =
      std::lower_bound(objects.begin(), objects.end(), name,
                       [](const SchemaObject& o, const std::string& wanted) { return o.name < wanted; });
  return object == objects.end() || object->name != name ? nullptr : &*object;
}

/// In lower case: to SQLite, PAPERS is papers, and it writes down the table of a trigger as it was typed.
std::set<std::string> names_in(std::span<const SchemaObject> expected) {
  std::set<std::string> names = shadow_names(expected);
  for (const SchemaObject& object : expected) names.insert(base::ascii_lower(object.name));
  return names;
}

/// Whether an added object takes part in what is done to `our_tables`.
bool reaches_in(const SchemaObject& object, const std::set<std::string>& our_tables) {
  const bool takes_part = object.type == "trigger" || (object.type == "index" && !object.is_plain_index);
  return takes_part && our_tables.contains(base::ascii_lower(object.table));
}

}  // namespace

std::vector<SchemaObject> schema_objects(SQLite::Database& database) {
  std::vector<SchemaObject> objects;
  SQLite::Statement query(database, k_sql_objects);
  while (query.executeStep()) {
    objects.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                       canonical_sql(query.getColumn(3).getString()), query.getColumn(4).getInt() != 0});
  }
  const std::set<std::string> shadows = shadow_names(objects);
  std::erase_if(objects,
                [&](const SchemaObject& object) { return object.type == "table" && shadows.contains(object.name); });
  return objects;
}

std::vector<std::string> canonical_schema(SQLite::Database& database) {
  std::vector<std::string> lines;
  for (const SchemaObject& object : schema_objects(database)) {
    lines.push_back(fmt::format("{} {}: {}", object.type, object.name, object.sql));
  }
  return lines;
}

std::vector<SchemaObject> expected_schema(int version, std::span<const Migration> available) {
  SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE);
  for (const Migration& migration : available) {
    if (migration.version <= version) memory.exec(migration.sql);
  }
  return schema_objects(memory);
}

OwnNames::OwnNames(int version, std::span<const Migration> available)
    : m_names(names_in(expected_schema(version, available))) {}

bool OwnNames::contains(const std::string& name) const { return m_names.contains(base::ascii_lower(name)); }

std::string SchemaDrift::message() const {
  switch (kind) {
    case DriftKind::changed: return fmt::format("{} {} is not as litdex made it", type, base::printable(name));
    case DriftKind::missing: return fmt::format("{} {} is missing", type, name);
    case DriftKind::foreign:
      return fmt::format("{} {} on table {} is not of litdex", type, base::printable(name), base::printable(table));
  }
  return {};
}

std::vector<SchemaDrift> schema_drift(std::span<const SchemaObject> expected, std::span<const SchemaObject> found) {
  std::vector<SchemaDrift> drifts;
  for (const SchemaObject& ours : expected) {
    const SchemaObject* theirs = find_object(found, ours.name);
    if (theirs != nullptr && *theirs == ours) continue;
    drifts.push_back({theirs == nullptr ? DriftKind::missing : DriftKind::changed, ours.type, ours.name, ours.table});
  }
  const std::set<std::string> our_tables = names_in(expected);
  const std::set<std::string> shadows = shadow_names(expected);
  for (const SchemaObject& theirs : found) {
    if (find_object(expected, theirs.name) != nullptr) continue;
    if (shadows.contains(theirs.name)) {
      drifts.push_back({DriftKind::changed, "table", theirs.name, theirs.table});
      continue;
    }
    if (!reaches_in(theirs, our_tables)) continue;
    drifts.push_back({DriftKind::foreign, theirs.type, theirs.name, theirs.table});
  }
  return drifts;
}

std::vector<SchemaDrift> schema_drift(SQLite::Database& database, std::span<const Migration> available) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  return schema_drift(expected_schema(version, available), schema_objects(database));
}

std::string drift_summary(std::span<const SchemaDrift> drifts) {
  std::string summary;
  for (const SchemaDrift& drift : drifts.first(std::min(drifts.size(), k_max_named_drifts))) {
    if (!summary.empty()) summary += "; ";
    summary += drift.message();
  }
  if (drifts.size() > k_max_named_drifts) summary += fmt::format("; and {} more", drifts.size() - k_max_named_drifts);
  return summary;
}

}  // namespace litdex::db
