// Everything below a folder, so that a test can see that nothing was touched.
// SPDX-License-Identifier: MIT
#include "support/folder_state.hpp"

#include <fmt/format.h>

#include "support/file_bytes.hpp"

namespace litdex::test {

namespace fs = std::filesystem;

namespace {

std::string state_of(const fs::directory_entry& entry) {
  const fs::file_status status = entry.symlink_status();
  std::string state = fmt::format("{} {:o} ", static_cast<int>(status.type()), static_cast<int>(status.permissions()));
  if (fs::is_symlink(status)) return state + fs::read_symlink(entry.path()).native();
  return fs::is_regular_file(status) ? state + read_bytes(entry.path()) : state;
}

}  // namespace

std::map<std::string, std::string> folder_state(const fs::path& folder) {
  std::map<std::string, std::string> entries;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    entries[entry.path().lexically_relative(folder)] = state_of(entry);
  }
  return entries;
}

}  // namespace litdex::test
