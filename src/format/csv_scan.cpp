// SPDX-License-Identifier: MIT
#include "format/csv_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "format/char_class.hpp"
#include "format/csv_header.hpp"
#include "format/csv_row.hpp"
#include "format/window_segmenter.hpp"
#include "record/arxiv_id.hpp"
#include "record/numeric_id.hpp"

// The rules S1 to S9, Q6 and Q7 are those of docs/formats/csv.md.
namespace litdex::format {
namespace {

// So much of a line is looked at to see whether it begins a row.
constexpr std::size_t k_lookahead_bytes = 64U << 10U;

// So much of a row, where too much was looked at already. Most rows are shorter.
constexpr std::size_t k_near_bytes = 2U << 10U;

// Q6, Q7: of a row in which a quotation mark stands alone.
constexpr double k_guess_confidence = 0.9;

/// S6: how much a line looks like the beginning of a row.
enum class Likeness : std::uint8_t {
  none,
  columns,  ///< the right number of columns, and no identifier where others have one
  id,       ///< an identifier, and another number of columns
  row,
};

class WindowText final : public GrowingText {
 public:
  explicit WindowText(source::Window& window) : m_window(window) {}
  [[nodiscard]] std::string_view text() const override { return m_window.text(); }
  bool more() override { return m_window.more(); }

 private:
  source::Window& m_window;
};

bool is_word(char c) { return is_letter(c) || is_digit(c) || !is_ascii(c); }

bool is_blank_cell(std::string_view text, const Cell& cell) {
  std::string unescaped;
  return cell_value(cell_text(text, cell, Quoting::doubled, unescaped)).empty();
}

/// Q7: whether the marks in `text` open and close quotations in turn, as the blanks and signs around them show.
bool are_quotations_whole(std::string_view text) {
  constexpr CharSet k_opening(" \t([{-/\"'");
  bool is_open = false;
  for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 1)) {
    if (at > 0 && text[at - 1] == '\\') continue;  // TeX's accent
    const bool may_open = at == 0 || k_opening.has(text[at - 1]);
    const bool may_close = at + 1 == text.size() || !is_word(text[at + 1]);
    if (is_open ? !may_close : !may_open) return false;
    is_open = !is_open;
  }
  return !is_open;
}

class CsvSegmenter final : public WindowSegmenter {
 public:
  CsvSegmenter(source::Window& window, const ReadOptions& options, std::size_t max_entry_bytes)
      : WindowSegmenter(window), m_text(window), m_options(options), m_max_bytes(max_entry_bytes) {
    if (!options.columns.empty()) require_columns();
  }

 private:
  void give_next(Segment& segment) override {
    if (const std::size_t blanks = count_blanks(0)) {
      give(segment, SpanKind::blank, blanks);
    } else if (const std::size_t length = m_is_line_start ? delimiter_line_length_at(0) : 0) {
      give(segment, SpanKind::frame, length);
    } else if (!m_header) {
      give_before_header(segment);
    } else if (m_is_inside_damage) {
      give_damage(segment);
    } else {
      give_row(segment);
    }
  }

  /// S1: the length of the delimiter line at `begin`, 0 where none stands there.
  std::size_t delimiter_line_length_at(std::size_t begin) {
    has_bytes(begin + k_max_delimiter_line_bytes + 1);
    return delimiter_line_length(window().text().substr(begin));
  }

  /// S2: the blanks from `begin` on. Tabs at the beginning of a line are empty columns where a tab is the delimiter.
  std::size_t count_blanks(std::size_t begin) {
    std::size_t at = begin;
    const std::size_t limit = begin + k_max_blank_bytes;
    for (; at < limit && has_bytes(at + 1) && base::is_blank(window().text()[at]); ++at) {
      const char c = window().text()[at];
      if (c == '\n' || c == '\r') {
        m_tabs = 0;
        m_is_line_start = true;
      } else if (c == '\t' && m_is_line_start) {
        ++m_tabs;
      }
    }
    return at - begin;
  }

