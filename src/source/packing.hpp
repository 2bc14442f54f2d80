// How bytes are packed, told from their beginning.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace litdex::source {

enum class Packing : std::uint8_t { gzip, bzip2, xz, zstd, zip, tar, unsupported };

/// What a packing holds.
enum class Holds : std::uint8_t { one_stream, members };

/// One row of the table of packings. What the program names but cannot unpack has a row too: that makes a better
/// message than an unknown format.
struct PackingInfo {
  Packing packing;
  Holds holds;
  /// In `dumps.compression` and in messages.
  std::string_view name;
  /// Whether packed bytes begin so. `head` has k_packing_head_bytes, or all there are.
  bool (*is_at)(std::string_view head);
};

/// How many bytes `find_packing` wants to see: the first header of a tar archive.
inline constexpr std::size_t k_packing_head_bytes = 512;

std::span<const PackingInfo> packings();

/// The packing whose bytes begin as `head` does; nullptr for bytes that are not packed. Names play no part.
const PackingInfo* find_packing(std::string_view head);

}  // namespace litdex::source
