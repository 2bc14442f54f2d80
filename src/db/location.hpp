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
/// there is none, not_litdex when it is no regular file, io when its permissions do not suffice.
std::filesystem::path existing_file(const std::filesystem::path& typed, Need need);

}  // namespace litdex::db
