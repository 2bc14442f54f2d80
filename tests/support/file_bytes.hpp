// Files as bytes: written, read, and all those of a directory, so that a test can see what was touched.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace litdex::test {

std::string read_bytes(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, std::string_view bytes);

/// Name and bytes of every regular file in `directory`; what is no regular file has no bytes.
std::map<std::string, std::string> directory_bytes(const std::filesystem::path& directory);

}  // namespace litdex::test