  /// H5: the header before anything is given, so that a column which is not there is an error of this input alone.
  void require_columns() {
    has_bytes(base::k_byte_order_mark.size());
    const std::string_view text = window().text();
    const std::size_t mark = text.size() - base::without_byte_order_mark(text).size();
    std::size_t begin = mark + count_blanks(mark);
    begin += delimiter_line_length_at(begin);
    begin += count_blanks(begin);
    if (!has_bytes(begin + 1)) return;
    const std::optional<Header> header = read_header(m_text, begin, std::exchange(m_tabs, 0), m_options, m_probe);
    if (!header) throw base::Error(base::ExitCode::bad_data, "the table has no header row", k_hint_columns);
    for (const auto& [field, name] : m_options.columns) {
      if (header->names_column(name)) continue;
      throw base::Error(base::ExitCode::bad_data,
                        fmt::format("the table has no column '{}'; it has {}", base::printable(name),
                                    base::printable(fmt::format("{}", fmt::join(header->names, ", ")))),
                        k_hint_columns);
    }
  }

  /// H3: whether a row may be taken for the header.
  [[nodiscard]] bool is_first_header(const Header& header) const {
    if (!m_options.columns.empty()) return true;
    return header.columns.size() > 1 && (header.has_anchor || header.may_have_anchor);
  }

  static bool is_later_header(const Header& header) {
    return header.known_count > 1 && (header.has_anchor || header.may_have_anchor);
  }

  /// S3: lines before the header are rejected together.
  void give_before_header(Segment& segment) {
    std::optional<Header> header = read_header(m_text, 0, m_tabs, m_options, m_probe);
    if (header && is_first_header(*header)) {
      give_header(segment, std::move(*header));
      return;
    }
    std::size_t line = 0;
    while (find_next_line(line)) {
      header = read_header(m_text, line, 0, m_options, m_probe);
      if (header && is_first_header(*header)) break;
    }
    give_reject(segment, line, {RejectCode::malformed, "no header row that names known columns stands before it"});
  }

  /// The row that read_header left in m_probe.
  void give_header(Segment& segment, Header header) {
    m_header = std::move(header);
    m_id_column = m_header->id_column();
    m_has_seen_id = false;
    m_is_inside_damage = false;
    forget_search();
    m_context.clear();
    m_header_text = window().text().substr(0, m_probe.end);
    give(segment, SpanKind::frame, trimmed_length(m_probe.end));
  }

  void give_row(Segment& segment) {
    scan(m_row, 0, Quoting::doubled, m_max_bytes);
    note_id();
    if (m_row.why == RowEnd::line && give_whole_row(segment)) return;
    const Row first = std::exchange(m_row, {});
    if (give_other_header(segment)) return;
    scan(m_row, 0, Quoting::backslash, m_max_bytes);
    if (m_row.why == RowEnd::line && has_columns(m_row)) {
      give_record(segment, Quoting::backslash);
      return;
    }
    if (give_guessed_row(segment)) return;
    give_bad_row(segment, first);
  }

  /// S6: what a row must have depends on whether the table has identifiers.
  void note_id() {
    if (m_has_seen_id || !has_id(m_row)) return;
    m_has_seen_id = true;
    forget_search();
  }

  /// S4, S5: m_row as the header's row again, another header, an empty row or a record; false where it is none of them.
  bool give_whole_row(Segment& segment) {
    const std::string_view text = window().text();
    if (text.substr(0, m_row.end) == m_header_text) {
      give(segment, SpanKind::frame, trimmed_length(m_row.end));
      return true;
    }
    if (std::ranges::all_of(m_row.cells, [&](const Cell& cell) { return is_blank_cell(text, cell); })) {
      give(segment, SpanKind::frame, trimmed_length(m_row.end));
      return true;
    }
    if (may_be_header(text, m_row) && give_other_header(segment)) return true;
    if (!has_columns(m_row) && !is_short_row(m_row)) return false;
    give_record(segment, Quoting::doubled);
    return true;
  }

  bool give_other_header(Segment& segment) {
    std::optional<Header> header = read_header(m_text, 0, m_tabs, m_options, m_probe);
    if (!header || !is_later_header(*header)) return false;
    give_header(segment, std::move(*header));
    return true;
  }

