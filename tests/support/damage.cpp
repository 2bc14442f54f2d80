// SPDX-License-Identifier: MIT
#include "support/damage.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace litdex::test {
namespace {

constexpr std::size_t k_page_bytes = 8192;

void apply(std::string& bytes, DamageKind kind, std::mt19937& random) {
  const std::size_t pages = bytes.size() / k_page_bytes;
  const std::size_t page = random() % pages * k_page_bytes;
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(page);
  const std::size_t other = random() % pages * k_page_bytes;
  switch (kind) {
    case DamageKind::bit: bytes[random() % bytes.size()] ^= static_cast<char>(1U << (random() % 8)); break;
    case DamageKind::zeroed_page: std::fill(begin, begin + k_page_bytes, '\0'); break;
    case DamageKind::swapped_pages:
      std::swap_ranges(begin, begin + k_page_bytes, bytes.begin() + static_cast<std::ptrdiff_t>(other));
      break;
    case DamageKind::cut: bytes.resize(page + random() % k_page_bytes); break;
  }
}

}  // namespace

void damage(const std::filesystem::path& path, DamageKind kind, std::mt19937& random) {
  std::ifstream input(path, std::ios::binary);
  const std::string before{std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
  std::string after = before;
  while (after == before) apply(after, kind, random);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << after;
}

}  // namespace litdex::test
