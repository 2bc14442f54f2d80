// Bytes in: where a dump comes from.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace litdex::source {

/// A sequence of bytes, read once from its beginning to its end.
class ByteSource {
 public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Fills the front of `buffer` and returns how many bytes it took: 0 at the end only. Throws Error(io) when reading
  /// fails, Error(bad_data) where packed bytes are damaged (all that comes before the damage was returned before), and
  /// what base::stop_if_interrupted throws, also while it waits for input.
  virtual std::size_t read(std::span<char> buffer) = 0;

  /// What the source is called in messages and in `dumps.name`: a base name, or the path inside an archive; "-" for
  /// standard input. Any bytes.
  [[nodiscard]] virtual const std::string& name() const = 0;
};

/// A source over bytes in memory, which the caller keeps alive. `chunk` is the most that one read returns.
std::unique_ptr<ByteSource> memory_source(std::string name, std::string_view bytes, std::size_t chunk = SIZE_MAX);

}  // namespace litdex::source
