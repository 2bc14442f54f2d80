// SPDX-License-Identifier: MIT
#include "cli/show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/json_writer.hpp"
#include "cli/sql_rows.hpp"
#include "cli/width.hpp"
#include "db/database.hpp"
#include "record/arxiv_id.hpp"
#include "record/doi.hpp"

namespace litdex::cli {
namespace {

constexpr std::string_view k_sql_paper = "SELECT * FROM papers WHERE paper_id = ?1";

/// The lists that hang on a paper.
struct Part {
  std::string_view name;
  std::string_view title;
  std::string_view sql;
};

constexpr Part k_parts[] = {
    {"links", "Links", "SELECT url FROM links WHERE paper_id = ?1 ORDER BY url"},
    {"sources", "Sources: the records of this paper",
     "SELECT r.record_id, d.name AS dump, d.format, r.start, r.length, r.record_date AS date, round(r.confidence, 6) "
     "AS confidence, "
     "r.outcome FROM records AS r JOIN dumps AS d ON d.dump_id = r.dump_id WHERE r.paper_id = ?1 ORDER BY r.record_id"},
    {"alternates", "Alternates: values that were not chosen",
     "SELECT a.record_id, a.field, a.value FROM records AS r JOIN alternates AS a ON a.record_id = r.record_id "
     "WHERE r.paper_id = ?1 ORDER BY a.record_id, a.field"},
    {"originals", "Originals: the source text of what was normalized",
     "SELECT field, text FROM originals WHERE paper_id = ?1 ORDER BY field"},
};

struct ShowOptions {
  std::string id;
  bool is_json = false;
};

std::optional<std::int64_t> as_paper_id(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::int64_t> ids_in(const Rows& rows) {
  std::vector<std::int64_t> ids;
  for (const Row& row : rows.rows) ids.push_back(integer_of(row.at(0)));
  return ids;
}

/// The papers that `typed` names: one at most, except for a DOI, which several may share.
std::vector<std::int64_t> find_papers(SQLite::Database& database, std::string_view typed) {
  if (const auto arxiv_id = record::parse_arxiv_id(typed)) {
    return ids_in(query(database, "SELECT paper_id FROM papers WHERE arxiv_id = ?1", {arxiv_id->text}));
  }
  if (const auto paper_id = as_paper_id(typed)) {
    return ids_in(query(database, "SELECT paper_id FROM papers WHERE paper_id = ?1", {*paper_id}));
  }
  const std::vector<std::string> dois = record::canonical_dois(typed);
  if (dois.size() == 1) {
    return ids_in(query(database,
                        "SELECT paper_id FROM identifiers WHERE scheme = 'doi' AND value = ?1 ORDER BY paper_id",
                        {dois.front()}));
  }
  throw base::Error(base::ExitCode::usage, fmt::format("'{}' is no identifier of a paper", base::printable(typed)),
                    "write an arXiv identifier, a DOI or a paper_id; litdex search finds papers by words");
}

bool is_null(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

void write_text(Console& console, SQLite::Database& database, std::int64_t paper_id) {
  const Rows paper = query(database, k_sql_paper, {paper_id});
  std::size_t name_width = 0;
  for (std::size_t i = 0; i < paper.columns.size(); ++i) {
    if (!is_null(paper.rows.at(0)[i])) name_width = std::max(name_width, paper.columns[i].size());
  }
  const std::size_t text_width = std::max<std::size_t>(console.out().width, name_width + 30) - name_width - 2;
  for (std::size_t i = 0; i < paper.columns.size(); ++i) {
    const Cell& cell = paper.rows.at(0)[i];
    if (is_null(cell)) continue;
    const std::string value = base::printable(plain_text(cell));
    std::string_view name = paper.columns[i];
    for (const std::string& line : console.out().is_terminal ? wrap(value, text_width) : std::vector{value}) {
      console.write(fmt::format("{:<{}}  {}\n", name, name_width, line));
      name = {};
    }
  }
  for (const Part& part : k_parts) {
    Rows rows = query(database, part.sql, {paper_id});
    if (rows.rows.empty()) continue;
    console.write(fmt::format("\n{}\n", part.title));
    write_table(console, Layout::aligned, rows.columns, std::move(rows.rows));
  }
}

void write_members(JsonWriter& json, const std::vector<std::string>& names, const Row& row) {
  for (std::size_t i = 0; i < names.size(); ++i) json.member(names[i], row[i]);
}

void write_json(JsonWriter& json, SQLite::Database& database, std::int64_t paper_id) {
  const Rows paper = query(database, k_sql_paper, {paper_id});
  json.begin_object();
  write_members(json, paper.columns, paper.rows.at(0));
  for (const Part& part : k_parts) {
    const Rows rows = query(database, part.sql, {paper_id});
    json.begin_array(part.name);
    for (const Row& row : rows.rows) {
      json.begin_object();
      write_members(json, rows.columns, row);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

base::ExitCode run_show(Session& session, const ShowOptions& options) {
  SQLite::Database database = db::open_database(session.database_path, db::Access::read);
  const std::vector<std::int64_t> papers = find_papers(database, base::trim(options.id));
  if (papers.empty()) {
    throw base::Error(base::ExitCode::no_match,
                      fmt::format("{} has no paper '{}'", base::printable(session.database_path.string()),
                                  base::printable(options.id)),
                      "litdex search finds papers by words");
  }
  if (options.is_json) {
    JsonWriter json;
    json.begin_array();
    for (const std::int64_t paper_id : papers) write_json(json, database, paper_id);
    json.end_array();
    session.console.write(json.text());
    return base::ExitCode::done;
  }
  for (const std::int64_t paper_id : papers) {
    if (paper_id != papers.front()) session.console.write("\n");
    write_text(session.console, database, paper_id);
  }
  return base::ExitCode::done;
}

}  // namespace

Action setup_show(CLI::App& app) {
  auto options = std::make_shared<ShowOptions>();
  app.add_option("ID", options->id, "an arXiv identifier, a DOI, or a paper_id")->required()->option_text(" ");
  add_json_option(app, options->is_json);
  return [options](Session& session) { return run_show(session, *options); };
}

}  // namespace litdex::cli
