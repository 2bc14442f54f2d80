// How much may come out of packed bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace litdex::source {

/// Against archives that are made to fill the memory or the time of who opens them.
struct Limits {
  /// Bytes that one packed stream or member may unpack to.
  std::uint64_t unpacked_bytes = 1ULL << 40U;
};

/// Beyond the first k_free_bytes a packed stream may unpack to at most so many times its size. Text is packed to a
/// tenth, and the emptiest of real tables to a two-hundredth.
inline constexpr std::uint64_t k_max_ratio = 1000;
inline constexpr std::uint64_t k_free_bytes = 100'000'000;

/// Archives with more members are refused in the middle: each is a row of `dumps` and a line of the report.
inline constexpr std::uint64_t k_max_members = 100'000;

/// How far a packed stream has been unpacked.
struct Unpacked {
  std::uint64_t packed_bytes = 0;
  std::uint64_t bytes = 0;
};

/// Throws Error(bad_data) when the stream `name` has come to more than it may.
void require_within(const Limits& limits, const Unpacked& unpacked, const std::string& name);

}  // namespace litdex::source
