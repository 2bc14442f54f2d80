// Bytes in: where a dump comes from.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace litdex::source {

/// A stream of decoded bytes.
class ByteSource {
 public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Fills the front of `buffer` and returns how many bytes it took: 0 at the end of the stream only.
  /// Throws Error(io) when reading fails.
  virtual std::size_t read(std::span<char> buffer) = 0;

  /// What the stream is called in messages and in `dumps.name`: a base name, never a path; "-" for standard input.
  [[nodiscard]] virtual const std::string& name() const = 0;

  /// How many bytes there will be, where that is known before the end. A hint for progress, not a promise.
  [[nodiscard]] virtual std::optional<std::uint64_t> size_hint() const = 0;
};

/// Opens the file at `path`, or standard input for "-". Throws Error(no_input) when it does not exist, is a directory,
/// or may not be read.
std::unique_ptr<ByteSource> open_source(const std::string& path);

/// A source over bytes in memory, which the caller keeps alive. `chunk` is the most that one read returns.
std::unique_ptr<ByteSource> memory_source(std::string name, std::string_view bytes, std::size_t chunk = SIZE_MAX);

}  // namespace litdex::source
