// SPDX-License-Identifier: MIT
#include "cli/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/usage.hpp"
#include "cli/width.hpp"
#include "cli/wording.hpp"
#include "db/database.hpp"
#include "record/arxiv_id.hpp"
#include "search/search.hpp"

namespace litdex::cli {
namespace {

constexpr std::int64_t k_max_limit = 1000;
/// More absent words than these are not named one by one.
constexpr std::size_t k_max_named = 5;
constexpr std::string_view k_indent = "    ";

struct SearchOptions {
  std::vector<std::string> words;
  std::int64_t limit = 10;
  Layout layout = Layout::aligned;
};

/// The snippet on one line, each match between `begin` and `end`, all else printable.
std::string marked(std::string_view snippet, std::string_view begin, std::string_view end) {
  std::string text;
  for (const char c : snippet) text += base::is_blank(c) ? ' ' : c;
  std::string out;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find_first_of("\x02\x03"), text.size());
    out += base::printable(std::string_view(text).substr(0, at));
    if (at < text.size()) out += text[at] == search::k_match_begin ? begin : end;
    text.erase(0, at + 1);
  }
  return out;
}

void write_hit(Console& console, const search::Hit& hit) {
  const Terminal& out = console.out();
  const std::string_view begin = out.has_colour ? "\x1b[1m" : "";
  const std::string_view end = out.has_colour ? "\x1b[0m" : "";
  const std::string id = hit.arxiv_id ? *hit.arxiv_id : fmt::format("paper {}", hit.paper_id);
  std::string line = fmt::format("{}  {}{}", base::printable(id), hit.year ? fmt::format("{}  ", *hit.year) : "",
                                 base::printable(hit.headline));
  if (out.is_terminal) line = cut_to_width(line, out.width);
  console.write(line + '\n');
  // Wrapped with its marks still in it, because these take no columns.
  const std::string snippet = marked(hit.snippet, "\x02", "\x03");
  const std::size_t width = std::max<std::size_t>(out.width, 40) - k_indent.size();
  const std::vector<std::string> lines = out.is_terminal ? wrap(snippet, width) : std::vector{snippet};
  for (const std::string& part : lines) console.write(fmt::format("{}{}\n", k_indent, marked(part, begin, end)));
}

void write_text(Console& console, const search::SearchResult& result) {
  for (const search::Hit& hit : result.hits) {
    write_hit(console, hit);
    console.write("\n");
  }
  const auto total = static_cast<std::uint64_t>(result.total);
  if (std::ssize(result.hits) == result.total) {
    console.write(fmt::format("{}\n", counted(total, "paper")));
  } else {
    console.write(fmt::format("{} of {}; --limit N shows more\n", base::with_commas(result.hits.size()),
                              counted(total, "paper")));
  }
}

void write_rows(Console& console, Layout layout, const search::SearchResult& result) {
  TableWriter table(console, layout, {"paper_id", "arxiv_id", "year", "headline", "snippet", "rank"});
  for (const search::Hit& hit : result.hits) {
    table.row({hit.paper_id, cell_of(hit.arxiv_id), cell_of(hit.year), hit.headline, marked(hit.snippet, "", ""),
               std::round(hit.rank * 1e6) / 1e6});
  }
  table.finish();
}

/// Says why nothing was found, and how to find more: not an error.
void explain_nothing(Console& console, SQLite::Database& database, const std::string& typed) {
  const std::vector<search::WordCount> counts = search::count_words(database, typed);
  std::string text = fmt::format("litdex: nothing found for {}\n", base::printable(typed));
  std::vector<std::string> absent;
  for (const search::WordCount& count : counts) {
    if (count.papers == 0) absent.push_back(fmt::format("'{}'", base::printable(count.word)));
  }
  if (absent.size() > k_max_named) {
    absent.resize(k_max_named);
    absent.emplace_back("…");
  }
  if (!absent.empty()) {
    text += fmt::format("  hint: no paper has {}; {}\n", joined(absent, ", "),
                        counts.size() > 1 ? "leave it out, or write it otherwise" : "write it otherwise");
  } else {
    text += "  hint: every word occurs, but not in one paper; leave some out\n";
  }
  console.note(text);
}

base::ExitCode run_search(Session& session, const SearchOptions& options) {
  const std::string typed = joined(options.words, " ");
  search::Query query{typed, std::nullopt};
  if (const auto id = record::parse_arxiv_id(base::trim(typed))) query.arxiv_id = id->text;

  SQLite::Database database = db::open_database(session.database_path, db::Access::read);
  const search::SearchResult result = search::search(database, query, options.limit);
  const bool is_empty = result.hits.empty();
  if (options.layout != Layout::aligned) {
    write_rows(session.console, options.layout, result);
  } else if (!is_empty) {
    write_text(session.console, result);
  }
  if (is_empty) explain_nothing(session.console, database, typed);
  return is_empty ? base::ExitCode::no_match : base::ExitCode::done;
}

}  // namespace

Action setup_search(CLI::App& app) {
  auto options = std::make_shared<SearchOptions>();
  app.add_option("WORDS", options->words, "all of them must occur; \"a quoted phrase\" stays together")
      ->required()
      ->option_text("...");
  app.add_option("--limit", options->limit, "show at most this many papers; 10 if not given")
      ->type_name("N")
      ->check(usage::whole_number(1, k_max_limit));
  add_layout_options(app, options->layout);
  return [options](Session& session) { return run_search(session, *options); };
}

}  // namespace litdex::cli
