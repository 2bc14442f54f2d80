// Sorted terms and their doclists for a range of rows: in memory, or spilled to a file.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

/// A file without a name: it is gone when it is closed, or when the process ends, however that comes.
class SpillFile {
 public:
  /// Makes one in `folder`. Throws Error(io).
  explicit SpillFile(const std::filesystem::path& folder);
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  void append(std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const { return m_size; }
  /// Fills `out` with what stands at `offset`.
  void read(std::uint64_t offset, char* out, std::size_t size) const;

 private:
  std::string m_folder;
  int m_descriptor = -1;
  std::uint64_t m_size = 0;
};

/// Postings that were put into a file.
class SpilledRun final : public Run {
 public:
  /// Writes the postings to the end of `file`, which must live as long as the run. Throws Error(io).
  SpilledRun(Postings& postings, SpillFile& file);
  bool next() override;

 private:
  std::string_view require(std::size_t bytes);

  const SpillFile& m_file;
  std::uint64_t m_offset;  ///< of what comes behind m_buffer
  std::uint64_t m_end;
  std::string m_buffer;
  std::size_t m_taken = 0;  ///< of m_buffer
};

}  // namespace litdex::index
