// Everything below a folder, so that a test can see that nothing was touched.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace litdex::test {

/// Every name below `folder`, relative to it, with what it is: kind, permissions and, of a file, its bytes; of a link,
/// its target. Links are not followed.
std::map<std::string, std::string> folder_state(const std::filesystem::path& folder);

}  // namespace litdex::test
