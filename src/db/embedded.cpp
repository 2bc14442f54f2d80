// The SQL files of schema/, migrations/ and seeds/, compiled into the program.
// SPDX-License-Identifier: MIT
#include "db/embedded.hpp"

#include <algorithm>
#include <cassert>

namespace litdex::db {

std::string_view embedded_text(std::string_view path) {
  const std::span<const EmbeddedFile> files = embedded_files();
  const auto file = std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& f) { return f.path == path; });
  assert(file != files.end() && "every path asked for is a file of the source tree");
  return file->text;
}

}  // namespace litdex::db
