// What the fuzz targets share: numbers taken off an input, and what happens when a rule does not hold.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// What libFuzzer or the replay program calls with each input. The name and the result, always 0, are libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace litdex::fuzz {

/// The bytes of an input. They live as long as the input.
std::string_view text_of(const std::uint8_t* data, std::size_t size);

/// Takes a number of `count` bytes (at most 4, the lowest first) off the end of `input`, so that the rest of a file
/// stays readable; 0 when too few are left.
std::uint32_t take_number(std::string_view& input, std::size_t count);

/// Says which rule is broken and aborts, with assertions on or off.
void require(bool holds, std::string_view rule);

}  // namespace litdex::fuzz
