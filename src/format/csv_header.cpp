// SPDX-License-Identifier: MIT
#include "format/csv_header.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "record/arxiv_id.hpp"

// The rules H1 to H7 are those of docs/formats/csv.md.
namespace litdex::format {
namespace {

using record::Field;

constexpr Column of(Field field) { return {ColumnKind::field, field}; }
constexpr Column k_id_or_other{ColumnKind::id_or_other, Field::arxiv_id};
constexpr Column k_primary_category{ColumnKind::primary_category, Field::categories};
constexpr Column k_versions{ColumnKind::versions, Field::latest_version};
constexpr Column k_versions_dates{ColumnKind::versions_dates, Field::updated};
constexpr Column k_record_date{ColumnKind::record_date, Field::updated};

/// H1: a name as plain_name makes it, and what a column of that name holds.
struct Spelling {
  std::string_view name;
  Column column;
};

constexpr Spelling k_spellings[] = {
    {"abstract", of(Field::abstract)},
    {"abstracts", of(Field::abstract)},
    {"absurl", k_id_or_other},
    {"acmclass", of(Field::acm_class)},
    {"articleid", k_id_or_other},
    {"arxiv", of(Field::arxiv_id)},
    {"arxivcategories", of(Field::categories)},
    {"arxivcategory", of(Field::categories)},
    {"arxivid", of(Field::arxiv_id)},
    {"arxividentifier", of(Field::arxiv_id)},
    {"arxivlink", k_id_or_other},
    {"arxivnumber", of(Field::arxiv_id)},
    {"arxivurl", k_id_or_other},
    {"author", of(Field::authors)},
    {"authorlist", of(Field::authors)},
    {"authorname", of(Field::authors)},
    {"authornames", of(Field::authors)},
    {"authors", of(Field::authors)},
    {"authorsparsed", of(Field::authors)},
    {"authortext", of(Field::authors)},
    {"categories", of(Field::categories)},
    {"categorieslist", of(Field::categories)},
    {"category", of(Field::categories)},
    {"comment", of(Field::comments)},
    {"comments", of(Field::comments)},
    {"created", of(Field::submitted)},
    {"date", of(Field::submitted)},
    {"doi", of(Field::doi)},
    {"dois", of(Field::doi)},
    {"entryid", k_id_or_other},
    {"id", k_id_or_other},
    {"identifier", k_id_or_other},
    {"index", k_id_or_other},
    {"journal", of(Field::journal_ref)},
    {"journalref", of(Field::journal_ref)},
    {"journalreference", of(Field::journal_ref)},
    {"labels", of(Field::categories)},
    {"lastupdated", of(Field::updated)},
    {"latestversion", of(Field::latest_version)},
    {"licence", of(Field::license)},
    {"license", of(Field::license)},
    {"link", k_id_or_other},
    {"mscclass", of(Field::msc_class)},
    {"paperid", k_id_or_other},
    {"papertitle", of(Field::title)},
    {"pdflink", k_id_or_other},
    {"pdfurl", k_id_or_other},
    {"primarycat", k_primary_category},
    {"primarycategory", k_primary_category},
    {"publicationdate", of(Field::submitted)},
    {"published", of(Field::submitted)},
    {"publisheddate", of(Field::submitted)},
    {"reportno", of(Field::report_no)},
    {"reportnumber", of(Field::report_no)},
    {"submissiondate", of(Field::submitted)},
    {"submitted", of(Field::submitted)},
    {"submitteddate", of(Field::submitted)},
    {"submitter", of(Field::submitter)},
    {"summaries", of(Field::abstract)},
    {"summary", of(Field::abstract)},
    {"tag", of(Field::categories)},
    {"tags", of(Field::categories)},
    {"terms", of(Field::categories)},
    {"title", of(Field::title)},
    {"titles", of(Field::title)},
    {"update", of(Field::updated)},
    {"updated", of(Field::updated)},
    {"updateddate", of(Field::updated)},
    {"updatedate", k_record_date},
    {"url", k_id_or_other},
    {"version", of(Field::latest_version)},
    {"versions", k_versions},
    {"versionsdates", k_versions_dates},
};

constexpr std::size_t k_longest_spelling = std::ranges::max_element(k_spellings, {}, [](const Spelling& spelling) {
                                             return spelling.name.size();
                                           })->name.size();

struct ColumnName {
  Column column;
  std::string_view name;
};

// H7. Fields have their own names.
constexpr ColumnName k_column_names[] = {
    {Column{}, "-"},
    {k_id_or_other, "id"},
    {k_primary_category, "primary_category"},
    {k_versions, "versions"},
    {k_versions_dates, "versions_dates"},
    {k_record_date, "record_date"},
};

/// A name without what spellings differ in: case, blanks, "_", "-" and ".".
std::string plain_name(std::string_view name) {
  std::string plain = base::ascii_lower(name);
  std::erase_if(plain, [](char c) { return base::is_blank(c) || c == '_' || c == '-' || c == '.'; });
  return plain;
}

Column column_named(std::string_view plain) {
  const auto* const found = std::ranges::find(k_spellings, plain, &Spelling::name);
  return found == std::end(k_spellings) ? Column{} : found->column;
}

/// H4, H5: what each of `names` holds.
std::vector<Column> columns_named(const std::vector<std::string>& names, const ReadOptions& options) {
  std::vector<Column> columns;
  columns.reserve(names.size());
  for (const std::string& name : names) columns.push_back(column_named(plain_name(name)));
  for (const auto& [field, mapped_name] : options.columns) {
    for (Column& column : columns) {
      const bool is_of_field = column == of(field) || (field == Field::arxiv_id && column == k_id_or_other);
      if (is_of_field) column = Column{};
    }
  }
  for (const auto& [field, mapped_name] : options.columns) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (plain_name(names[i]) == plain_name(mapped_name)) columns[i] = of(field);
    }
  }
  const bool has_sure_id = std::ranges::find(columns, of(Field::arxiv_id)) != columns.end();
  if (has_sure_id) std::ranges::replace(columns, k_id_or_other, Column{});
  return columns;
}

