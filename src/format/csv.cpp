// SPDX-License-Identifier: MIT
#include "format/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/windows_1252.hpp"
#include "format/char_class.hpp"
#include "format/csv_header.hpp"
#include "format/csv_row.hpp"
#include "format/json_authors.hpp"
#include "format/json_entry.hpp"
#include "format/json_versions.hpp"
#include "format/no_value.hpp"
#include "format/python_list.hpp"
#include "record/arxiv_id.hpp"
#include "record/category.hpp"
#include "record/numeric_id.hpp"

// The rules D1 to D12 and H6 are those of docs/formats/csv.md.
namespace litdex::format {
namespace {

using record::Field;
using record::RawRecord;

/// D4: whether `text` is names with `separator` between them: none of it inside brackets, and no piece that is several
/// names itself.
bool is_separated_by(std::string_view text, char separator) {
  if (text.find(separator) == std::string_view::npos) return false;
  int depth = 0;
  int commas = 0;
  char last = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (c == ',' && depth == 0 && ++commas > 1) return false;
    if (c == separator && (depth != 0 || last == ',')) return false;
    if (c == separator) commas = 0;
    if (!base::is_blank(c)) last = c;
  }
  return true;
}

/// D4: authors one by one as "Name; Name;", or as one string as they are.
std::optional<std::string> author_list(std::string_view value) {
  if (const auto list = read_python_list(value)) return authors_in_json(list->root());
  std::string list;
  for (const char separator : {';', '|'}) {
    if (!is_separated_by(value, separator)) continue;
    // One by one: a list of all names could take many times the memory of the text.
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t end = std::min(value.find(separator, begin), value.size());
      const std::string_view name = base::trim(value.substr(begin, end - begin));
      if (!name.empty()) list.append(list.empty() ? "" : " ").append(name).append(";");
      begin = end + 1;
    }
    return list;
  }
  return std::nullopt;
}

/// D7: what the texts of a list say; absent where `value` is none.
std::optional<std::string> words_of_list(std::string_view value) {
  const auto list = read_python_list(value);
  return list ? std::optional(json_words(list->root())) : std::nullopt;
}

/// D5: the codes in `value`, a list or a string, added to `codes` where they are not among them.
void add_categories(std::vector<std::string>& codes, std::string_view value) {
  const auto add = [&codes](std::string_view code) {
    if (record::is_category_code(code) && std::ranges::find(codes, code) == codes.end()) codes.emplace_back(code);
  };
  constexpr std::size_t k_most_codes = 64;
  constexpr CharSet k_separators(" \t\r\n\v\f,;|[]'\"");
  for (std::size_t begin = 0; begin < value.size() && codes.size() < k_most_codes;) {
    std::size_t end = begin;
    while (end < value.size() && !k_separators.has(value[end])) ++end;
    if (end > begin) add(value.substr(begin, end - begin));
    begin = end + 1;
  }
}

/// The cells of a row put together to a record.
class RowDecoder {
 public:
  std::optional<Reject> add(const Column& column, std::string_view value, bool is_kept) {
    if (is_no_value(value)) return std::nullopt;
    m_has_value = true;
    switch (column.kind) {
      case ColumnKind::ignored: break;
      case ColumnKind::id_or_other: add_id(value, is_kept); break;
      case ColumnKind::primary_category: add_primary(value); break;
      case ColumnKind::versions: add_list(m_versions, value); break;
      case ColumnKind::versions_dates: add_list(m_versions_dates, value); break;
      case ColumnKind::record_date: add_date(value, is_kept); break;
      case ColumnKind::field:
        if (column.field == Field::arxiv_id && !add_id(value, is_kept)) {
          constexpr std::size_t k_shown = 40;
          return Reject{RejectCode::malformed,
                        fmt::format("'{}' is no arXiv identifier", base::printable(base::utf8_prefix(value, k_shown)))};
        }
        if (column.field != Field::arxiv_id) add_field(column.field, value, is_kept);
    }
    return std::nullopt;
  }

  Decoded finish() && {
    if (!m_has_value) return Reject{RejectCode::malformed, "no column that is known has a value"};
    std::vector<std::string> codes = std::move(m_primary);
    for (std::string& code : m_codes) {
      if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
    }
    if (!codes.empty()) m_raw[Field::categories] = m_raw.keep(fmt::format("{}", fmt::join(codes, " ")));
    give_versions();
    if (!m_raw[Field::latest_version] && !m_version.empty()) m_raw[Field::latest_version] = m_version;
    return std::move(m_raw);
  }

 private:
  std::string_view view(std::string_view value, bool is_kept) {
    return is_kept ? value : m_raw.keep(std::string(value));
  }

  /// D2, D3; false where `value` is no identifier.
  bool add_id(std::string_view value, bool is_kept) {
    if (m_raw[Field::arxiv_id]) return true;
    if (record::parse_arxiv_id(value)) {
      m_raw[Field::arxiv_id] = view(value, is_kept);
      m_version = record::version_in_arxiv_id(*m_raw[Field::arxiv_id]);
      return true;
    }
    std::optional<std::string> repaired = record::repair_numeric_id(value);
    if (!repaired) return false;
    m_raw[Field::arxiv_id] = m_raw.keep(std::move(*repaired));
    m_raw.damaged_id = view(value, is_kept);
    return true;
  }

  void add_primary(std::string_view value) {
    if (m_primary.empty()) add_categories(m_primary, value);
  }

