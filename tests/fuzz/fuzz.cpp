// What the fuzz targets share.
// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include <cstdlib>
#include <iostream>

namespace litdex::fuzz {

std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return size == 0 ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

std::uint32_t take_number(std::string_view& input, std::size_t count) {
  if (input.size() < count) return 0;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    number |= std::uint32_t{static_cast<unsigned char>(input[input.size() - count + i])} << (8 * i);
  }
  input.remove_suffix(count);
  return number;
}

void require(bool holds, std::string_view rule) {
  if (holds) return;
  std::cerr << "broken: " << rule << std::endl;
  std::abort();
}

}  // namespace litdex::fuzz
