// SQLite's variable-length integers, of which its pages, records and full-text indexes are made: seven bits a byte, the
// highest first; a ninth byte has eight.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace litdex::base {

inline constexpr std::size_t k_max_varint_bytes = 9;

/// How many bytes the number takes.
inline std::size_t varint_size(std::uint64_t value) {
  std::size_t size = 1;
  while (size < k_max_varint_bytes && value >> (7 * size) != 0) size += 1;
  return size;
}

/// Writes the number to `out`, in the bytes that it takes, and returns their number.
inline std::size_t put_varint(char* out, std::uint64_t value) {
  if (value < 0x80) {
    *out = static_cast<char>(value);
    return 1;
  }
  const std::size_t size = varint_size(value);
  std::size_t place = size;
  if (size == k_max_varint_bytes) {
    out[--place] = static_cast<char>(value);
    value >>= 8;
  } else {
    out[--place] = static_cast<char>(value & 0x7f);
    value >>= 7;
  }
  while (place > 0) {
    out[--place] = static_cast<char>(0x80 | (value & 0x7f));
    value >>= 7;
  }
  return size;
}

inline void append_varint(std::string& out, std::uint64_t value) {
  char bytes[k_max_varint_bytes];
  out.append(bytes, put_varint(bytes, value));
}

/// Takes a number off the front of `bytes`, which begin with a whole one.
inline std::uint64_t take_varint(std::string_view& bytes) {
  if (const auto byte = static_cast<unsigned char>(bytes.front()); byte < 0x80) {
    bytes.remove_prefix(1);
    return byte;
  }
  std::uint64_t value = 0;
  std::size_t size = 0;
  for (; size < k_max_varint_bytes - 1; ++size) {
    const auto byte = static_cast<unsigned char>(bytes[size]);
    value = (value << 7) | (byte & 0x7f);
    if (byte < 0x80) {
      bytes.remove_prefix(size + 1);
      return value;
    }
  }
  value = (value << 8) | static_cast<unsigned char>(bytes[size]);
  bytes.remove_prefix(k_max_varint_bytes);
  return value;
}

}  // namespace litdex::base
