// What the steps of the schema's history are, and which of them to apply.
// SPDX-License-Identifier: MIT
#include "db/migration.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "db/hints.hpp"

namespace litdex::db {
namespace {

constexpr std::string_view k_directory = "migrations/";
constexpr std::string_view k_suffix = ".sql";
constexpr std::size_t k_digits = 4;  // 0001_initial.sql: the order of the names is the order of the numbers

constexpr std::string_view k_hint_defect = "this litdex was built from a broken source tree: build it again";
constexpr std::string_view k_hint_new_file = "use the litdex that made it, or import its dumps into a new file";

Migration read_migration(const base::EmbeddedFile& file) {
  const std::string_view stem =
      file.path.substr(k_directory.size(), file.path.size() - k_directory.size() - k_suffix.size());
  Migration migration;
  [[maybe_unused]] const auto [end, error] = std::from_chars(stem.data(), stem.data() + k_digits, migration.version);
  assert(error == std::errc() && end == stem.data() + k_digits && stem[k_digits] == '_' && "NNNN_name.sql");
  migration.name = stem.substr(k_digits + 1);
  migration.sql = file.text;
  migration.sha256 = base::sha256_hex(file.text);
  return migration;
}

std::vector<Migration> read_migrations() {
  std::vector<Migration> migrations;
  for (const base::EmbeddedFile& file : base::embedded_files()) {
    if (file.path.starts_with(k_directory)) migrations.push_back(read_migration(file));
  }
  return migrations;
}

MigrationRefusal refuse(std::string message, std::string_view hint) { return {std::move(message), std::string(hint)}; }

std::string called(int version, std::string_view name) { return fmt::format("migration {:04} ({})", version, name); }

std::optional<MigrationRefusal> check_available(std::span<const Migration> available) {
  for (std::size_t i = 1; i < available.size(); ++i) {
    const Migration& last = available[i - 1];
    const Migration& next = available[i];
    if (next.version == last.version) {
      return refuse(fmt::format("two migrations have the number {:04}: {} and {}", next.version, last.name, next.name),
                    k_hint_defect);
    }
    if (next.version < last.version) {
      return refuse(fmt::format("{} stands after {:04}", called(next.version, next.name), last.version), k_hint_defect);
    }
  }
  return std::nullopt;
}

/// Whether the step that `applied` says was applied is one of `available`, unchanged.
std::optional<MigrationRefusal> check_applied(const AppliedMigration& applied, std::span<const Migration> available) {
  const auto same = std::find_if(available.begin(), available.end(),
                                 [&](const Migration& m) { return m.version == applied.version; });
  const std::string step = called(applied.version, applied.name);
  if (same == available.end()) {
    const int latest = available.empty() ? 0 : available.back().version;
    if (applied.version > latest) {
      return refuse(fmt::format("{} is applied, and this litdex knows migrations up to {:04}: a newer litdex made the "
                                "database",
                                step, latest),
                    k_hint_newer);
    }
    return refuse(fmt::format("{} is applied, and this litdex does not have it", step), k_hint_new_file);
  }
  if (same->name != applied.name) {
    return refuse(fmt::format("{} is applied, and this litdex has {} under that number", step, same->name),
                  k_hint_new_file);
  }
  if (same->sha256 != applied.sha256) {
    return refuse(fmt::format("{} was changed after it was applied: its SHA-256 is {:.12}… here and {:.12}… in the "
                              "database",
                              step, same->sha256, applied.sha256),
                  k_hint_new_file);
  }
  return std::nullopt;
}

}  // namespace

std::span<const Migration> available_migrations() {
  static const std::vector<Migration> k_migrations = read_migrations();
  return k_migrations;
}

MigrationPlan plan_migrations(std::span<const AppliedMigration> applied, std::span<const Migration> available) {
  if (auto refusal = check_available(available)) return *std::move(refusal);
  for (const AppliedMigration& step : applied) {
    if (auto refusal = check_applied(step, available)) return *std::move(refusal);
  }
  std::vector<const Migration*> pending;
  const int highest = applied.empty() ? 0 : applied.back().version;
  for (const Migration& migration : available) {
    const bool is_applied = std::any_of(applied.begin(), applied.end(),
                                        [&](const AppliedMigration& a) { return a.version == migration.version; });
    if (is_applied) continue;
    if (migration.version < highest) {
      return refuse(fmt::format("{} is not applied, and the later {} is", called(migration.version, migration.name),
                                called(highest, applied.back().name)),
                    k_hint_new_file);
    }
    pending.push_back(&migration);
  }
  return pending;
}

std::vector<AppliedMigration> applied_migrations(SQLite::Database& database) {
  std::vector<AppliedMigration> applied;
  if (!database.tableExists("schema_migrations")) return applied;
  SQLite::Statement query(database, "SELECT version, name, sha256, applied_at FROM schema_migrations ORDER BY version");
  while (query.executeStep()) {
    AppliedMigration step{query.getColumn(0).getInt(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                          std::nullopt};
    if (!query.getColumn(3).isNull()) step.applied_at = query.getColumn(3).getString();
    applied.push_back(std::move(step));
  }
  return applied;
}

}  // namespace litdex::db
