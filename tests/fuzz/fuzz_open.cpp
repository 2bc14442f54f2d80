// Opening a file that may be anything: errors and findings may come out, never a crash, a hang, or a changed file.
// Input: edits to a sound database (fuzz/edits.hpp), which may also replace it as a whole.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "db/migration.hpp"
#include "db/upgrade.hpp"
#include "fuzz/edits.hpp"
#include "fuzz/fuzz.hpp"
#include "index/index.hpp"
#include "search/search.hpp"
#include "support/file_bytes.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
using fuzz::require;

namespace fs = std::filesystem;

namespace {

/// Runs `action`; false when it ended with one of the two exceptions that may come out. Any other ends the program.
template <typename Action>
bool succeeds(Action&& action) {
  try {
    action();
    return true;
  } catch (const base::Error& error) {
    require(!error.message().empty(), "an error has a message");
    return false;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

/// What `info`, `migrate status` and `search` do.
void read(const fs::path& path) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  succeeds([&] { db::plan_migrations(db::applied_migrations(database), db::available_migrations()); });
  succeeds([&] { search::search(database, {"reading \"text fields\"", std::nullopt}, 10); });
  succeeds([&] { search::search(database, {"godel", "2009.04153"}, 10); });
  succeeds([&] { search::count_words(database, "machine reading"); });
  succeeds([&] { db::content_hash(database); });
}

/// Whether every check ran and found nothing.
bool is_sound(const fs::path& path) {
  bool is_sound = false;
  succeeds([&] { is_sound = check::check_database(path).empty(); });
  return is_sound;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::TempDir directory;
  const fs::path path = directory.path() / "papers.db";
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) fs::remove(path.native() + suffix);
  const std::string bytes = fuzz::edited_database(fuzz::text_of(data, size));
  test::write_bytes(path, bytes);

  succeeds([&] { read(path); });
  const bool was_sound = is_sound(path);
  require(test::read_bytes(path) == bytes, "reading and checking leave the file as it was");

  if (was_sound) {
    require(succeeds([&] { index::reindex(path); }) && is_sound(path), "a sound file can be indexed anew");
  } else {
    succeeds([&] { db::upgrade_database(path, db::Backup::decline); });
  }
  return 0;
}
