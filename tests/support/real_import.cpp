// SPDX-License-Identifier: MIT
#include "support/real_import.hpp"

#include <fmt/format.h>

#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "load/import.hpp"
#include "support/file_bytes.hpp"
#include "support/temp_dir.hpp"

namespace litdex::test {

namespace fs = std::filesystem;

std::string dump_of(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) {
    text +=
        fmt::format("We study the subject number {0}, and what is known about it.\n{0} pages\narXiv:0704.{0:04}", i);
  }
  return text;
}

std::int64_t ask(const fs::path& database, const std::string& sql) {
  return db::open_database(database, db::Access::read).execAndGet(sql).getInt64();
}

std::string content_hash_of(const fs::path& database) {
  SQLite::Database opened = db::open_database(database, db::Access::read);
  return db::content_hash(opened);
}

std::string content_hash_of_dump(const std::string& dump) {
  const TempDir folder;
  write_bytes(folder.path() / "dump", dump);
  load::ImportOptions options;
  options.inputs = {(folder.path() / "dump").string()};
  options.format = "arxiver-text";
  load::import_dumps(folder.path() / "papers.db", options);
  return content_hash_of(folder.path() / "papers.db");
}

std::string findings(const fs::path& database) {
  std::string text;
  for (const check::Finding& finding : check::check_database(database)) {
    text += fmt::format("{}: {}\n", finding.object, finding.message);
  }
  return text;
}

std::set<std::string> database_files(const fs::path& folder) {
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("papers.db")) names.insert(name);
  }
  return names;
}

}  // namespace litdex::test
