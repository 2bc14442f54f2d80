// The SQL files of schema/, migrations/ and seeds/, compiled into the program.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace litdex::db {

/// One text file of the source tree: its path there ("migrations/0001_initial.sql") and its bytes.
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
};

/// All embedded files, ordered by path. They live as long as the program.
std::span<const EmbeddedFile> embedded_files();

/// The text of the embedded file at `path`; asserts that there is one.
std::string_view embedded_text(std::string_view path);

}  // namespace litdex::db
