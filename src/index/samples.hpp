// Terms by which one can see whether an index is read as it was written.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace litdex::index {

/// In how many rows a term stands.
struct TermCount {
  std::string term;
  std::uint64_t rows = 0;
};

using SampleTerms = std::vector<TermCount>;

/// Chooses some terms from all over an index, the last, and the most frequent, without knowing how many will come.
class Sampler {
 public:
  void add(TermCount term);
  SampleTerms finish();

 private:
  void thin_out();

  SampleTerms m_even;  ///< each m_step-th
  std::size_t m_step = 1;
  std::size_t m_seen = 0;
  TermCount m_most_frequent;
  TermCount m_last;
};

/// Whether FTS5 finds each of these terms in as many rows of `table` as it stands in. Throws SQLite::Exception.
bool finds_samples(SQLite::Database& database, const std::string& table, const SampleTerms& samples);

}  // namespace litdex::index
