// One input and its streams: what a path leads to, unpacked.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "source/limits.hpp"
#include "source/skipped.hpp"
#include "source/source.hpp"

namespace litdex::source {

class Archive;

/// One stream: bytes that are not packed any more, and where they come from.
struct Stream {
  std::unique_ptr<ByteSource> bytes;
  /// Base name of the archive that it is a member of.
  std::optional<std::string> archive;
  /// How it was packed, the outermost first: "gzip", "zip", "gzip+tar", "tar+zstd".
  std::optional<std::string> compression;
};

/// A file, standard input or a pipe. What its bytes are is told from them and never from its name:
/// one stream, a compressed stream, or an archive of streams, which may be compressed itself, as may its members.
class Input {
 public:
  /// Opens the file at `path`, or standard input for "-", and reads its beginning. Throws Error: no_input, io, bad_data
  /// for packed bytes that cannot be unpacked.
  explicit Input(const std::string& path, const Limits& limits = {});
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// The next stream; none after the last. It is valid until the next call, and no longer than the input. Throws
  /// Error(bad_data) when an archive is damaged: then there is no other; where only a member cannot be read, it is
  /// reading the stream that throws.
  std::optional<Stream> next();

  /// Members of the archive that were passed over since the last call.
  std::vector<Skipped> take_skipped();

  /// How many bytes of the file were read, packed as they are. Any thread may ask.
  [[nodiscard]] std::uint64_t bytes_read() const { return m_bytes_read; }

 private:
  std::optional<Stream> next_member();

  Limits m_limits;
  std::atomic<std::uint64_t> m_bytes_read = 0;
  std::string m_name;
  std::optional<Stream> m_only;  ///< the stream of what is no archive
  std::unique_ptr<Archive> m_archive;
  std::string m_compression;  ///< of the archive
  std::uint64_t m_stream_count = 0;
};

}  // namespace litdex::source
