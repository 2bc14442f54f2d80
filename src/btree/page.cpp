// SPDX-License-Identifier: MIT
#include "btree/page.hpp"

#include <algorithm>
#include <cassert>

namespace litdex::btree {
namespace {

constexpr std::size_t k_pointer_bytes = 2;
/// What is freed becomes a block of this size at least, so that no cell is smaller.
constexpr std::size_t k_min_cell_bytes = 4;

// Places in the header of a page. Places 1 and 7 tell of freed bytes, of which there are none.
constexpr std::size_t k_at_cell_count = 3;
constexpr std::size_t k_at_cells_begin = 5;
constexpr std::size_t k_at_rightmost = 8;
constexpr std::size_t k_leaf_header_bytes = 8;

bool is_leaf(PageKind kind) { return kind == PageKind::index_leaf || kind == PageKind::table_leaf; }

std::size_t stored_bytes(std::size_t cell_bytes) { return std::max(cell_bytes, k_min_cell_bytes); }

}  // namespace

void put_number(char* out, PageNumber number) {
  for (int shift = 24; shift >= 0; shift -= 8) *out++ = static_cast<char>(number >> shift);
}

PageNumber get_number(std::string_view bytes) {
  PageNumber number = 0;
  for (const char byte : bytes.substr(0, k_number_bytes)) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

Page::Page(PageKind kind, std::size_t size)
    : m_kind(kind),
      m_bytes(size, '\0'),
      m_header_bytes(is_leaf(kind) ? k_leaf_header_bytes : k_leaf_header_bytes + k_number_bytes),
      m_begin(size) {}

bool Page::has_room_for(std::size_t cell_bytes) const {
  const std::size_t pointers_end = m_header_bytes + (m_count + 1) * k_pointer_bytes;
  return pointers_end + stored_bytes(cell_bytes) <= m_begin;
}

char* Page::add_cell(std::size_t bytes) {
  assert(has_room_for(bytes));
  m_begin -= stored_bytes(bytes);
  m_last_bytes = bytes;
  put_short(m_header_bytes + m_count * k_pointer_bytes, m_begin);
  m_count += 1;
  return m_bytes.data() + m_begin;
}

void Page::remove_last_cell() {
  assert(m_count > 0);
  m_count -= 1;
  const std::size_t pointer = m_header_bytes + m_count * k_pointer_bytes;
  std::fill_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(pointer), k_pointer_bytes, '\0');
  const std::size_t bytes = stored_bytes(m_last_bytes);
  std::fill_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_begin), bytes, '\0');
  m_begin += bytes;
}

std::string_view Page::finish(PageNumber rightmost) {
  m_bytes[0] = static_cast<char>(m_kind);
  put_short(k_at_cell_count, m_count);
  put_short(k_at_cells_begin, m_begin);  // 65,536, which has no room there, is written as 0
  if (!is_leaf(m_kind)) put_number(m_bytes.data() + k_at_rightmost, rightmost);
  return m_bytes;
}

void Page::clear() {
  m_begin = m_bytes.size();
  m_count = 0;
  m_bytes.assign(m_bytes.size(), '\0');
}

void Page::put_short(std::size_t place, std::size_t value) {
  m_bytes[place] = static_cast<char>(value >> 8);
  m_bytes[place + 1] = static_cast<char>(value);
}

}  // namespace litdex::btree
