// What to do, where several messages say the same.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/command_line.hpp"

namespace litdex::db {

inline constexpr auto k_hint_newer = "use the litdex that made it, or a newer one; any SQL client can read it";
inline constexpr auto k_hint_damaged = "get the file again, or import its dumps into a new one";
inline constexpr auto k_hint_import_again = "import the dumps again into a new database";
inline constexpr auto k_hint_foreign = "name the file of a litdex database; litdex writes into no other";

/// For the database at `path`, whose full-text index is not what it should be.
inline std::string hint_to_reindex(std::string_view path) {
  return "litdex reindex" + base::database_option(path) + " makes it anew";
}

}  // namespace litdex::db
