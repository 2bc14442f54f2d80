// Forgetting dumps: out with what only they said.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "load/stored_dumps.hpp"
#include "load/target.hpp"

namespace litdex::load {

struct ForgetReport {
  std::vector<StoredDump> dumps;
  std::int64_t papers_before = 0;
  std::int64_t papers_after = 0;
  /// Papers that are others now, or gone.
  std::uint64_t changed_papers = 0;
};

/// Takes the dumps that `names` name (see dumps_named) out of the database at `database_path`, all or none. Its content
/// is then what importing the other dumps alone gives. Throws Error as import_dumps does, and where there is no
/// database.
ForgetReport forget_dumps(const std::filesystem::path& database_path, const std::vector<std::string>& names,
                          const base::LockWait& wait = {}, const Notice& notice = nullptr);

}  // namespace litdex::load
