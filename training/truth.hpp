// Records whose fields are known: what a model is trained on, and what a reader is measured against.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace litdex::training {

/// One record; what it does not have is empty.
struct Truth {
  std::string id;
  std::string abstract;  ///< with its line breaks, where the file keeps them
  std::string comments;
  std::string doi;
  std::string journal_ref;
  std::string created;
  std::string updated;
  std::string categories;
  /// Where the record stands in the dump that belongs to the file; both 0 where the file does not say.
  std::uint64_t start = 0;
  std::uint64_t end = 0;
};

/// Reads JSON lines: objects with "id", "abstract", "comments", "doi", "journal_ref" (or "journal-ref"), and optionally
/// "created", "updated", "categories", "start", "end". Throws base::Error on a line that is none.
std::vector<Truth> read_truth(const std::string& path);

/// Which of `parts` parts of all records one belongs to, by its identifier: one part is held out where a model is
/// tried.
std::size_t part_of(const Truth& record, std::size_t parts);

}  // namespace litdex::training