  static void add_list(std::unique_ptr<JsonEntry>& list, std::string_view value) {
    if (!list) list = read_python_list(value);
  }

  void add_date(std::string_view value, bool is_kept) {
    if (!m_raw.date) m_raw.date = view(value, is_kept);
  }

  /// D11: what the versions say goes before the other columns.
  void give_versions() {
    if (!m_versions) return;
    const std::optional dates = m_versions_dates ? std::optional(m_versions_dates->root()) : std::nullopt;
    const VersionList list = versions_in_json(m_versions->root(), dates);
    if (!list.submitted.empty()) m_raw[Field::submitted] = m_raw.keep(std::string(list.submitted));
    if (!list.updated.empty()) m_raw[Field::updated] = m_raw.keep(std::string(list.updated));
    if (list.latest > 0) m_raw[Field::latest_version] = m_raw.keep(std::to_string(list.latest));
  }

  void add_field(Field field, std::string_view value, bool is_kept) {
    std::optional<std::string_view>& place = m_raw[field];
    if (field == Field::categories) {
      if (m_codes.empty()) add_categories(m_codes, value);
      return;
    }
    if (place) return;
    std::optional<std::string> changed;
    if (field == Field::authors) changed = author_list(value);
    if (field == Field::doi) changed = words_of_list(value);
    // D6: a whole number in a column with gaps.
    if (field == Field::latest_version && value.ends_with(".0")) value.remove_suffix(2);
    if (changed && changed->empty()) return;
    place = changed ? m_raw.keep(std::move(*changed)) : view(value, is_kept);
  }

  RawRecord m_raw;
  std::vector<std::string> m_primary;
  std::vector<std::string> m_codes;
  std::unique_ptr<JsonEntry> m_versions;
  std::unique_ptr<JsonEntry> m_versions_dates;
  std::string_view m_version;
  bool m_has_value = false;
};

/// H6: how many of the rows after the header were looked at, and what they say.
struct Evidence {
  std::size_t rows = 0;
  std::size_t fitting = 0;
  bool has_id = false;
};

Evidence look_at_rows(std::string_view head, std::size_t begin, const Header& header) {
  constexpr std::size_t k_most_rows = 5;
  Evidence evidence;
  WholeText text(head);
  Row row;
  std::string unescaped;
  for (std::size_t at = begin; evidence.rows < k_most_rows; at = row.end) {
    while (at < head.size() && (head[at] == '\n' || head[at] == '\r')) ++at;
    if (at == head.size()) break;
    scan_row(text, at, {.delimiter = header.delimiter}, row);
    if (row.end == head.size() || row.why == RowEnd::open_quote) break;
    ++evidence.rows;
    if (row.why != RowEnd::line) break;
    evidence.fitting += row.cells.size() == header.columns.size() ? 1 : 0;
    const std::optional<std::size_t> id = header.id_column();
    if (!id || *id >= row.cells.size()) continue;
    const std::string_view value = cell_value(cell_text(head, row.cells[*id], Quoting::doubled, unescaped));
    if (record::parse_arxiv_id(value) || record::repair_numeric_id(value)) evidence.has_id = true;
  }
  return evidence;
}

}  // namespace

Decoded decode_csv(std::string_view entry, std::string_view context) {
  const RowContext row_context = read_context(context);
  WholeText whole(entry);
  Row row;
  scan_row(whole, 0, row_context.rules, row);
  if (row.why != RowEnd::line || row.end != entry.size()) {
    return Reject{RejectCode::malformed, "the row does not end where its cells do"};
  }
  RowDecoder decoder;
  std::string unescaped;
  const std::size_t count = std::min(row.cells.size(), row_context.columns.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (row_context.columns[i].kind == ColumnKind::ignored) continue;
    const std::string_view text = cell_text(entry, row.cells[i], row_context.rules.quoting, unescaped);
    const std::optional<std::string> converted = base::windows_1252_as_utf8(text);  // D10
    const std::string_view value = cell_value(converted ? *converted : text);
    const bool is_in_entry = !row.cells[i].has_escapes && !converted;
    if (std::optional<Reject> reject = decoder.add(row_context.columns[i], value, is_in_entry)) return *reject;
  }
  return std::move(decoder).finish();
}

double detect_csv(std::string_view head) {
  head = base::without_byte_order_mark(head);
  std::size_t tabs = 0;
  std::size_t begin = 0;
  for (; begin < head.size() && base::is_blank(head[begin]); ++begin) {
    if (head[begin] == '\n' || head[begin] == '\r') tabs = 0;
    if (head[begin] == '\t') ++tabs;
  }
  if (const std::size_t length = delimiter_line_length(head.substr(begin))) {
    begin += length;
    while (begin < head.size() && base::is_blank(head[begin])) ++begin;
  }
  WholeText text(head);
  Row row;
  const std::optional<Header> header = read_header(text, begin, tabs, {}, row);
  if (!header || header->columns.size() < 2) return 0;
  const Evidence evidence = look_at_rows(head, row.end, *header);
  const bool is_anchored = header->has_anchor || (header->may_have_anchor && evidence.has_id);
  if (!is_anchored || header->known_count == 0) return 0;
  const bool do_rows_fit = evidence.fitting == evidence.rows;
  if (header->known_count == 1 && !evidence.has_id) return do_rows_fit && evidence.rows > 0 ? 0.3 : 0;
  return do_rows_fit ? 0.95 : 0.6;
}

}  // namespace litdex::format
