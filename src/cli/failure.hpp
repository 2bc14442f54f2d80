// What ends a run, said to a person and as an exit code.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace litdex::cli {

/// The error of SQLite that nobody on the way up had a better word for, as one of ours.
base::Error from_sqlite(const SQLite::Exception& exception, std::string_view database_path);

/// The lines that standard error gets: the message, the position and the hint where there are any. Text of others in
/// them is escaped.
std::string failure_text(const base::Error& error);

/// The page docs/errors.md: exit codes, what errors of SQLite become, and why bytes are rejected.
std::string errors_page();

}  // namespace litdex::cli
