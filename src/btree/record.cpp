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
/// The serial type of an integer that takes so many bytes.
constexpr std::array<std::uint64_t, 9> k_type_of_bytes = {0, 1, 2, 3, 4, 5, 5, 6, 6};

std::uint64_t integer_type(std::int64_t value) {
  if (value == 0 || value == 1) return k_zero + static_cast<std::uint64_t>(value);
  const auto bits = static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(value < 0 ? ~value : value)));
  return k_type_of_bytes[bits / 8 + 1];  // with the sign
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

std::size_t body_bytes(const Value& value, std::uint64_t type) {
  if (type >= k_first_blob) return value.bytes.size();
  if (type == k_real) return sizeof value.real;
  return type == k_null || type >= k_zero ? 0 : k_integer_bytes[type - 1];
}

/// Both return where the next byte goes.
char* put_big_endian(char* out, std::uint64_t value, std::size_t bytes) {
  while (bytes-- > 0) *out++ = static_cast<char>(value >> (8 * bytes));
  return out;
}

char* put_body(char* out, const Value& value, std::uint64_t type) {
  if (type >= k_first_blob) return out + value.bytes.copy(out, value.bytes.size());
  const auto number =
      type == k_real ? std::bit_cast<std::uint64_t>(value.real) : static_cast<std::uint64_t>(value.integer);
  return put_big_endian(out, number, body_bytes(value, type));
}

std::uint64_t take_big_endian(std::string_view& bytes, std::size_t size) {
  // Of a negative number, the bytes that are not there are ones.
  std::uint64_t value = (static_cast<unsigned char>(bytes.front()) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  const char* const begin = bytes.data();
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(begin[i]);
  bytes.remove_prefix(size);
  return value;
}

std::string_view take_bytes(std::string_view& bytes, std::size_t size) {
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return taken;
}

bool is_number(const Value& value) { return value.type == Value::Type::integer || value.type == Value::Type::real; }

double number_of(const Value& value) {
  return value.type == Value::Type::real ? value.real : static_cast<double>(value.integer);
}

/// The header's size counts itself.
std::size_t header_bytes(std::size_t types_bytes) {
  std::size_t size = types_bytes + 1;
  while (types_bytes + base::varint_size(size) > size) size += 1;
  return size;
}

}  // namespace

std::weak_ordering compare(const Value& a, const Value& b) {
  if (is_number(a) && is_number(b)) {
    if (a.type == b.type && a.type == Value::Type::integer) return a.integer <=> b.integer;
    return std::weak_order(number_of(a), number_of(b));
  }
  if (a.type != b.type) return a.type <=> b.type;
  return a.bytes <=> b.bytes;
}

RecordReader::RecordReader(std::string_view record) : m_types(record) {
  m_body = record.substr(base::take_varint(m_types));
  m_types.remove_suffix(m_body.size());
}

Value RecordReader::next() {
  const std::uint64_t type = base::take_varint(m_types);
  if (type == k_null) return {};
  if (type <= k_integer_bytes.size()) {
    return Value::of(static_cast<std::int64_t>(take_big_endian(m_body, k_integer_bytes[type - 1])));
  }
  if (type == k_real) return Value::of(std::bit_cast<double>(take_big_endian(m_body, sizeof(double))));
  if (type < k_first_blob) return Value::of(static_cast<std::int64_t>(type - k_zero));
  const std::string_view bytes = take_bytes(m_body, (type - k_first_blob) / 2);
  return type % 2 == 0 ? Value::blob(bytes) : Value::text(bytes);
}

void encode_record(std::span<const Value> values, std::string& out) {
  std::size_t types_bytes = 0;
  std::size_t all_body_bytes = 0;
  for (const Value& value : values) {
    const std::uint64_t type = serial_type(value);
    types_bytes += base::varint_size(type);
    all_body_bytes += body_bytes(value, type);
  }
  const std::size_t header = header_bytes(types_bytes);
  out.resize(header + all_body_bytes);
  char* types = out.data();
  types += base::put_varint(types, header);
  char* body = out.data() + header;
  for (const Value& value : values) {
    const std::uint64_t type = serial_type(value);
    types += base::put_varint(types, type);
    body = put_body(body, value, type);
  }
}

}  // namespace litdex::btree