std::size_t count_known(const std::vector<Column>& columns) {
  std::size_t count = 0;
  for (auto column = columns.begin(); column != columns.end(); ++column) {
    if (column->kind != ColumnKind::ignored && std::find(columns.begin(), column, *column) == column) ++count;
  }
  return count;
}

// H3.
constexpr std::size_t k_longest_name = 64;

/// H3: whether `name` may stand in a header: short, and no arXiv identifier.
bool may_be_name(std::string_view name) {
  return name.size() <= k_longest_name && !record::parse_arxiv_id(name).has_value();
}

/// H3: how much of `text` from `begin` on may be a header: a line with its end, as far as headers go.
std::size_t header_bytes(GrowingText& text, std::size_t begin) {
  for (std::size_t seen = begin;;) {
    const std::size_t line_end = text.text().substr(0, begin + k_max_header_bytes).find_first_of("\n\r", seen);
    if (line_end != std::string_view::npos) return line_end + 1 - begin;
    seen = text.text().size();
    if (seen >= begin + k_max_header_bytes || !text.more()) return k_max_header_bytes;
  }
}

Header make_header(std::vector<std::string> names, const ReadOptions& options) {
  Header header;
  header.columns = columns_named(names, options);
  header.names = std::move(names);
  header.known_count = count_known(header.columns);
  for (const Column& column : header.columns) {
    const bool is_anchor = column == of(Field::arxiv_id) || column == of(Field::doi) || column == of(Field::title);
    header.has_anchor = header.has_anchor || is_anchor;
    header.may_have_anchor = header.may_have_anchor || column == k_id_or_other;
  }
  return header;
}

/// The names in a row; none where they cannot all be names.
std::vector<std::string> names_in(std::string_view text, const Row& row) {
  std::vector<std::string> names;
  std::string unescaped;
  for (const Cell& cell : row.cells) {
    const std::string_view name = cell_value(cell_text(text, cell, Quoting::doubled, unescaped));
    if (!may_be_name(name)) return {};
    names.emplace_back(name);
  }
  return names;
}

}  // namespace

