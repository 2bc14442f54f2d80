// SPDX-License-Identifier: MIT
#include "source/peeked_source.hpp"

#include <algorithm>
#include <utility>

namespace litdex::source {

PeekedSource::PeekedSource(std::unique_ptr<ByteSource> source, std::size_t count) : m_source(std::move(source)) {
  m_head.resize(count);
  std::size_t size = 0;
  try {
    while (size < count) {
      const std::size_t got = m_source->read(std::span(m_head).subspan(size));
      if (got == 0) break;
      size += got;
    }
  } catch (const base::Error& error) {
    if (size == 0) throw;
    m_fault = error;
  }
  m_head.resize(size);
}

std::size_t PeekedSource::read(std::span<char> buffer) {
  if (m_given < m_head.size()) {
    const std::size_t count = std::min(buffer.size(), m_head.size() - m_given);
    std::copy_n(m_head.begin() + static_cast<std::ptrdiff_t>(m_given), count, buffer.begin());
    m_given += count;
    return count;
  }
  if (m_fault) throw base::Error(*m_fault);
  return m_source->read(buffer);
}

}  // namespace litdex::source
