// Files of the source tree that are compiled into the program: SQL and models.
// SPDX-License-Identifier: MIT
#include "base/embedded.hpp"

#include <algorithm>
#include <cassert>

namespace litdex::base {

std::string_view embedded_text(std::string_view path) {
  const std::span<const EmbeddedFile> files = embedded_files();
  const auto file = std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& f) { return f.path == path; });
  assert(file != files.end() && "every path asked for is a file of the source tree");
  return file->text;
}

}  // namespace litdex::base
