// A directory for one test.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace litdex::test {

/// A new empty directory, removed with all that is in it.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
};

}  // namespace litdex::test