  /// Q6, Q7: a quotation mark stands alone in a cell; the row ends before the next line that begins one.
  bool give_guessed_row(Segment& segment) {
    const RowBegin next = find_row_begin();
    const std::size_t limit = next.is_found ? next.offset : m_max_bytes;
    const bool may_be_plain = fits(Quoting::plain, limit) && has_whole_quotations();
    const bool is_row_behind = may_be_plain && is_blank_between(m_row.end, next.offset);
    if (!is_row_behind && fits(Quoting::loose, limit)) {
      give_guess(segment, Quoting::loose);
    } else if (may_be_plain && fits(Quoting::plain, limit)) {
      give_guess(segment, Quoting::plain);
    } else {
      return false;
    }
    return true;
  }

  [[nodiscard]] bool is_blank_between(std::size_t begin, std::size_t end) const {
    return begin >= end || base::trim(window().text().substr(begin, end - begin)).empty();
  }

  /// Whether m_row, read so, is a row.
  bool fits(Quoting quoting, std::size_t limit) {
    scan(m_row, 0, quoting, limit);
    return m_row.why == RowEnd::line && has_columns(m_row) && (!m_has_seen_id || has_id(m_row));
  }

  [[nodiscard]] bool has_whole_quotations() const {
    const std::string_view text = window().text();
    return std::ranges::all_of(m_row.cells, [text](const Cell& cell) {
      return !cell.is_doubtful || are_quotations_whole(text.substr(cell.begin, cell.end - cell.begin));
    });
  }

  void give_guess(Segment& segment, Quoting quoting) {
    give_record(segment, quoting);
    segment.confidence = k_guess_confidence;
    for (std::size_t i = 0; i < m_row.cells.size(); ++i) {
      const std::size_t column = i + dropped();
      if (!m_row.cells[i].is_doubtful || column >= m_header->columns.size()) continue;
      add_doubt(segment, m_header->columns[column]);
    }
  }

  static void add_doubt(Segment& segment, const Column& column) {
    if (column.kind == ColumnKind::ignored || column.kind == ColumnKind::record_date) return;
    segment.doubtful.add(column.field);
    if (column.kind == ColumnKind::versions) segment.doubtful.add(record::Field::submitted);
    if (column.kind == ColumnKind::versions) segment.doubtful.add(record::Field::updated);
  }

  /// S7, S8. `first` is the row as its quotation marks alone would have it.
  void give_bad_row(Segment& segment, const Row& first) {
    const RowBegin next = find_row_begin();
    if (first.why == RowEnd::line) {
      std::size_t end = next.offset;
      if (first.end < next.offset) end = m_has_seen_id ? end_of_damage(first.end) : first.end;
      give_reject(segment, end,
                  {RejectCode::malformed, fmt::format("{} columns where the header has {}", first.count + dropped(),
                                                      m_header->columns.size())});
    } else if (!next.is_found && next.offset >= m_max_bytes) {
      give_too_long(segment);
    } else {
      give_reject(segment, next.offset,
                  {RejectCode::malformed, first.why == RowEnd::stray_quote
                                              ? "a quotation mark inside a quoted cell stands alone"
                                              : "a quoted cell does not end"});
    }
  }

  /// S9: the window begins inside a row that is too long.
  void give_damage(Segment& segment) {
    if (m_is_line_start && likeness_at(0, dropped()) == Likeness::row) {
      m_is_inside_damage = false;
      give_row(segment);
    } else {
      give_too_long(segment);
    }
  }

  void give_too_long(Segment& segment) {
    const RowBegin next = find_row_begin();
    m_is_inside_damage = !next.is_found;
    give_reject(segment, next.offset, {RejectCode::too_long, "part of an entry that is longer than an entry may be"});
  }

  void scan(Row& row, std::size_t begin, Quoting quoting, std::size_t max_bytes) {
    scan_row(m_text, begin, {m_header->delimiter, quoting, may_scan_far() ? max_bytes : k_near_bytes}, row);
    m_scanned += row.end - begin;
  }

