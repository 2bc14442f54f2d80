// Upgrading a database: lock, backup, migrations.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

#include "base/file.hpp"
#include "db/migration.hpp"

namespace litdex::db {

enum class Backup : std::uint8_t { make, decline };

struct UpgradeReport {
  int applied_count = 0;
  int version = 0;                              ///< of the schema, now
  std::optional<std::filesystem::path> backup;  ///< the database as it was; none where nothing was to be applied
  std::size_t seed_count = 0;                   ///< lists of reference rows that were brought in
};

/// Brings the database at `path` up to the last of `available`, after a backup unless that is declined. Throws Error as
/// open_for_migration, make_backup and migrate do, and Error(busy) while another litdex writes it; the database is
/// then as the last step that was applied whole has left it, as it is after a signal.
UpgradeReport upgrade_database(const std::filesystem::path& path, Backup backup,
                               std::span<const Migration> available = available_migrations(),
                               const base::LockWait& wait = {});

}  // namespace litdex::db
