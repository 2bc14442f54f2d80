// Making a new database.
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/failure.hpp"
#include "db/location.hpp"
#include "db/migration.hpp"

namespace litdex::db {
namespace {

using base::Error;
using base::ExitCode;

// Said in full so that the same dumps give the same bytes whatever the library was compiled with.
constexpr const char* k_sql_layout = "PRAGMA page_size = 8192; PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8'";

/// Takes the name: makes the file, or accepts an empty one that is there. Never through a symbolic link.
void claim(const std::filesystem::path& path) {
  const std::string name = base::printable(path.native());
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor >= 0) {
    ::close(descriptor);
    return;
  }
  const int reason = errno;
  if (reason != EEXIST) {
    throw Error(ExitCode::cannot_create, base::system_error("create", path.native(), reason).message(),
                "name a file in a directory that exists and can be written");
  }
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::symlink_status(path, ignored);
  if (!std::filesystem::is_regular_file(status) || std::filesystem::file_size(path, ignored) != 0) {
    throw Error(ExitCode::cannot_create, fmt::format("{} exists already", name), "name another file");
  }
}

}  // namespace

SQLite::Database create_database(const std::filesystem::path& path) {
  const std::filesystem::path literal = literal_path(path);
  require_no_leftovers(path);
  claim(literal);
  try {
    SQLite::Database database(literal.native(), SQLite::OPEN_READWRITE);
    database.exec(k_sql_layout);
    harden(database, Access::scratch);
    allow_views(database);  // nobody else's are in it; migrations look into our own
    migrate(database);
    forbid_views(database);
    return database;
  } catch (const SQLite::Exception& exception) {
    std::error_code ignored;
    std::filesystem::remove(literal, ignored);
    const Error reason = database_error(exception, path.native());
    if (base::is_interruption(reason)) throw Error(reason);
    throw Error(ExitCode::cannot_create,
                fmt::format("cannot make {}: {}", base::printable(path.native()), exception.what()), reason.hint());
  }
}

}  // namespace litdex::db
