// SPDX-License-Identifier: MIT
#include "db/backup.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "db/connection.hpp"
#include "db/copy.hpp"
#include "db/failure.hpp"
#include "db/header.hpp"
#include "db/hints.hpp"

namespace litdex::db {
namespace {

namespace fs = std::filesystem;

using base::Error;
using base::ExitCode;

constexpr auto k_scratch_suffix = "making";
constexpr std::streamsize k_block_bytes = 65536;

Error cannot_back_up(std::string_view reason) {
  return {ExitCode::cannot_create, fmt::format("cannot make a backup: {}", reason),
          "make room beside the database, or decline the backup with --no-backup"};
}

/// Read back by a fresh connection, so that it is the file that is checked.
void require_sound(const fs::path& path) {
  SQLite::Database copy(path.native(), SQLite::OPEN_READONLY | SQLite::OPEN_NOFOLLOW);
  harden(copy, Access::read);
  const std::string verdict = copy.execAndGet("PRAGMA integrity_check(1)").getString();
  if (verdict == "ok") return;
  throw Error(ExitCode::bad_data, fmt::format("the database is damaged: {}", base::printable(verdict)),
              fmt::format("litdex check says more; {}", k_hint_damaged));
}

bool have_same_bytes(const fs::path& one, const fs::path& other) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(other, error))) return false;
  if (fs::file_size(one, error) != fs::file_size(other, error) || error) return false;
  std::ifstream first(one, std::ios::binary);
  std::ifstream second(other, std::ios::binary);
  std::vector<char> ours(k_block_bytes);
  std::vector<char> theirs(k_block_bytes);
  while (first && second) {
    first.read(ours.data(), k_block_bytes);
    second.read(theirs.data(), k_block_bytes);
    if (first.gcount() != second.gcount()) return false;
    if (!std::equal(ours.begin(), ours.begin() + first.gcount(), theirs.begin())) return false;
  }
  return first.eof() && second.eof();
}

/// Gives the scratch file a second name, unless that is taken; the scratch file then drops its first one.
bool take_name(const fs::path& scratch, const fs::path& name) {
  if (::link(scratch.c_str(), name.c_str()) == 0) return true;
  const int reason = errno;
  if (reason == EEXIST) return false;
  // A file system without hard links: renaming replaces, so look first. Other runs of litdex are locked out.
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(name, ignored))) return false;
  base::publish_file(scratch, name, base::IfTaken::refuse);
  return true;
}

/// The n-th name that is tried, from 1.
fs::path numbered(const fs::path& wanted, int n) {
  return n == 1 ? wanted : fs::path(fmt::format("{}-{}", wanted.native(), n));
}

/// A run that was killed when its backup had got its name has left it by both names, and nobody may write such a file.
void drop_first_name(const fs::path& wanted) {
  const fs::path scratch = base::scratch_path(wanted, k_scratch_suffix);
  std::error_code ignored;
  for (int n = 1; fs::exists(numbered(wanted, n), ignored); ++n) {
    if (fs::equivalent(scratch, numbered(wanted, n), ignored)) fs::remove(scratch);
  }
}

fs::path publish(const fs::path& scratch, const fs::path& wanted) {
  base::sync_file(scratch);
  fs::path name = wanted;
  for (int n = 2; !take_name(scratch, name); ++n) {
    if (have_same_bytes(scratch, name)) return name;
    name = numbered(wanted, n);
  }
  base::sync_name(name);
  return name;
}

}  // namespace

fs::path make_backup(SQLite::Database& database) {
  const fs::path source = sqlite3_db_filename(database.getHandle(), "main");
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  const fs::path wanted = fmt::format("{}.v{}.backup", source.native(), version);
  try {
    drop_first_name(wanted);
    const base::ScratchFile scratch(wanted, k_scratch_suffix, begins_as_litdex);
    // Who may not read the database may not read its copy.
    fs::permissions(scratch.path(), fs::status(source).permissions());
    copy_database(database, scratch.path());
    require_sound(scratch.path());
    return publish(scratch.path(), wanted);
  } catch (const SQLite::Exception& exception) {
    const ExitCode code = exit_code_for(exception, ExitCode::bug);
    if (code == ExitCode::io) throw cannot_back_up(exception.what());
    throw database_error(exception, source.native());
  } catch (const fs::filesystem_error& error) {
    throw cannot_back_up(error.code().message());
  }
}

}  // namespace litdex::db
