// What finds which damage: the table of docs/detection.md.
// detection SHIPPED-DATABASE ROUNDS WORK-FOLDER
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "check/check.hpp"
#include "support/damage.hpp"

namespace {

using namespace litdex;
namespace fs = std::filesystem;

/// The names of the checks that find something; "open" when the file cannot even be opened.
std::set<std::string> finders(const fs::path& path) {
  std::set<std::string> names;
  try {
    for (const check::Finding& finding : check::check_database(path)) names.insert(finding.check);
  } catch (const base::Error&) {
    names.insert("open");
  } catch (const SQLite::Exception&) {
    names.insert("open");
  }
  return names;
}

std::vector<std::string> columns() {
  std::vector<std::string> names = {"open"};
  for (const check::CheckInfo& info : check::checks()) names.emplace_back(info.name);
  names.emplace_back("all but file");
  names.emplace_back("all");
  return names;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: detection SHIPPED-DATABASE ROUNDS WORK-FOLDER\n";
    return 64;
  }
  const fs::path sound = argv[1];
  const int rounds = std::atoi(argv[2]);
  const fs::path path = fs::path(argv[3]) / "damaged.db";
  std::cout << "| damage | tried |";
  for (const std::string& name : columns()) std::cout << " " << name << " |";
  std::cout << "\n";
  std::mt19937 random(1);
  for (const auto& [kind, damage_name] : test::k_damages) {
    std::map<std::string, int> found;
    const int tried = kind == test::DamageKind::bit ? rounds : rounds / 5;
    for (int round = 0; round < tried; ++round) {
      fs::copy_file(sound, path, fs::copy_options::overwrite_existing);
      fs::copy_file(base::sha256_file_of(sound), base::sha256_file_of(path), fs::copy_options::overwrite_existing);
      test::damage(path, kind, random);
      const std::set<std::string> names = finders(path);
      for (const std::string& name : names) found[name] += 1;
      found["all"] += names.empty() ? 0 : 1;
      found["all but file"] += names.size() > names.count("file") ? 1 : 0;
    }
    std::cout << "| " << damage_name << " | " << tried << " |";
    for (const std::string& name : columns()) std::cout << fmt::format(" {} |", found[name]);
    std::cout << std::endl;
  }
  fs::remove(path);
  fs::remove(base::sha256_file_of(path));
  return 0;
}
