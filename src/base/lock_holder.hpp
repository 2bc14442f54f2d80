// Which process holds a lock on a file, as far as the system tells.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace litdex::base {

enum class LockKind : std::uint8_t {
  whole_file,  ///< FileLock
  writing,     ///< of SQLite
  reading,     ///< of SQLite
};

/// " (process 4711, since 2026-01-31T23:59:59Z: litdex import dump.txt)" for another process that holds such a lock on
/// the file at `path`: the time is that of its start, the command as far as one may see it. Empty where there is none
/// or the system does not tell. Opens no file but those of /proc.
std::string lock_holder(const std::filesystem::path& path, LockKind kind);

}  // namespace litdex::base
