// One row of a table: its cells, and where it ends. Rules Q1 to Q7 of docs/formats/csv.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::format {

/// How a quotation mark inside a quoted cell is written. The value is its sign in a context.
enum class Quoting : char {
  doubled = '"',     ///< twice (RFC 4180)
  backslash = '\\',  ///< after a backslash
  loose = '~',       ///< once: a cell ends at a mark that a delimiter or the end of the line follows
  plain = '=',       ///< twice; where one stands alone the cell is not quoted, but begins with a quotation
};

/// A cell. Offsets count from where its text does, and leave out the quotation marks around it.
struct Cell {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_quoted = false;
  /// Something inside stands for something else.
  bool has_escapes = false;
  /// A quotation mark stood alone in it: how it is read is a guess.
  bool is_doubtful = false;
};

/// Why a row ended.
enum class RowEnd : std::uint8_t {
  line,         ///< with its line, or with the text
  stray_quote,  ///< at a quotation mark that neither ends its cell nor is written as its rules say
  open_quote,   ///< the text ended inside a quoted cell
  limit,        ///< it is longer than it may be
};

/// So many cells of a row are kept; more are counted.
inline constexpr std::size_t k_max_cells = 1U << 14U;

struct Row {
  std::vector<Cell> cells;
  std::size_t count = 0;
  /// The offset behind the last byte that belongs to it; its line end does not.
  std::size_t end = 0;
  RowEnd why = RowEnd::line;
};

/// A text that is read while it is looked at.
class GrowingText {
 public:
  GrowingText() = default;
  virtual ~GrowingText() = default;
  GrowingText(const GrowingText&) = delete;
  GrowingText& operator=(const GrowingText&) = delete;

  /// What has been read. The view is valid until the next call of `more`; offsets stay the same.
  [[nodiscard]] virtual std::string_view text() const = 0;
  /// Reads at least one more byte; false at the end.
  virtual bool more() = 0;
};

/// A text that is there as a whole.
class WholeText final : public GrowingText {
 public:
  explicit WholeText(std::string_view text) : m_text(text) {}
  [[nodiscard]] std::string_view text() const override { return m_text; }
  bool more() override { return false; }

 private:
  std::string_view m_text;
};

struct RowRules {
  char delimiter = ',';
  Quoting quoting = Quoting::doubled;
  /// So many bytes are looked at, at most.
  std::size_t max_bytes = SIZE_MAX;
};

/// Cuts the row of `text` that begins at `begin` into cells. A row that does not end with its line has the cells before
/// the place where it failed. Linear in the bytes looked at.
void scan_row(GrowingText& text, std::size_t begin, const RowRules& rules, Row& row);

/// What a cell of `text` says. A view of `text`, or of `unescaped`, which then holds it.
std::string_view cell_text(std::string_view text, const Cell& cell, Quoting quoting, std::string& unescaped);

/// D12: what a cell says without the blanks around it, and without the formula by which a spreadsheet is told that it
/// is a text and no number: `="0704.0001"`.
std::string_view cell_value(std::string_view text);

}  // namespace litdex::format
