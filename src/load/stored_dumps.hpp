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
  std::string format;
  std::uint64_t bytes = 0;
  std::uint64_t record_count = 0;
  std::uint64_t reject_count = 0;
};

/// A stream that was read to its end.
struct WholeStream {
  std::string sha256;
  std::string format;
};

/// The dumps that `text` names: one by its number, its name, "archive: name" or eight digits or more of its SHA-256; or
/// all members of an archive by the archive's name. Empty when there is none; throws Error(usage) when it may be one or
/// the other.
std::vector<StoredDump> find_dumps(SQLite::Database& database, const std::string& text);

/// The dumps that any of `names` names, once each, by number. Throws Error(usage) when one names none, and as
/// find_dumps does.
std::vector<StoredDump> dumps_named(SQLite::Database& database, const std::vector<std::string>& names);

/// The number of the latest reading of a whole stream by the format's reader of `version`, if there is one.
std::optional<std::int64_t> latest_reading(SQLite::Database& database, const WholeStream& stream, int version);

/// What the database says now of dumps that were looked up before: those that are still there.
std::vector<StoredDump> dumps_numbered(SQLite::Database& database, const std::vector<StoredDump>& dumps);

/// What the database has of a whole stream besides its reading `except`: those of the format's readers before
/// `version`, and those that were cut off.
std::vector<StoredDump> earlier_readings(SQLite::Database& database, const WholeStream& stream, int version,
                                         std::int64_t except);

/// Whether any dump of the format has not been read to its end.
bool has_unfinished_dumps(SQLite::Database& database, const std::string& format);

/// Whether a reader of the format before `version` has read any dump.
bool has_earlier_readings(SQLite::Database& database, const std::string& format, int version);

}  // namespace litdex::load
