// What SQLite reports, told as our errors.
// SPDX-License-Identifier: MIT
#include "db/failure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "base/interrupt.hpp"
#include "base/lock_holder.hpp"
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
constexpr std::string_view k_moved_hint =
    "if it was moved, it holds all that was reported as imported: put it back, or name it with --db, and run this "
    "again";
constexpr std::string_view k_write_hint =
    "look at the disk, and at the limit on the size of files (ulimit -f), and run it again";
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
    Failure{SQLITE_READONLY_DBMOVED, ExitCode::io, "was moved, removed or replaced while it was written", k_moved_hint},
    Failure{SQLITE_READONLY, ExitCode::io, "cannot be written", k_io_hint},
    Failure{SQLITE_CANTOPEN, ExitCode::io, "cannot be opened", k_io_hint},
    Failure{SQLITE_PERM, ExitCode::io, "cannot be opened", k_io_hint},
    Failure{SQLITE_IOERR_WRITE, ExitCode::io, "cannot be written", k_write_hint},
    Failure{SQLITE_IOERR, ExitCode::io, "cannot be read or written", k_io_hint},
};

/// With the detail that SQLite gives, where it gives one.
int extended_code(const SQLite::Exception& exception) {
  return std::max(exception.getErrorCode(), exception.getExtendedErrorCode());
}

const Failure* find_failure(const SQLite::Exception& exception) {
  for (const int code : {extended_code(exception), extended_code(exception) & 0xff}) {
    for (const Failure& failure : k_failures) {
      if (failure.sqlite_code == code) return &failure;
    }
  }
  return nullptr;
}

/// Whether a signal ended the statement, or its waiting for a lock.
bool is_by_signal(const SQLite::Exception& exception) {
  const int primary = exception.getErrorCode() & 0xff;
  return base::noted_signal() != 0 && (primary == SQLITE_INTERRUPT || primary == SQLITE_BUSY);
}

/// Whoever keeps others from the database at `path`. With a write-ahead log, who writes has locked the file beside it,
/// and who has it open reads.
std::string holder_of(std::string_view path) {
  std::string holder = base::lock_holder(path, base::LockKind::writing);
  if (holder.empty()) holder = base::lock_holder(std::string(path) + "-shm", base::LockKind::writing);
  return holder.empty() ? base::lock_holder(path, base::LockKind::reading) : holder;
}

}  // namespace

ExitCode exit_code_for(const SQLite::Exception& exception, ExitCode otherwise) {
  if (is_by_signal(exception)) return base::interruption(base::noted_signal()).code();
  const Failure* failure = find_failure(exception);
  return failure == nullptr ? otherwise : failure->code;
}

base::Error database_error(const SQLite::Exception& exception, std::string_view path) {
  if (is_by_signal(exception)) return base::interruption(base::noted_signal());
  const Failure* failure = find_failure(exception);
  if (failure == nullptr) {
    return {ExitCode::bug, fmt::format("{}: SQLite reports: {}", base::printable(path), exception.what())};
  }
  const std::string holder = failure->code == ExitCode::busy ? holder_of(path) : "";
  return {failure->code, fmt::format("{} {}{}: {}", base::printable(path), failure->what, holder, exception.what()),
          std::string(failure->hint)};
}

}  // namespace litdex::db
