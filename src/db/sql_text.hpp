// SQL as text: its canonical form, in which layout and comments play no part, and names.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::db {

/// The tokens of `sql` with one space between them; comments and white space are gone, quoted text is untouched.
/// Two texts that SQLite reads alike except for layout and comments have the same canonical form.
std::string canonical_sql(std::string_view sql);

/// An SQL identifier, quoted.
std::string quoted_name(std::string_view name);

}  // namespace litdex::db
