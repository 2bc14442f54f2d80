// What SQLite reports, told as our errors.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Exception.h>

#include <string_view>

#include "base/error.hpp"

namespace litdex::db {

/// The exit code that stands for what SQLite reports; `otherwise` for what is neither the file's nor the machine's
/// fault.
base::ExitCode exit_code_for(const SQLite::Exception& exception, base::ExitCode otherwise = base::ExitCode::bug);

/// The Error for what SQLite reports of the database at `path`: busy, bad_data or io, with a hint; bug for the rest.
base::Error database_error(const SQLite::Exception& exception, std::string_view path);

}  // namespace litdex::db
