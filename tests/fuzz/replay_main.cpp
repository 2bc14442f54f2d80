// Runs a fuzz target over files, where libFuzzer is not at hand.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "support/file_bytes.hpp"

namespace fs = std::filesystem;

namespace {

/// The files that `argument` names: itself, or all that are in it.
std::vector<fs::path> files_of(const fs::path& argument) {
  if (!fs::is_directory(argument)) return {argument};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(argument)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 0;
  for (int i = 1; i < argc; ++i) {
    for (const fs::path& file : files_of(argv[i])) {
      std::cerr << file.native() << std::endl;  // the last one is the one that failed
      const std::string text = litdex::test::read_bytes(file);
      // A copy of exactly its size, so that AddressSanitizer sees every byte read beyond it.
      const std::vector<std::uint8_t> bytes(text.begin(), text.end());
      LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
      ++count;
    }
  }
  if (count == 0) {
    std::cerr << "usage: " << argv[0] << " FILE_OR_DIRECTORY...\n";
    return 64;
  }
  std::cout << count << " files replayed\n";
  return 0;
}
