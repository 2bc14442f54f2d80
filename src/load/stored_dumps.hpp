// The dumps of a database, as people name them.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace litdex::load {

/// A dump that the database holds.
struct StoredDump {
  std::int64_t dump_id = 0;
  std::string name;
  std::optional<std::string> archive;
  std::optional<std::string> sha256;  ///< none while it is incomplete
  std::uint64_t bytes = 0;
  std::uint64_t record_count = 0;
  std::uint64_t reject_count = 0;
};

/// The dumps that `text` names: one by its name, by "archive: name", by its number or by eight digits or more of its
/// SHA-256; or all members of an archive by the archive's name. Throws Error(usage) when there is none, or when it may
/// be one or the other.
std::vector<StoredDump> dumps_named(SQLite::Database& database, const std::string& text);

/// The dumps that any of `names` names, once each, by number. Throws as dumps_named does.
std::vector<StoredDump> dumps_named_by_any(SQLite::Database& database, const std::vector<std::string>& names);

/// What the database says now of dumps that were looked up before: those that are still there.
std::vector<StoredDump> dumps_numbered(SQLite::Database& database, const std::vector<StoredDump>& dumps);

/// A stream that was read to its end.
struct WholeStream {
  std::string sha256;
  std::string format;
};

/// What the database has of a whole stream besides its latest reading: the readings of the format's readers before
/// `version`, but for the dump `except`, and readings that were cut off.
std::vector<StoredDump> earlier_readings(SQLite::Database& database, const WholeStream& stream, int version,
                                         std::int64_t except);

/// Whether a reader of the format before `version` has read any dump.
bool has_earlier_readings(SQLite::Database& database, const std::string& format, int version);

}  // namespace litdex::load
