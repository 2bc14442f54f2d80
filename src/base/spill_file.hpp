// What does not fit in memory, in files that nobody sees.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace litdex::base {

/// What is read or written at once: much for a disk, little beside what is spilled.
inline constexpr std::size_t k_spill_block_bytes = std::size_t{256} * 1024;

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

/// Reads a span of a file from its beginning to its end.
class SpillReader {
 public:
  /// `file` outlives the object.
  SpillReader(const SpillFile& file, std::uint64_t begin, std::uint64_t end)
      : m_file(file), m_offset(begin), m_end(end) {}

  [[nodiscard]] bool is_at_end() const { return m_taken == m_buffer.size() && m_offset == m_end; }
  /// Takes an entry: its size as a varint, then its bytes. Valid until the next call. Throws Error(io).
  std::string_view next_entry();

 private:
  std::string_view require(std::size_t bytes);

  const SpillFile& m_file;
  std::uint64_t m_offset;  ///< of what comes behind m_buffer
  std::uint64_t m_end;
  std::string m_buffer;
  std::size_t m_taken = 0;  ///< of m_buffer
};

}  // namespace litdex::base
