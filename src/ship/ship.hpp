// Ship: the released copy of a database, the same bytes from the same dumps.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "index/index.hpp"

namespace litdex::ship {

struct ShipReport {
  std::int64_t papers = 0;
  std::uint64_t bytes = 0;
  std::string sha256;        ///< of the file
  std::string content_hash;  ///< of what it says
  index::BuildReport index;
};

/// Whether an existing file may be replaced.
enum class Overwrite : std::uint8_t { no, yes };

/// Writes the database at `source`, which is only read, to a new file at `target`: papers numbered in canonical order,
/// nothing of the importing machine, index built anew, compact, checked, synced, and only then given its name. Its
/// SHA-256 is put beside it, as `target`.sha256.
/// Throws Error(cannot_create) when `target` or `target`.sha256 exists and `overwrite` says no, or something that
/// litdex did not make lies at a name that it needs on the way; Error(usage) when one of these names is the source
/// itself.
ShipReport ship(const std::filesystem::path& source, const std::filesystem::path& target, Overwrite overwrite,
                index::Builder builder = index::Builder::own);

}  // namespace litdex::ship
