// SPDX-License-Identifier: MIT
#include "source/window.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace litdex::source {
namespace {

// Large enough that a system call is lost in the work on its bytes, small enough to stay in the second-level cache.
constexpr std::size_t k_read_bytes = 256U << 10U;

}  // namespace

bool Window::more() {
  if (m_at_end) return false;
  if (m_capacity - m_end < k_read_bytes) {
    const std::size_t kept = m_end - m_begin;
    if (m_begin >= kept + k_read_bytes) {
      std::memcpy(m_buffer.get(), m_buffer.get() + m_begin, kept);
    } else {
      // Doubling keeps the work linear in the stream however long one entry grows.
      const std::size_t capacity = std::max(m_capacity * 2, kept + 4 * k_read_bytes);
      auto larger = std::make_unique_for_overwrite<char[]>(capacity);
      if (kept > 0) std::memcpy(larger.get(), m_buffer.get() + m_begin, kept);
      m_buffer = std::move(larger);
      m_capacity = capacity;
    }
    m_begin = 0;
    m_end = kept;
  }
  const std::size_t count = m_source.read({m_buffer.get() + m_end, k_read_bytes});
  m_sha.update({m_buffer.get() + m_end, count});
  m_end += count;
  m_at_end = count == 0;
  return !m_at_end;
}

void Window::drop(std::size_t count) {
  assert(count <= m_end - m_begin);
  m_begin += count;
  m_offset += count;
}

}  // namespace litdex::source
