// The schema of a database as it is, and where it differs from what the migrations build.
// SPDX-License-Identifier: MIT
#include "db/schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "db/migration.hpp"
#include "db/sql_text.hpp"

namespace litdex::db {
namespace {

// Names that begin with sqlite_ are SQLite's own: statistics, and the indexes behind PRIMARY KEY and UNIQUE.
constexpr const char* k_sql_objects = R"(
SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name)";

/// The tables in which FTS5 keeps the index of a virtual table: its name and one of these
/// (https://www.sqlite.org/fts5.html, "FTS5 Data Structures").
constexpr std::array k_shadow_suffixes = {"_config", "_content", "_data", "_docsize", "_idx"};

std::set<std::string> shadow_names(std::span<const SchemaObject> objects) {
  std::set<std::string> names;
  for (const SchemaObject& object : objects) {
    if (!base::ascii_lower(object.sql).starts_with("create virtual table")) continue;
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

/// Whether an added object takes part in what is done to `expected`.
bool reaches_in(const SchemaObject& object, std::span<const SchemaObject> expected) {
  if (find_object(expected, object.table) == nullptr) return false;
  return object.type == "trigger" ||
         (object.type == "index" && base::ascii_lower(object.sql).starts_with("create unique"));
}

}  // namespace

std::vector<SchemaObject> schema_objects(SQLite::Database& database) {
  std::vector<SchemaObject> objects;
  SQLite::Statement query(database, k_sql_objects);
  while (query.executeStep()) {
    objects.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                       canonical_sql(query.getColumn(3).getString())});
  }
  const std::set<std::string> shadows = shadow_names(objects);
  std::erase_if(objects, [&](const SchemaObject& object) { return shadows.contains(object.name); });
  return objects;
}

std::vector<std::string> canonical_schema(SQLite::Database& database) {
  std::vector<std::string> lines;
  for (const SchemaObject& object : schema_objects(database)) {
    lines.push_back(fmt::format("{} {}: {}", object.type, object.name, object.sql));
  }
  return lines;
}

std::vector<SchemaObject> expected_schema(int version) {
  SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE);
  for (const Migration& migration : available_migrations()) {
    if (migration.version <= version) memory.exec(migration.sql);
  }
  return schema_objects(memory);
}

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
  for (const SchemaObject& theirs : found) {
    if (find_object(expected, theirs.name) != nullptr || !reaches_in(theirs, expected)) continue;
    drifts.push_back({DriftKind::foreign, theirs.type, theirs.name, theirs.table});
  }
  return drifts;
}

std::vector<SchemaDrift> schema_drift(SQLite::Database& database) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  return schema_drift(expected_schema(version), schema_objects(database));
}

}  // namespace litdex::db