bool Header::names_column(std::string_view name) const {
  return std::ranges::find(names, plain_name(name), [](const std::string& other) { return plain_name(other); }) !=
         names.end();
}

std::optional<std::size_t> Header::id_column() const {
  for (const Column wanted : {of(Field::arxiv_id), k_id_or_other}) {
    const auto found = std::ranges::find(columns, wanted);
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  }
  return std::nullopt;
}

std::optional<Header> read_header(GrowingText& text, std::size_t begin, std::size_t tabs, const ReadOptions& options,
                                  Row& row) {
  std::optional<Header> best;
  Row candidate;
  const std::size_t max_bytes = header_bytes(text, begin);
  for (const char delimiter : k_delimiters) {
    scan_row(text, begin, {.delimiter = delimiter, .max_bytes = max_bytes}, candidate);
    if (candidate.why != RowEnd::line || candidate.count > k_max_cells) continue;
    std::vector<std::string> names = names_in(text.text(), candidate);
    if (names.empty()) continue;
    if (delimiter == '\t') names.insert(names.begin(), tabs, std::string());
    Header header = make_header(std::move(names), options);
    header.delimiter = delimiter;
    const bool is_better = !best || std::pair(header.known_count, header.columns.size()) >
                                        std::pair(best->known_count, best->columns.size());
    if (!is_better) continue;
    best = std::move(header);
    std::swap(row, candidate);
  }
  return best;
}

std::size_t delimiter_line_length(std::string_view text) {
  constexpr std::string_view k_key = "sep=";
  const std::string_view head = text.substr(0, k_max_delimiter_line_bytes + 1);
  const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  if (line.size() > k_max_delimiter_line_bytes) return 0;
  std::string_view said = line;
  if (said.size() > 1 && said.starts_with('"') && said.ends_with('"')) said = said.substr(1, said.size() - 2);
  const bool is_key = base::ascii_lower(said.substr(0, k_key.size())) == k_key;
  const bool is_delimiter_line =
      is_key && said.size() == k_key.size() + 1 && k_delimiters.find(said.back()) != std::string_view::npos;
  return is_delimiter_line ? line.size() : 0;
}

bool may_be_header(std::string_view text, const Row& row) {
  // Nearly every row has a longer cell, and blanks around a name are few.
  const auto is_long = [](const Cell& cell) { return cell.end - cell.begin > 2 * k_longest_name; };
  if (std::ranges::any_of(row.cells, is_long)) return false;
  constexpr std::size_t k_looked_at = 16;
  std::string unescaped;
  for (const Cell& cell : std::span(row.cells).first(std::min(row.cells.size(), k_looked_at))) {
    const std::string_view name = cell_value(cell_text(text, cell, Quoting::doubled, unescaped));
    if (name.empty() || name.size() > 2 * k_longest_spelling) continue;
    if (column_named(plain_name(name)).kind != ColumnKind::ignored) return true;
  }
  return false;
}

std::string context_of(const Header& header, Quoting quoting, std::size_t dropped) {
  std::string context{header.delimiter, static_cast<char>(quoting)};
  for (std::size_t i = dropped; i < header.columns.size(); ++i) {
    const Column& column = header.columns[i];
    const auto* const known = std::ranges::find(k_column_names, column, &ColumnName::column);
    context += ' ';
    context += known == std::end(k_column_names) ? name_of(column.field) : known->name;
  }
  return context;
}

RowContext read_context(std::string_view context) {
  RowContext result;
  if (context.size() < 2) return result;
  result.rules.delimiter = context[0];
  result.rules.quoting = static_cast<Quoting>(context[1]);
  context.remove_prefix(std::min<std::size_t>(context.size(), 3));
  while (!context.empty()) {
    const std::string_view name = context.substr(0, context.find(' '));
    context.remove_prefix(std::min(context.size(), name.size() + 1));
    const auto* const known = std::ranges::find(k_column_names, name, &ColumnName::name);
    const auto field = record::field_named(name);
    if (known != std::end(k_column_names)) {
      result.columns.push_back(known->column);
    } else {
      result.columns.push_back(field ? of(*field) : Column{});
    }
  }
  return result;
}

}  // namespace litdex::format
