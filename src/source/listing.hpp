// From what stands on the command line to the files to be read.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "source/skipped.hpp"

namespace litdex::source {

/// An input that cannot be read, or not to its end.
struct Failure {
  std::string name;
  base::Error error;
};

/// A path to be given to Input. `size` is the file's, and unknown for pipes and the like.
struct ListedFile {
  std::string path;
  std::optional<std::uint64_t> size;
};

struct Listing {
  std::vector<ListedFile> files;
  std::vector<Skipped> skipped;
  std::vector<Failure> failed;
};

/// Tells a database of ours, which lies beside the dumps it was made from, by its first hundred bytes.
using IsDatabase = bool (*)(std::string_view first_bytes);

/// The files that `arguments` stand for: a path for itself; a directory for all files in it and below, in the byte
/// order of their paths; a pattern with *, ? or [ that is no file's name for what matches it, in byte order; "-" for
/// standard input. In directories, what is hidden, databases of ours and the files beside them, pipes and devices, and
/// links to directories are skipped. What does not exist, or may not be listed, is a failure.
Listing list_inputs(const std::vector<std::string>& arguments, IsDatabase is_database);

}  // namespace litdex::source
