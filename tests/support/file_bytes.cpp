// Files as bytes: written, read, and all those of a directory, so that a test can see what was touched.
// SPDX-License-Identifier: MIT
#include "support/file_bytes.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace litdex::test {

namespace fs = std::filesystem;

std::string read_bytes(const fs::path& path) {
  std::string bytes(fs::file_size(path), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file) throw std::system_error(errno, std::generic_category(), path.string());
  return bytes;
}

void write_bytes(const fs::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw std::system_error(errno, std::generic_category(), path.string());
}

std::map<std::string, std::string> directory_bytes(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    files[entry.path().filename()] = entry.is_regular_file() ? read_bytes(entry.path()) : std::string();
  }
  return files;
}

}  // namespace litdex::test
