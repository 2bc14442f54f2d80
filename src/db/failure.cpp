// What SQLite reports, told as our errors.
// SPDX-License-Identifier: MIT
#include "db/failure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>

#include "base/text.hpp"
#include "db/hints.hpp"

namespace litdex::db {
namespace {

using base::ExitCode;

struct Failure {
  int sqlite_code;
  ExitCode code;
  std::string_view what;  ///< follows the path
  std::string_view hint;
};

constexpr std::string_view k_try_again = "try again when it is done";
constexpr std::string_view k_io_hint = "look at the permissions of the file and its directory, and at the disk";

// The codes that are not in the table cannot be anybody's fault but ours.
constexpr std::array k_failures = {
    Failure{SQLITE_BUSY, ExitCode::busy, "is in use by another program", k_try_again},
    Failure{SQLITE_LOCKED, ExitCode::busy, "is in use by another program", k_try_again},
    Failure{SQLITE_PROTOCOL, ExitCode::busy, "is in use by another program", k_try_again},
    Failure{SQLITE_CORRUPT, ExitCode::bad_data, "is damaged", k_hint_damaged},
    Failure{SQLITE_NOTADB, ExitCode::bad_data, "is damaged", k_hint_damaged},
    Failure{SQLITE_FORMAT, ExitCode::bad_data, "is damaged", k_hint_damaged},
    Failure{SQLITE_FULL, ExitCode::io, "cannot grow", "make room on its disk and run it again"},
    Failure{SQLITE_READONLY, ExitCode::io, "cannot be written", k_io_hint},
    Failure{SQLITE_CANTOPEN, ExitCode::io, "cannot be opened", k_io_hint},
    Failure{SQLITE_PERM, ExitCode::io, "cannot be opened", k_io_hint},
    Failure{SQLITE_IOERR, ExitCode::io, "cannot be read or written", k_io_hint},
};

const Failure* find_failure(const SQLite::Exception& exception) {
  const int primary = exception.getErrorCode() & 0xff;
  for (const Failure& failure : k_failures) {
    if (failure.sqlite_code == primary) return &failure;
  }
  return nullptr;
}

}  // namespace

ExitCode exit_code_for(const SQLite::Exception& exception, ExitCode otherwise) {
  const Failure* failure = find_failure(exception);
  return failure == nullptr ? otherwise : failure->code;
}

base::Error database_error(const SQLite::Exception& exception, std::string_view path) {
  const Failure* failure = find_failure(exception);
  if (failure == nullptr) {
    return {ExitCode::bug, fmt::format("{}: SQLite reports: {}", base::printable(path), exception.what())};
  }
  return {failure->code, fmt::format("{} {}: {}", base::printable(path), failure->what, exception.what()),
          std::string(failure->hint)};
}

}  // namespace litdex::db
