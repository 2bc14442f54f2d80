// Where a database lies: from what a person typed to a path that SQLite takes literally.
// SPDX-License-Identifier: MIT
#include "db/location.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"

namespace litdex::db {
namespace {

using base::Error;
using base::ExitCode;

std::string_view kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

void require_access(const std::filesystem::path& path, int mode, std::string_view action) {
  if (faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) != 0) throw base::system_error(action, path.native(), errno);
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
    if (errno != ENOENT && errno != ENOTDIR) throw base::system_error("open", typed.native(), errno);
    throw Error(ExitCode::no_input, fmt::format("there is no database at {}", base::printable(typed.native())),
                "make one with: litdex import DUMP, or name another one with --db");
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
  require_access(real, R_OK, "read");
  if (need == Need::writing) {
    require_access(real, W_OK, "write");
    require_access(real.parent_path(), W_OK, "write the journal in");
  }
  return real;
}

}  // namespace litdex::db
