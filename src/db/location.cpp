// Where a database lies: from what a person typed to a path that SQLite takes literally.
// SPDX-License-Identifier: MIT
#include "db/location.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "base/command_line.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace litdex::db {
namespace {

using base::Error;
using base::ExitCode;

/// What SQLite keeps beside a database while it is written.
constexpr std::array k_companions = {"-journal", "-wal", "-shm"};

std::string_view kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISLNK(mode)) return "a link";
  return "a device";
}

bool has_bytes(const std::filesystem::path& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return !error && size > 0;
}

/// `name` is what the message calls it.
void require_access(const std::filesystem::path& path, int mode, std::string_view action,
                    const std::filesystem::path& name) {
  if (faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0) return;
  throw Error(ExitCode::io, base::system_error(action, name.native(), errno).message(),
              "look at the permissions of the file and its directory");
}

Error absent(const std::filesystem::path& typed, const std::filesystem::path& path) {
  const std::string name = base::printable(typed.native());
  std::error_code ignored;
  const std::filesystem::path target = std::filesystem::read_symlink(path, ignored);
  if (!target.empty()) {
    return {ExitCode::no_input,
            fmt::format("{} is a link to {}, which is not there", name, base::printable(target.native())),
            "remove the link, or put the database where it points to"};
  }
  return {ExitCode::no_input, fmt::format("there is no database at {}", name),
          fmt::format("make one with: litdex import DUMP{}, or name another one with --db",
                      base::database_option(typed.native()))};
}

/// A journal lies beside one name. Whoever opens the file by another one does not see that it was left half written;
/// and who made a second name may have meant a copy.
void require_single_name(const std::filesystem::path& typed, const struct stat& status) {
  if (status.st_nlink <= 1) return;
  const std::string name = base::printable(typed.native());
  throw Error(ExitCode::io,
              fmt::format("{} has {} names (hard links): what is written by one can be spoiled by the others", name,
                          status.st_nlink),
              fmt::format("give it a file of its own: cp {0} {1} && mv {1} {0}", base::shell_quoted(typed.native()),
                          base::shell_quoted(typed.native() + ".new")));
}

/// SQLite follows no link there either, but says only that it cannot open the file.
void require_plain_companions(const std::filesystem::path& real) {
  for (const char* suffix : k_companions) {
    const std::string name = real.native() + suffix;
    struct stat status {};
    if (lstat(name.c_str(), &status) != 0 || S_ISREG(status.st_mode)) continue;
    throw Error(ExitCode::bad_data,
                fmt::format("{} is {}, which SQLite did not put there", base::printable(name), kind_of(status.st_mode)),
                "remove it");
  }
}

}  // namespace

std::filesystem::path literal_path(const std::filesystem::path& typed) {
  const std::string& text = typed.native();
  if (text.empty()) throw Error(ExitCode::usage, "the path of the database is empty", "name a file, such as papers.db");
  if (text == ":memory:" || text.starts_with("file:")) {
    throw Error(ExitCode::usage, fmt::format("{} is not the path of a file", base::printable(text)),
                fmt::format("name a file, such as papers.db; for a file of exactly that name write ./{}",
                            base::printable(text)));
  }
  std::error_code error;
  std::filesystem::path absolute = std::filesystem::absolute(typed, error);
  if (error) throw base::system_error("find", text, error.value());
  return absolute;
}

std::filesystem::path existing_file(const std::filesystem::path& typed, Need need) {
  const std::filesystem::path path = literal_path(typed);
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) {
      throw Error(ExitCode::io, base::system_error("open", typed.native(), errno).message(),
                  "look at the path, its links and its permissions");
    }
    throw absent(typed, path);
  }
  if (!S_ISREG(status.st_mode)) {
    throw Error(ExitCode::not_litdex,
                fmt::format("{} is {}, not a database", base::printable(typed.native()), kind_of(status.st_mode)),
                "name the file of a litdex database");
  }
  // The journal lies beside the file itself, not beside a link to it.
  std::error_code error;
  std::filesystem::path real = std::filesystem::canonical(path, error);
  if (error) throw base::system_error("find", typed.native(), error.value());
  require_access(real, R_OK, "read", typed);
  require_plain_companions(real);
  if (need == Need::writing) {
    require_access(real, W_OK, "write", typed);
    require_access(real.parent_path(), W_OK, "write the journal in", real.parent_path());
    require_single_name(typed, status);
  }
  return real;
}

void require_no_leftovers(const std::filesystem::path& typed) {
  const std::filesystem::path path = literal_path(typed);
  for (const char* suffix : k_companions) {
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path.native() + suffix, ignored))) continue;
    const bool has_database = std::filesystem::exists(path, ignored);
    throw Error(ExitCode::cannot_create,
                fmt::format("{} belongs to a database that is {}", base::printable(typed.native() + suffix),
                            has_database ? "being replaced" : "not there"),
                has_database ? "open that once, so that it takes it in, or remove both"
                             : "move it back to its database, or remove it");
  }
}

bool has_journal(const std::filesystem::path& real) { return has_bytes(real.native() + "-journal"); }

bool has_write_ahead_log(const std::filesystem::path& real) { return has_bytes(real.native() + "-wal"); }

}  // namespace litdex::db
