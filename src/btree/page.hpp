// A page of a b-tree in SQLite's file format (https://sqlite.org/fileformat2.html, "B-tree Pages").
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace litdex::btree {

/// The first byte of a page. Rows of a table stand in its leaves alone; the entries of an index stand in all its pages.
enum class PageKind : std::uint8_t { index_inner = 2, table_inner = 5, index_leaf = 10, table_leaf = 13 };

/// Number of a page in its file, from 1. 0 is none.
using PageNumber = std::uint32_t;

/// Page numbers in cells, four bytes, the highest first.
inline constexpr std::size_t k_number_bytes = 4;
void put_number(char* out, PageNumber number);
PageNumber get_number(std::string_view bytes);

/// A page that is filled with cells in the order of their keys. Not for page 1, which begins with the file's header.
class Page {
 public:
  /// `size`: bytes of a page, none of which is reserved for an extension.
  Page(PageKind kind, std::size_t size);

  [[nodiscard]] bool has_room_for(std::size_t cell_bytes) const;
  /// Room for the next cell, which has_room_for() has promised. Valid until clear().
  char* add_cell(std::size_t bytes);

  /// The cell that was added last. Valid until clear().
  [[nodiscard]] std::string_view last_cell() const { return std::string_view(m_bytes).substr(m_begin, m_last_bytes); }
  /// Takes it away. Only once between two calls of add_cell().
  void remove_last_cell();

  /// The page as it stands in the file. `rightmost`: of an inner page, the child with the keys after all its cells.
  std::string_view finish(PageNumber rightmost = 0);
  /// Begins the page anew.
  void clear();

 private:
  void put_short(std::size_t place, std::size_t value);

  PageKind m_kind;
  std::string m_bytes;
  std::size_t m_header_bytes;
  std::size_t m_begin;  ///< of the cells, which grow towards the beginning
  std::size_t m_count = 0;
  std::size_t m_last_bytes = 0;
};

}  // namespace litdex::btree
