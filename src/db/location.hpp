// Where a database lies: from what a person typed to a path that SQLite takes literally.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace litdex::db {

/// What will be done with the file, hence which permissions it needs.
enum class Need : std::uint8_t { reading, writing };

/// `typed` as an absolute path, so that SQLite never takes it for a URI or a name of its own. Throws Error(usage) for
/// an empty path, ":memory:" and anything that begins with "file:".
std::filesystem::path literal_path(const std::filesystem::path& typed);

/// The regular file that `typed` names, symbolic links resolved. Throws Error: usage as literal_path, no_input when
/// there is none, not_litdex when it is no regular file, bad_data when what SQLite keeps beside it is none, io when its
/// permissions do not suffice or, for writing, when it has a second name.
std::filesystem::path existing_file(const std::filesystem::path& typed, Need need);

/// Throws Error(usage) as literal_path, and Error(cannot_create) when a journal or a write-ahead log of a database of
/// that name lies about: SQLite would take it for a part of the new one.
void require_no_leftovers(const std::filesystem::path& typed);

/// Whether a journal, or a write-ahead log, that is not empty lies beside the file at `real`.
bool has_journal(const std::filesystem::path& real);
bool has_write_ahead_log(const std::filesystem::path& real);

}  // namespace litdex::db
