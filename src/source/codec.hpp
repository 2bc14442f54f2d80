// Unpacking one compressed stream, a step at a time.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "source/packing.hpp"

namespace litdex::source {

/// The state of one decompressor. A packed file is one or more members (gzip), streams (bzip2, xz) or frames (zstd) one
/// after another; here each is a member.
class Codec {
 public:
  /// What one step did. After `is_end` or `error` comes restart(), or nothing.
  struct Step {
    std::size_t taken = 0;  ///< bytes of the input
    std::size_t given = 0;  ///< bytes of the output
    bool is_end = false;    ///< of a member, its checksums being right
    /// What is wrong with the data; valid as long as the program.
    const char* error = nullptr;
  };

  Codec() = default;
  virtual ~Codec() = default;
  Codec(const Codec&) = delete;
  Codec& operator=(const Codec&) = delete;

  /// Begins a member. Throws std::bad_alloc.
  virtual void restart() = 0;

  /// Unpacks some of `input` into `output`. Neither taken nor given: it needs more input.
  virtual Step step(std::string_view input, std::span<char> output) = 0;
};

/// The decompressor of a packing that holds one stream.
std::unique_ptr<Codec> make_codec(Packing packing);

}  // namespace litdex::source
