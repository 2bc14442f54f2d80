// Is this file a dump that the database has whole? Answered by its size and hash alone, without cutting it.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>

#include "format/format.hpp"
#include "load/import_report.hpp"

namespace litdex::load {

/// The files of a run that a database holds as dumps.
class KnownFiles {
 public:
  /// What an import of the file at `path` would say, if a dump that was read to its end has its bytes and today's
  /// reader of its format has read it. `size` is the file's: unless a dump had it too when the run began, the file is
  /// not read, and not known here. `format`: null where it is to be detected. `progress` is told how many bytes were
  /// read so far. Throws Error as source::Input does.
  std::optional<DumpReport> find(SQLite::Database& database, const std::string& path, std::uint64_t size,
                                 const format::Format* format, const std::function<void(std::uint64_t)>& progress);

 private:
  /// Those of whole dumps. There may be as many dumps as files, so they are looked through once.
  std::optional<std::unordered_set<std::uint64_t>> m_sizes;
};

}  // namespace litdex::load
