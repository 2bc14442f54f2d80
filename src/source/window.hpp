// A sliding view of a stream: the part that a segmenter has read and not yet given away, in one piece.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "source/source.hpp"

namespace litdex::source {

/// Reads a ByteSource ahead and hashes all that passes. The window's views are valid until the next call of `more`
/// or `drop`.
class Window {
 public:
  explicit Window(ByteSource& source) : m_source(source) {}

  /// The unconsumed bytes read so far.
  [[nodiscard]] std::string_view text() const { return {m_buffer.get() + m_begin, m_end - m_begin}; }

  /// Position in the stream of the first byte of text().
  [[nodiscard]] std::uint64_t offset() const { return m_offset; }

  /// Reads at least one more byte; false at the end of the stream.
  bool more();

  /// Whether the stream has ended: text() is all that is left.
  [[nodiscard]] bool at_end() const { return m_at_end; }

  /// Forgets the first `count` bytes of text().
  void drop(std::size_t count);

  /// SHA-256 of the whole stream. To be called once, when at_end() is true.
  [[nodiscard]] std::string sha256_hex() { return m_sha.finish_hex(); }

 private:
  ByteSource& m_source;
  std::unique_ptr<char[]> m_buffer;  ///< not filled with zeros: most streams of an archive are much smaller
  std::size_t m_capacity = 0;
  std::size_t m_begin = 0;
  std::size_t m_end = 0;
  std::uint64_t m_offset = 0;
  bool m_at_end = false;
  base::Sha256 m_sha;
};

}  // namespace litdex::source
