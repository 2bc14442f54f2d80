// SPDX-License-Identifier: MIT
#include "btree/record.hpp"

#include <array>
#include <bit>

#include "base/varint.hpp"

namespace litdex::btree {
namespace {

// Serial types: what a value is, and how many bytes it takes.
constexpr std::uint64_t k_null = 0;
constexpr std::uint64_t k_real = 7;
constexpr std::uint64_t k_zero = 8;  ///< and 9 is the number one; both take no byte
constexpr std::uint64_t k_first_blob = 12;
constexpr std::uint64_t k_first_text = 13;

/// The sizes of integers, in the order of their serial types from 1.
constexpr std::array<std::size_t, 6> k_integer_bytes = {1, 2, 3, 4, 6, 8};

std::uint64_t integer_type(std::int64_t value) {
  if (value == 0 || value == 1) return k_zero + static_cast<std::uint64_t>(value);
  std::uint64_t type = 1;
  for (const std::size_t bytes : k_integer_bytes) {
    if (bytes == sizeof value) break;
    const std::int64_t limit = std::int64_t{1} << (8 * bytes - 1);
    if (value >= -limit && value < limit) break;
    type += 1;
  }
  return type;
}

std::uint64_t serial_type(const Value& value) {
  switch (value.type) {
    case Value::Type::null: return k_null;
    case Value::Type::integer: return integer_type(value.integer);
    case Value::Type::real: return k_real;
    case Value::Type::text: return k_first_text + 2 * value.bytes.size();
    case Value::Type::blob: return k_first_blob + 2 * value.bytes.size();
  }
  return k_null;
}

void append_big_endian(std::string& out, std::uint64_t value, std::size_t bytes) {
  while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes));
}

void append_body(std::string& out, const Value& value) {
  switch (value.type) {
    case Value::Type::null: return;
    case Value::Type::integer: {
      const std::uint64_t type = integer_type(value.integer);
      if (type >= k_zero) return;
      return append_big_endian(out, static_cast<std::uint64_t>(value.integer), k_integer_bytes[type - 1]);
    }
    case Value::Type::real: return append_big_endian(out, std::bit_cast<std::uint64_t>(value.real), sizeof value.real);
    case Value::Type::text:
    case Value::Type::blob: out += value.bytes; return;
  }
}

/// The header's size counts itself.
std::size_t header_bytes(std::size_t types_bytes) {
  std::size_t size = types_bytes + 1;
  while (types_bytes + base::varint_size(size) > size) size += 1;
  return size;
}

}  // namespace

void encode_record(std::span<const Value> values, std::string& out) {
  std::size_t types_bytes = 0;
  for (const Value& value : values) types_bytes += base::varint_size(serial_type(value));
  out.clear();
  base::append_varint(out, header_bytes(types_bytes));
  for (const Value& value : values) base::append_varint(out, serial_type(value));
  for (const Value& value : values) append_body(out, value);
}

}  // namespace litdex::btree
