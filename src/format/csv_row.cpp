// SPDX-License-Identifier: MIT
#include "format/csv_row.hpp"

#include <algorithm>

#include "base/text.hpp"

// The rules Q1 to Q7 and D12 are those of docs/formats/csv.md.
namespace litdex::format {
namespace {

class RowScan {
 public:
  RowScan(GrowingText& text, std::size_t begin, const RowRules& rules, Row& row)
      : m_text(text),
        m_rules(rules),
        m_row(row),
        m_at(begin),
        m_limit(rules.max_bytes < SIZE_MAX - begin ? begin + rules.max_bytes : SIZE_MAX) {
    m_row.cells.clear();
    m_row.count = 0;
    m_row.why = RowEnd::line;
    m_seen = m_text.text().substr(0, m_limit);
  }

  void run() {
    for (;;) {
      Cell& cell = add_cell();
      const bool is_whole = has_byte(m_at) && m_seen[m_at] == '"' ? scan_quoted(cell) : scan_plain(cell);
      if (!is_whole) {
        if (&cell != &m_not_kept) m_row.cells.pop_back();
        break;
      }
      ++m_row.count;
      if (!has_byte(m_at) || m_seen[m_at] != m_rules.delimiter) break;
      ++m_at;
    }
    m_row.end = m_at;
  }

 private:
  /// Filled in where it is kept: to copy what was just written byte by byte would take longer than to find it.
  Cell& add_cell() {
    m_not_kept = {.begin = m_at};
    return m_row.count < k_max_cells ? m_row.cells.emplace_back(m_not_kept) : m_not_kept;
  }

  /// Whether there is a byte at `offset`. At the limit there is none, and the row has failed if it has to go on.
  bool has_byte(std::size_t offset) {
    while (offset >= m_seen.size()) {
      if (offset >= m_limit || !m_text.more()) return false;
      m_seen = m_text.text().substr(0, m_limit);
    }
    return true;
  }

  bool fail(RowEnd why) {
    m_row.why = why;
    return false;
  }

  [[nodiscard]] bool ends_cell(char c) const { return c == m_rules.delimiter || c == '\n' || c == '\r'; }

  /// Q1.
  bool scan_plain(Cell& cell) {
    while (has_byte(m_at)) {
      const std::size_t size = m_seen.size();
      while (m_at < size && !ends_cell(m_seen[m_at])) ++m_at;
      if (m_at < size) break;
    }
    if (m_at >= m_limit) return fail(RowEnd::limit);
    cell.end = m_at;
    return true;
  }

  /// The next quotation mark or escape from m_at on.
  bool find_mark() {
    while (has_byte(m_at)) {
      const std::size_t found =
          m_rules.quoting == Quoting::backslash ? m_seen.find_first_of("\"\\", m_at) : m_seen.find('"', m_at);
      m_at = std::min(found, m_seen.size());
      if (found != std::string_view::npos) return true;
    }
    return false;
  }

  /// Q7: the cell that began at `begin` with a quotation mark is plain.
  bool scan_quotation(Cell& cell, std::size_t begin) {
    cell = {.begin = begin, .is_doubtful = true};
    m_at = begin;
    return scan_plain(cell);
  }

  /// Q2 to Q7.
  bool scan_quoted(Cell& cell) {
    cell.is_quoted = true;
    cell.begin = ++m_at;
    while (find_mark()) {
      const bool has_next = has_byte(m_at + 1);
      if (!has_next && m_at + 1 >= m_limit) return fail(RowEnd::limit);
      const bool is_backslash = m_seen[m_at] == '\\';
      const char next = has_next ? m_seen[m_at + 1] : '\n';
      if (!is_backslash && ends_cell(next)) {
        cell.end = m_at++;
        return true;
      }
      if (is_backslash || (next == '"' && m_rules.quoting != Quoting::backslash)) {
        cell.has_escapes = true;
        m_at += 2;
        continue;
      }
      if (m_rules.quoting == Quoting::plain) return scan_quotation(cell, cell.begin - 1);
      if (m_rules.quoting != Quoting::loose) return fail(RowEnd::stray_quote);
      cell.is_doubtful = true;
      ++m_at;
    }
    return fail(m_at >= m_limit ? RowEnd::limit : RowEnd::open_quote);
  }

  GrowingText& m_text;
  const RowRules& m_rules;
  Row& m_row;
  std::size_t m_at;
  std::size_t m_limit;
  std::string_view m_seen;  ///< of m_text, up to the limit
  Cell m_not_kept;
};

}  // namespace

void scan_row(GrowingText& text, std::size_t begin, const RowRules& rules, Row& row) {
  RowScan(text, begin, rules, row).run();
}

std::string_view cell_text(std::string_view text, const Cell& cell, Quoting quoting, std::string& unescaped) {
  const std::string_view inside = text.substr(cell.begin, cell.end - cell.begin);
  if (!cell.has_escapes) return inside;
  const char escape = quoting == Quoting::backslash ? '\\' : '"';
  unescaped.clear();
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const bool has_next = i + 1 < inside.size();
    // Q4: a backslash before anything but a mark or another one is a backslash, as in TeX.
    const bool is_escape = inside[i] == escape && has_next && (inside[i + 1] == '"' || inside[i + 1] == escape);
    if (is_escape) ++i;
    unescaped += inside[i];
  }
  return unescaped;
}

std::string_view cell_value(std::string_view text) {
  constexpr std::string_view k_begin = "=\"";
  const std::string_view value = base::trim(text);
  if (value.size() <= k_begin.size() || !value.starts_with(k_begin) || !value.ends_with('"')) return value;
  const std::string_view inside = value.substr(k_begin.size(), value.size() - k_begin.size() - 1);
  return inside.find('"') == std::string_view::npos ? base::trim(inside) : value;
}

}  // namespace litdex::format
