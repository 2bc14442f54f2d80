// A table of rows, written for people or for programs.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/cell.hpp"
#include "cli/console.hpp"

namespace litdex::cli {

/// How rows are written.
enum class Layout : std::uint8_t {
  aligned,  ///< columns under a header; on a terminal cut to its width
  json,     ///< an array of objects
  csv,      ///< RFC 4180, with a header line
  tsv,      ///< a header line; tab, line ends and backslash in a value appear as \t \n \r \\ .
};

using Row = std::vector<Cell>;

/// Writes rows to standard output as they come. What a record holds never reaches a terminal raw: there, control
/// characters appear escaped (see base::printable) in every layout.
class TableWriter {
 public:
  TableWriter(Console& console, Layout layout, std::vector<std::string> columns);

  /// Writes one row, which has one cell for every column. Throws Error(io).
  void row(Row cells);

  /// Writes what is left. To be called once, after the last row. Throws Error(io).
  void finish();

 private:
  [[nodiscard]] std::string separated_value(const Cell& cell) const;
  void write_separated(const std::vector<std::string>& values);
  void write_object(const Row& cells);
  void write_block();
  void write_aligned_line(const std::vector<std::string>& values, const std::vector<bool>& to_the_right);
  void fit_widths();

  Console& m_console;
  Layout m_layout;
  std::vector<std::string> m_columns;
  std::vector<Row> m_block;           ///< rows of the aligned layout that wait until their widths are known
  std::vector<std::size_t> m_widths;  ///< of the columns of the aligned layout; they only grow
  std::vector<std::size_t> m_fitted;  ///< the same, cut down to the terminal
  std::uint64_t m_row_count = 0;
  bool m_header_is_written = false;
};

/// A whole table: columns and rows at once.
void write_table(Console& console, Layout layout, std::vector<std::string> columns, std::vector<Row> rows);

}  // namespace litdex::cli
