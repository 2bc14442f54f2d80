// Memory for many small things that go together.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace litdex::base {

/// Gives out memory that goes with the arena, and counts it.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  /// Room for `bytes`, aligned for pointers and numbers.
  char* allocate(std::size_t bytes) {
    const std::size_t size = (bytes + k_alignment - 1) / k_alignment * k_alignment;
    if (size > m_free_bytes) add_block(size);
    char* const place = m_free;
    m_free += size;
    m_free_bytes -= size;
    m_used += size;
    return place;
  }

  /// A copy of `text` that lives as long as the arena.
  std::string_view copy(std::string_view text) {
    char* const place = allocate(text.size());
    if (!text.empty()) std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  /// A buffer of 2^`power` bytes: one that was given back, if there is one.
  char* take_buffer(unsigned power) {
    std::vector<char*>& returned = m_returned[power];
    if (returned.empty()) return allocate(std::size_t{1} << power);
    char* const buffer = returned.back();
    returned.pop_back();
    return buffer;
  }

  void give_back_buffer(char* buffer, unsigned power) { m_returned[power].push_back(buffer); }

  /// All bytes given out; a buffer that was given back stays counted.
  [[nodiscard]] std::size_t used() const { return m_used; }

 private:
  static constexpr std::size_t k_alignment = 8;
  static constexpr std::size_t k_block_bytes = std::size_t{1} << 20U;
  static constexpr std::size_t k_max_power = 40;

  void add_block(std::size_t bytes) {
    const std::size_t size = bytes > k_block_bytes ? bytes : k_block_bytes;
    m_blocks.push_back(std::make_unique_for_overwrite<char[]>(size));
    m_free = m_blocks.back().get();
    m_free_bytes = size;
  }

  std::vector<std::unique_ptr<char[]>> m_blocks;
  std::array<std::vector<char*>, k_max_power> m_returned;
  char* m_free = nullptr;
  std::size_t m_free_bytes = 0;
  std::size_t m_used = 0;
};

}  // namespace litdex::base
