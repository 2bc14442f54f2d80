// Seeds: reference rows that are part of the product, and come with every database.
// SPDX-License-Identifier: MIT
#include "db/seed.hpp"

#include <algorithm>
#include <string>

#include "base/hash.hpp"
#include "db/about.hpp"

namespace litdex::db {
namespace {

std::string key_of(const base::EmbeddedFile& seed) {
  return "seed:" + std::string(seed.path.substr(seed.path.rfind('/') + 1));
}

}  // namespace

std::span<const base::EmbeddedFile> embedded_seeds() {
  // Only SQL is embedded of seeds/, and the files are ordered by path: the seeds are one piece of the list.
  const auto is_seed = [](const base::EmbeddedFile& file) { return file.path.starts_with("seeds/"); };
  const std::span<const base::EmbeddedFile> files = base::embedded_files();
  const auto begin = std::find_if(files.begin(), files.end(), is_seed);
  return {begin, std::find_if_not(begin, files.end(), is_seed)};
}

std::vector<const base::EmbeddedFile*> changed_seeds(SQLite::Database& database,
                                                     std::span<const base::EmbeddedFile> seeds) {
  std::vector<const base::EmbeddedFile*> changed;
  for (const base::EmbeddedFile& seed : seeds) {
    if (read_fact(database, key_of(seed)) != base::sha256_hex(seed.text)) changed.push_back(&seed);
  }
  return changed;
}

void apply_seeds(SQLite::Database& database, std::span<const base::EmbeddedFile> seeds) {
  for (const base::EmbeddedFile* seed : changed_seeds(database, seeds)) {
    database.exec(std::string(seed->text));
    write_fact(database, key_of(*seed), base::sha256_hex(seed->text));
  }
}

}  // namespace litdex::db