  /// Rows with a quotation mark too many may be looked at up to the end of the stream, each of them, and each line more
  /// than once. Only so often as keeps the time linear: then rows are looked for nearby alone.
  [[nodiscard]] bool may_scan_far() const {
    constexpr std::uint64_t k_often = 16;
    const std::uint64_t at_first = 4 * std::uint64_t{m_max_bytes};
    return m_scanned < at_first + k_often * window().offset();
  }

  /// Columns that are empty and were taken for blanks.
  [[nodiscard]] std::size_t dropped() const { return m_header->delimiter == '\t' ? m_tabs : 0; }

  /// S5: as many columns as the header, or more that are empty.
  [[nodiscard]] bool has_columns(const Row& row, std::size_t before) const {
    const std::size_t count = m_header->columns.size();
    if (row.count + before < count || row.count > row.cells.size()) return false;
    for (std::size_t i = count; i < row.cells.size() + before; ++i) {
      if (i >= before && !is_blank_cell(window().text(), row.cells[i - before])) return false;
    }
    return true;
  }
  [[nodiscard]] bool has_columns(const Row& row) const { return has_columns(row, dropped()); }

  [[nodiscard]] bool has_id(const Row& row, std::size_t before) const {
    if (!m_id_column || *m_id_column < before || *m_id_column - before >= row.cells.size()) return false;
    const Cell& cell = row.cells[*m_id_column - before];
    std::string unescaped;
    const std::string_view value = cell_value(cell_text(window().text(), cell, Quoting::doubled, unescaped));
    constexpr std::size_t k_longest_id = 128;
    if (value.size() > k_longest_id) return false;
    return record::parse_arxiv_id(value).has_value() || record::repair_numeric_id(value).has_value();
  }
  [[nodiscard]] bool has_id(const Row& row) const { return has_id(row, dropped()); }

  /// S5: a row that lacks columns at its end, which a program left out because they were empty.
  bool is_short_row(const Row& row) {
    if (row.count + dropped() >= m_header->columns.size() || !has_id(row)) return false;
    const std::size_t line = row.end;
    if (!has_bytes(line + 1)) return false;
    for (std::size_t at = line; has_bytes(at + 1) && at < line + k_lookahead_bytes; ++at) {
      if (base::is_blank(window().text()[at])) continue;
      return delimiter_line_length_at(at) > 0 || likeness_of_line_of(at, line) != Likeness::none;
    }
    return true;
  }

  /// The likeness of the line whose first byte that is not blank stands at `at`; blanks before it begin at `from`.
  Likeness likeness_of_line_of(std::size_t at, std::size_t from) {
    const std::string_view blanks = window().text().substr(from, at - from);
    const std::size_t line_end = blanks.find_last_of("\n\r");
    const std::string_view indent = line_end == std::string_view::npos ? blanks : blanks.substr(line_end + 1);
    return likeness_at(at,
                       m_header->delimiter == '\t' ? static_cast<std::size_t>(std::ranges::count(indent, '\t')) : 0);
  }

  Likeness likeness_at(std::size_t begin, std::size_t before) {
    scan(m_probe, begin, Quoting::doubled, k_lookahead_bytes);
    // A quotation at the beginning of a cell may stand before the identifier.
    const bool is_stray = m_probe.why == RowEnd::stray_quote && m_has_seen_id && !has_id(m_probe, before);
    if (is_stray) scan(m_probe, begin, Quoting::plain, k_lookahead_bytes);
    const bool is_whole = m_probe.why == RowEnd::line;
    const bool do_columns_fit = is_whole && has_columns(m_probe, before);
    if (!m_has_seen_id) return do_columns_fit ? Likeness::row : Likeness::none;
    if (!has_id(m_probe, before)) return do_columns_fit ? Likeness::columns : Likeness::none;
    return do_columns_fit || !is_whole ? Likeness::row : Likeness::id;
  }

