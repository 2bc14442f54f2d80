// A directory for one test.
// SPDX-License-Identifier: MIT
#include "support/temp_dir.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace litdex::test {

TempDir::TempDir() {
  std::string name = std::filesystem::temp_directory_path() / "litdex-test-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  m_path = std::filesystem::canonical(name);
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(m_path, ignored);
}

}  // namespace litdex::test
