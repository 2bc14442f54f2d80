// SPDX-License-Identifier: MIT
#include "cli/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include "base/text.hpp"
#include "cli/width.hpp"

namespace litdex::cli {
namespace {

/// The aligned layout measures this many rows at a time, so that a result of any size needs little memory.
constexpr std::size_t k_block_rows = 1000;
constexpr std::string_view k_gap = "  ";
/// A column is never cut below this.
constexpr std::size_t k_least_width = 4;

std::string csv_value(const Cell& cell, const std::string& text) {
  const bool is_null = std::holds_alternative<std::monostate>(cell);
  const bool is_plain = text.find_first_of("\",\r\n") == std::string::npos && !text.empty();
  if (is_null || is_plain) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string tsv_value(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\\': out += "\\\\"; break;
      default: out += c;
    }
  }
  return out;
}

bool is_number(const Cell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

/// Two members of a JSON object must not share their name: later ones get a number.
std::vector<std::string> distinct(const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (const std::string& name : names) {
    std::string candidate = name;
    for (int n = 2; std::find(result.begin(), result.end(), candidate) != result.end(); ++n) {
      candidate = fmt::format("{}_{}", name, n);
    }
    result.push_back(std::move(candidate));
  }
  return result;
}

}  // namespace

TableWriter::TableWriter(Console& console, Layout layout, std::vector<std::string> columns)
    : m_console(console), m_layout(layout), m_columns(std::move(columns)), m_widths(m_columns.size(), 0) {
  if (m_layout == Layout::json) m_columns = distinct(m_columns);
}

void TableWriter::row(Row cells) {
  assert(cells.size() == m_columns.size());  // the caller's columns and rows come from one query
  ++m_row_count;
  if (m_layout == Layout::json) {
    write_object(cells);
  } else if (m_layout == Layout::aligned) {
    m_block.push_back(std::move(cells));
    if (m_block.size() == k_block_rows) write_block();
  } else {
    std::vector<std::string> values;
    for (const Cell& cell : cells) {
      values.push_back(separated_value(cell));
    }
    write_separated(values);
  }
}

void TableWriter::finish() {
  if (m_layout == Layout::json) {
    m_console.write(m_row_count == 0 ? "[]\n" : "\n]\n");
  } else if (m_layout == Layout::aligned) {
    if (!m_block.empty() || !m_header_is_written) write_block();
  } else if (!m_header_is_written) {
    write_separated({});
  }
}

std::string TableWriter::separated_value(const Cell& cell) const {
  const bool is_terminal = m_console.out().is_terminal;
  const std::string text = plain_text(cell);
  if (m_layout == Layout::csv) return csv_value(cell, is_terminal ? base::printable(text) : text);
  // Escaped as TSV first: what is printable then is not escaped once more.
  return is_terminal ? base::printable(tsv_value(text)) : tsv_value(text);
}

void TableWriter::write_separated(const std::vector<std::string>& values) {
  const std::string_view separator = m_layout == Layout::csv ? "," : "\t";
  const std::string_view line_end = m_layout == Layout::csv ? "\r\n" : "\n";
  if (!m_header_is_written) {
    m_header_is_written = true;
    std::vector<std::string> names;
    for (const std::string& name : m_columns) {
      names.push_back(separated_value(name));
    }
    m_console.write(fmt::format("{}{}", fmt::join(names, separator), line_end));
  }
  if (m_row_count > 0) m_console.write(fmt::format("{}{}", fmt::join(values, separator), line_end));
}

void TableWriter::write_object(const Row& cells) {
  std::string line = m_row_count == 1 ? "[\n  {" : ",\n  {";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += fmt::format("{}{}: {}", i == 0 ? "" : ", ", json_string(m_columns[i]), json_text(cells[i]));
  }
  m_console.write(line + "}");
}

void TableWriter::fit_widths() {
  m_fitted = m_widths;
  std::vector<std::size_t>& widths = m_fitted;
  if (!m_console.out().is_terminal || widths.empty()) return;
  const std::size_t gaps = k_gap.size() * (widths.size() - 1);
  const auto total = [&] { return std::accumulate(widths.begin(), widths.end(), gaps); };
  // The widest column gives way first, so that narrow ones stay whole.
  while (total() > m_console.out().width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= k_least_width) break;
    const std::size_t excess = total() - m_console.out().width;
    std::size_t next_widest = k_least_width;
    for (auto at = widths.begin(); at != widths.end(); ++at) {
      if (at != widest && *at < *widest) next_widest = std::max(next_widest, *at);
    }
    *widest = std::max({*widest - std::min(excess, *widest), std::min(next_widest, *widest - 1), k_least_width});
  }
}

void TableWriter::write_block() {
  std::vector<std::vector<std::string>> lines;
  std::vector<bool> to_the_right(m_columns.size(), !m_block.empty());
  for (const Row& cells : m_block) {
    std::vector<std::string>& values = lines.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      values.push_back(base::printable(plain_text(cells[i])));
      m_widths[i] = std::max(m_widths[i], display_width(values.back()));
      if (!is_number(cells[i]) && !std::holds_alternative<std::monostate>(cells[i])) to_the_right[i] = false;
    }
  }
  if (!m_header_is_written) {
    m_header_is_written = true;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
      names.push_back(base::printable(m_columns[i]));
      m_widths[i] = std::max(m_widths[i], display_width(names.back()));
    }
    fit_widths();
    std::vector<std::string> rules;
    for (const std::size_t width : m_fitted) rules.emplace_back(width, '-');
    write_aligned_line(names, to_the_right);
    write_aligned_line(rules, to_the_right);
  }
  fit_widths();
  for (const std::vector<std::string>& values : lines) write_aligned_line(values, to_the_right);
  m_block.clear();
}

void TableWriter::write_aligned_line(const std::vector<std::string>& values, const std::vector<bool>& to_the_right) {
  std::string line;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) line += k_gap;
    const std::string value = cut_to_width(values[i], m_fitted[i]);
    const std::string padding(m_fitted[i] - std::min(m_fitted[i], display_width(value)), ' ');
    line += to_the_right[i] ? padding + value : value + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  m_console.write(line + '\n');
}

void write_table(Console& console, Layout layout, std::vector<std::string> columns, std::vector<Row> rows) {
  TableWriter writer(console, layout, std::move(columns));
  for (Row& cells : rows) writer.row(std::move(cells));
  writer.finish();
}

}  // namespace litdex::cli
