// Sorted terms and their doclists for a range of rows: in memory, or spilled to a file.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/spill_file.hpp"
#include "index/postings.hpp"

namespace litdex::index {

/// Goes through the terms of some rows in the order of their bytes.
class Run {
 public:
  virtual ~Run() = default;

  /// Goes to the next term, the first at first; false behind the last. Throws Error(io).
  virtual bool next() = 0;
  /// Both valid until next().
  [[nodiscard]] std::string_view term() const { return m_term; }
  [[nodiscard]] const Doclist& doclist() const { return m_doclist; }

 protected:
  void set(std::string_view term, const Doclist& doclist) {
    m_term = term;
    m_doclist = doclist;
  }

 private:
  std::string_view m_term;
  Doclist m_doclist;
};

/// Postings that are still in memory.
class MemoryRun final : public Run {
 public:
  explicit MemoryRun(std::unique_ptr<Postings> postings);
  bool next() override;

 private:
  std::unique_ptr<Postings> m_postings;
  std::vector<const Term*> m_terms;
  std::size_t m_next = 0;
};

/// Postings that were put into a file.
class SpilledRun final : public Run {
 public:
  /// Writes the postings to the end of `file`, which must live as long as the run. Throws Error(io).
  SpilledRun(Postings& postings, base::SpillFile& file);
  bool next() override;

 private:
  base::SpillReader m_terms;
};

}  // namespace litdex::index
