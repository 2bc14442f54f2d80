// The first bytes of an SQLite file: what it is, before anything in it is trusted.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string_view>

namespace litdex::db {

/// What the header of a file says (https://www.sqlite.org/fileformat2.html, section 1.3).
struct FileHeader {
  std::uint64_t file_bytes = 0;
  bool has_magic = false;    ///< begins with "SQLite format 3"
  bool is_complete = false;  ///< all 100 bytes of the header are there
  bool is_wal = false;       ///< what is not in the file yet stands in a write-ahead log
  std::int32_t application_id = 0;
  std::int32_t user_version = 0;
};

/// Reads the header through the file that `database` has opened, without a lock and without reading anything as SQL.
/// A descriptor of our own would do harm: closing it drops every lock that this process holds on the file.
FileHeader read_header(SQLite::Database& database);

/// Whether a file that begins with `bytes`, a hundred at least, is a database that is marked as litdex's.
bool begins_as_litdex(std::string_view bytes);

/// Whether a file that begins with `bytes` is a rollback journal of SQLite (same page, section 3). One that was not
/// synced yet begins with zeros, where its magic and its number of pages will be.
bool begins_as_journal(std::string_view bytes);

}  // namespace litdex::db
