// Files of the source tree that are compiled into the program: SQL and models.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace litdex::base {

/// One text file of the source tree: its path there ("migrations/0001_initial.sql") and its bytes.
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
};

/// All embedded files, ordered by path. They live as long as the program.
std::span<const EmbeddedFile> embedded_files();

/// The text of the embedded file at `path`; asserts that there is one.
std::string_view embedded_text(std::string_view path);

}  // namespace litdex::base
