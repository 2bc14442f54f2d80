// The schema of a database as it is, and where it differs from what the migrations build.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "db/migration.hpp"

namespace litdex::db {

/// One object of a schema.
struct SchemaObject {
  std::string type;  ///< table, index, view or trigger
  std::string name;
  std::string table;            ///< the table that an index or trigger is on
  std::string sql;              ///< as canonical_sql makes it
  bool is_plain_index = false;  ///< an index that refuses no row and computes nothing

  friend bool operator==(const SchemaObject&, const SchemaObject&) = default;
};

/// The objects of `database`, ordered by name; without SQLite's own and without the shadow tables of FTS5.
std::vector<SchemaObject> schema_objects(SQLite::Database& database);

/// The same as one line an object.
std::vector<std::string> canonical_schema(SQLite::Database& database);

/// What the migrations build up to `version`.
std::vector<SchemaObject> expected_schema(int version, std::span<const Migration> available = available_migrations());

/// The names that belong to litdex: what the migrations build up to a version, and the tables of its index.
class OwnNames {
 public:
  explicit OwnNames(int version, std::span<const Migration> available = available_migrations());

  [[nodiscard]] bool contains(const std::string& name) const;

 private:
  std::set<std::string> m_names;
};

enum class DriftKind : std::uint8_t {
  changed,  ///< ours, and no longer what it was
  missing,  ///< ours, and gone
  foreign,  ///< not ours, and it reaches into what is ours: a trigger, or an index that is not plain, on our table
};

/// One difference.
struct SchemaDrift {
  DriftKind kind = DriftKind::changed;
  std::string type;
  std::string name;
  std::string table;

  /// One sentence without a full stop: "index papers_by_date is missing".
  [[nodiscard]] std::string message() const;

  friend bool operator==(const SchemaDrift&, const SchemaDrift&) = default;
};

/// Where `found` differs from `expected`, both ordered by name. Pure. Tables, views and plain indexes that somebody
/// added are allowed.
std::vector<SchemaDrift> schema_drift(std::span<const SchemaObject> expected, std::span<const SchemaObject> found);

/// Where `database` differs from what the migrations build up to its user_version.
std::vector<SchemaDrift> schema_drift(SQLite::Database& database,
                                      std::span<const Migration> available = available_migrations());

/// The most differences that drift_summary names.
inline constexpr std::size_t k_max_named_drifts = 20;

/// The differences one by one: "index a is missing; index b is missing".
std::string drift_summary(std::span<const SchemaDrift> drifts);

}  // namespace litdex::db
