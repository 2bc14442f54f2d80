// SPDX-License-Identifier: MIT
#include "search/search.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "search/query.hpp"

namespace litdex::search {
namespace {

constexpr std::size_t k_headline_bytes = 90;
constexpr std::size_t k_opening_bytes = 200;

// Ranking stands alone in the inner query: bm25 is computed once a match, and only the best rows are joined.
constexpr char k_sql_best[] = R"(
  WITH found AS (
    SELECT rowid AS paper_id, rank FROM papers_fts WHERE papers_fts MATCH ?1 ORDER BY rank, rowid LIMIT ?2)
  SELECT p.paper_id, p.arxiv_id, p.year, p.title, p.abstract, f.rank
  FROM found AS f JOIN papers AS p ON p.paper_id = f.paper_id
  ORDER BY f.rank, f.paper_id)";

constexpr char k_sql_count[] = "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH ?1";

constexpr char k_sql_matches[] = "SELECT 1 FROM papers_fts WHERE papers_fts MATCH ?1 AND rowid = ?2";

constexpr char k_sql_snippet[] = R"(
  SELECT snippet(papers_fts, -1, char(2), char(3), '…', 24) FROM papers_fts WHERE papers_fts MATCH ?1 AND rowid = ?2)";

constexpr char k_sql_named[] = "SELECT paper_id, arxiv_id, year, title, abstract, 0.0 FROM papers WHERE arxiv_id = ?1";

/// The first words of `text`, at most `max_bytes` of them, with a mark where something was left out.
std::string first_words(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  std::string_view prefix = base::utf8_prefix(text, max_bytes);
  const std::size_t last_space = prefix.find_last_of(" \n\t");
  if (last_space != std::string_view::npos && last_space > 0) prefix = prefix.substr(0, last_space);
  return std::string(base::trim(prefix)) + "…";
}

Hit read_hit(SQLite::Statement& row) {
  Hit hit;
  hit.paper_id = row.getColumn(0).getInt64();
  if (!row.isColumnNull(1)) hit.arxiv_id = row.getColumn(1).getString();
  if (!row.isColumnNull(2)) hit.year = row.getColumn(2).getInt();
  const std::string abstract = row.getColumn(4).getString();
  hit.headline = row.isColumnNull(3) ? first_words(abstract, k_headline_bytes) : row.getColumn(3).getString();
  hit.snippet = first_words(abstract, k_opening_bytes);
  hit.rank = row.getColumn(5).getDouble();
  return hit;
}

std::optional<Hit> find_named(SQLite::Database& database, const std::string& arxiv_id) {
  SQLite::Statement named(database, k_sql_named);
  named.bind(1, arxiv_id);
  if (!named.executeStep()) return std::nullopt;
  return read_hit(named);
}

std::int64_t count_matches(SQLite::Database& database, const std::string& expression) {
  SQLite::Statement count(database, k_sql_count);
  count.bind(1, expression);
  count.executeStep();
  return count.getColumn(0).getInt64();
}

bool matches(SQLite::Database& database, const std::string& expression, std::int64_t paper_id) {
  SQLite::Statement match(database, k_sql_matches);
  match.bind(1, expression);
  match.bind(2, paper_id);
  return match.executeStep();
}

std::vector<Hit> find_best(SQLite::Database& database, const std::string& expression, std::int64_t limit) {
  SQLite::Statement best(database, k_sql_best);
  best.bind(1, expression);
  best.bind(2, limit);
  std::vector<Hit> hits;
  while (best.executeStep()) hits.push_back(read_hit(best));

  SQLite::Statement snippet(database, k_sql_snippet);
  for (Hit& hit : hits) {
    snippet.reset();
    snippet.bind(1, expression);
    snippet.bind(2, hit.paper_id);
    if (snippet.executeStep()) hit.snippet = snippet.getColumn(0).getString();
  }
  return hits;
}

/// Moves `named` to the front, where it may also stand among the matches.
void put_first(SearchResult& result, Hit named, std::int64_t limit) {
  std::erase_if(result.hits, [&](const Hit& hit) { return hit.paper_id == named.paper_id; });
  result.hits.insert(result.hits.begin(), std::move(named));
  if (std::ssize(result.hits) > limit) result.hits.pop_back();
}

}  // namespace

SearchResult search(SQLite::Database& database, const Query& query, std::int64_t limit) {
  const std::string expression = to_fts5(query.typed);
  if (expression.empty()) {
    throw base::Error(base::ExitCode::usage,
                      base::trim(query.typed).empty()
                          ? "nothing to search for"
                          : fmt::format("no word to search for in '{}'", base::printable(query.typed)),
                      "type at least one word");
  }
  SearchResult result;
  result.total = count_matches(database, expression);
  result.hits = find_best(database, expression, limit);
  if (query.arxiv_id) {
    if (std::optional<Hit> named = find_named(database, *query.arxiv_id)) {
      if (!matches(database, expression, named->paper_id)) ++result.total;
      put_first(result, *std::move(named), limit);
    }
  }
  return result;
}

std::vector<WordCount> count_words(SQLite::Database& database, std::string_view typed) {
  std::vector<WordCount> counts;
  for (const std::string_view word : query_words(typed)) {
    counts.push_back({std::string(word), count_matches(database, quoted(word))});
  }
  return counts;
}

}  // namespace litdex::search
