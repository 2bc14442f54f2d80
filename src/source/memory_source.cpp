// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>
#include <utility>

#include "source/source.hpp"

namespace litdex::source {
namespace {

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string name, std::string_view bytes, std::size_t chunk)
      : m_name(std::move(name)), m_rest(bytes), m_chunk(chunk) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = std::min({m_rest.size(), m_chunk, buffer.size()});
    std::copy_n(m_rest.begin(), count, buffer.begin());
    m_rest.remove_prefix(count);
    return count;
  }

  [[nodiscard]] const std::string& name() const override { return m_name; }

 private:
  std::string m_name;
  std::string_view m_rest;
  std::size_t m_chunk;
};

}  // namespace

std::unique_ptr<ByteSource> memory_source(std::string name, std::string_view bytes, std::size_t chunk) {
  return std::make_unique<MemorySource>(std::move(name), bytes, chunk);
}

}  // namespace litdex::source