  /// Moves `line` to the beginning of the next line; false, and `line` at the end of what was looked at, where none
  /// begins within the longest entry.
  bool find_next_line(std::size_t& line) {
    std::size_t found = window().text().find_first_of("\n\r", line);
    while (found == std::string_view::npos && window().text().size() < m_max_bytes) {
      const std::size_t seen = window().text().size();
      if (!window().more()) break;
      found = window().text().find_first_of("\n\r", seen);
    }
    const bool is_pair = found < m_max_bytes && window().text()[found] == '\r' && has_bytes(found + 2) &&
                         window().text()[found + 1] == '\n';
    line = std::min(found, std::min(window().text().size(), m_max_bytes) - 1) + (is_pair ? 2 : 1);
    return line < m_max_bytes && has_bytes(line + 1);
  }

  /// Where the next row begins, counted from the window; where none is found, how far it was looked for.
  struct RowBegin {
    std::size_t offset = 0;
    bool is_found = false;
  };

  /// S6: the first line after this one that begins like a row. What was found is kept, so that many bad rows take no
  /// longer than one.
  RowBegin find_row_begin() {
    const std::uint64_t here = window().offset();
    if (m_is_row_found && m_searched_to > here) return {static_cast<std::size_t>(m_searched_to - here), true};
    std::size_t line = m_searched_to > here ? static_cast<std::size_t>(m_searched_to - here) : 0;
    m_is_row_found = false;
    while (!m_is_row_found && line < m_max_bytes && find_next_line(line)) {
      m_is_row_found = likeness_of_indented(line) == Likeness::row;
    }
    m_searched_to = here + line;
    return {line, m_is_row_found};
  }

  Likeness likeness_of_indented(std::size_t line) {
    std::size_t at = line;
    while (at < line + k_lookahead_bytes && has_bytes(at + 1) &&
           (window().text()[at] == ' ' || window().text()[at] == '\t')) {
      ++at;
    }
    return has_bytes(at + 1) ? likeness_of_line_of(at, line) : Likeness::none;
  }

  /// S7: after a row without the right number of columns, lines that do not begin one belong to it.
  std::size_t end_of_damage(std::size_t line) {
    while (find_next_line(line)) {
      if (likeness_of_indented(line) != Likeness::none) break;
    }
    return line;
  }

  void forget_search() {
    m_searched_to = 0;
    m_is_row_found = false;
  }

  void give_record(Segment& segment, Quoting quoting) {
    if (m_context.empty() || m_context_quoting != quoting || m_context_dropped != dropped()) {
      m_context_quoting = quoting;
      m_context_dropped = dropped();
      m_context = context_of(*m_header, quoting, m_context_dropped);
    }
    give(segment, SpanKind::record, trimmed_length(m_row.end));
    segment.context = m_context;
  }

  void give_reject(Segment& segment, std::size_t end, Reject reject) {
    give(segment, SpanKind::reject, trimmed_length(end));
    segment.reject = std::move(reject);
  }

  [[nodiscard]] std::size_t trimmed_length(std::size_t end) const {
    return base::trim(window().text().substr(0, end)).size();
  }

  void pass(SpanKind kind, std::string_view /*given*/) override {
    if (kind != SpanKind::blank) m_is_line_start = false;
  }

  static constexpr const char* k_hint_columns = "--map FIELD=COLUMN names a column of the header row";

  WindowText m_text;
  ReadOptions m_options;
  std::size_t m_max_bytes;
  bool m_is_line_start = true;
  std::size_t m_tabs = 0;  ///< before the first byte of the line that is not blank
  std::optional<Header> m_header;
  std::string m_header_text;
  std::optional<std::size_t> m_id_column;
  bool m_has_seen_id = false;  ///< the table has arXiv identifiers in that column
  bool m_is_inside_damage = false;
  Row m_row;
  Row m_probe;
  std::uint64_t m_scanned = 0;      ///< bytes that were looked at as those of rows
  std::uint64_t m_searched_to = 0;  ///< no line before this place of the stream begins a row
  bool m_is_row_found = false;      ///< one begins there
  std::string m_context;
  Quoting m_context_quoting = Quoting::doubled;
  std::size_t m_context_dropped = 0;
};

}  // namespace

std::unique_ptr<Segmenter> make_csv_segmenter(source::Window& window, const ReadOptions& options,
                                              std::size_t max_entry_bytes) {
  return std::make_unique<CsvSegmenter>(window, options, max_entry_bytes);
}

}  // namespace litdex::format
