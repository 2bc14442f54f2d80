// What the columns of a table are: header rows, the names of fields in them, and the context of a row. Rules H1 to H7
// of docs/formats/csv.md. SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "format/csv_row.hpp"
#include "format/format.hpp"
#include "record/field.hpp"

namespace litdex::format {

/// What a column holds. `k_column_names` has the names.
enum class ColumnKind : std::uint8_t {
  ignored,           ///< no name, or none that is known
  field,             ///< a field of a record
  id_or_other,       ///< an arXiv identifier, a URL of one, or something else
  primary_category,  ///< the first of the categories
  versions,          ///< a list of the paper's versions
  versions_dates,    ///< a list of their dates
  record_date,       ///< the date of the record itself
};

struct Column {
  ColumnKind kind = ColumnKind::ignored;
  record::Field field = record::Field::arxiv_id;

  friend bool operator==(const Column&, const Column&) = default;
};

/// The columns of a table.
struct Header {
  char delimiter = ',';
  std::vector<Column> columns;
  /// Its names, for people.
  std::vector<std::string> names;
  /// Different things that its columns hold.
  std::size_t known_count = 0;
  /// H3: it names a column of arXiv identifiers, DOIs or titles; or, in the second case, one that may be.
  bool has_anchor = false;
  bool may_have_anchor = false;

  /// Whether a column has that name, or one that counts as the same (H1).
  [[nodiscard]] bool names_column(std::string_view name) const;
  /// The column of the identifiers, if there is one.
  [[nodiscard]] std::optional<std::size_t> id_column() const;
};

/// The delimiters a table may have.
inline constexpr std::string_view k_delimiters = ",\t;|";

/// A header is no longer than this.
inline constexpr std::size_t k_max_header_bytes = 64U << 10U;

/// Reads the row of `text` that begins at `begin` as a header, with the delimiter that makes most of it (H2). `row` is
/// what it was cut into; blanks were taken away before it, `tabs` of them tabs. Absent where it can be none (H3).
std::optional<Header> read_header(GrowingText& text, std::size_t begin, std::size_t tabs, const ReadOptions& options,
                                  Row& row);

/// No line that delimiter_line_length finds is longer.
inline constexpr std::size_t k_max_delimiter_line_bytes = 7;

/// S1: the length of the line at the front of `text` that tells a spreadsheet the delimiter, `sep=;`, without its end;
/// 0 where there is none.
std::size_t delimiter_line_length(std::string_view text);

/// Whether one of the first cells of a row is a name that a header may have: what quickly tells most rows from headers.
bool may_be_header(std::string_view text, const Row& row);

/// H7: the context of a row, its first `dropped` columns apart.
std::string context_of(const Header& header, Quoting quoting, std::size_t dropped);

/// What a context says.
struct RowContext {
  RowRules rules;
  std::vector<Column> columns;
};

/// Reads what context_of wrote. Total: of anything else it makes what it can.
RowContext read_context(std::string_view context);

}  // namespace litdex::format
