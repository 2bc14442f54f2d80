// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>

#include "base/text.hpp"
#include "cli/check.hpp"
#include "cli/cli11.hpp"
#include "cli/command.hpp"
#include "cli/forget.hpp"
#include "cli/formats.hpp"
#include "cli/import.hpp"
#include "cli/info.hpp"
#include "cli/migrate.hpp"
#include "cli/reindex.hpp"
#include "cli/search.hpp"
#include "cli/ship.hpp"
#include "cli/show.hpp"
#include "cli/sql.hpp"
#include "cli/usage.hpp"
#include "db/database.hpp"

namespace litdex::cli {
namespace {

constexpr std::array k_commands = {
    Command{"import", "read dumps into the database, which is made if there is none", setup_import,
            "litdex import dump.txt\n"
            "litdex import 2023.txt 2024.txt --db papers.db\n"
            "litdex import '*.zst' --source-url https://example.org/dumps --license 'CC0 1.0'\n"
            "litdex import 2024.txt --replaces 2023.txt\n"
            "litdex import papers.csv --map arxiv_id=paper --map abstract=text\n"
            "litdex import dump.txt --dry-run\n"
            "zstd -dc dump.txt.zst | litdex import -"},
    Command{"search", "find papers by words; all of them must occur", setup_search,
            "litdex search higher-order PageRank\n"
            "litdex search '\"text field labeling\"' --limit 3\n"
            "litdex search 2009.04153\n"
            "litdex search speech recognition --json\n"
            "litdex search -- -words -that begin with a dash"},
    Command{"show", "show one paper with all its fields and sources", setup_show,
            "litdex show 2009.04153\n"
            "litdex show 10.1000/182 --json\n"
            "litdex show 3"},
    Command{"sql", "run SQL that reads", setup_sql,
            "litdex sql \"SELECT year, count(*) FROM papers GROUP BY year\"\n"
            "litdex sql --csv \"SELECT * FROM rejected\" > rejected.csv\n"
            "litdex sql - < queries.sql"},
    Command{"info", "what is in the database", setup_info,
            "litdex info\n"
            "litdex info --json\n"
            "litdex info --content-hash"},
    Command{"check", "whether the database is sound, and agrees with its dumps", setup_check,
            "litdex check\n"
            "litdex check --dump dump.txt"},
    Command{"forget", "take dumps out of the database, with what only they said", setup_forget,
            "litdex forget 2024.txt\n"
            "litdex forget 1 --json"},
    Command{"reindex", "make the full-text index anew from the papers", setup_reindex, "litdex reindex"},
    Command{"migrate", "show or raise the version of the database's schema", setup_migrate,
            "litdex migrate status\n"
            "litdex migrate plan\n"
            "litdex migrate up"},
    Command{"formats", "the dump formats that can be read", setup_formats, "litdex formats"},
    Command{"ship", "write the copy for others: compact, checked, the same bytes from the same dumps", setup_ship,
            "litdex ship release.db\n"
            "litdex ship release.db --force"},
};

/// --wait without a number; some thirty years.
constexpr std::int64_t k_longest_wait = 1'000'000'000;

}  // namespace

std::span<const Command> commands() { return k_commands; }

void prepare_for_bulk_work(const std::filesystem::path& result) {
  db::prepare_for_bulk_work();
  const bool is_told = std::getenv("SQLITE_TMPDIR") != nullptr || std::getenv("TMPDIR") != nullptr;
  if (!is_told) db::keep_temporary_files_beside(result);
}

void add_wait_option(CLI::App& app, std::int64_t& seconds) {
  app.add_flag("--wait", seconds, "wait while another litdex writes the database; else end with 75")
      ->option_text("[=SECONDS]")
      ->check(usage::whole_number(0, k_longest_wait))
      ->transform(CLI::Validator(
          [](std::string& text) {
            if (text == "true") text = std::to_string(k_longest_wait);
            return std::string();
          },
          ""));
}

base::LockWait lock_wait(Console& console, std::int64_t seconds) {
  return {std::chrono::seconds(seconds), [&console](const std::string& message) {
            if (console.err().is_terminal) console.note(message + "; waiting for it (Ctrl-C ends that)\n");
          }};
}

void add_index_option(CLI::App& app, std::string& name) {
  app.add_option("--index", name, "own, or stock to let FTS5 make the full-text index, slower")->type_name("HOW");
}

index::Builder index_builder(const std::string& name) {
  if (name == "own") return index::Builder::own;
  if (name == "stock") return index::Builder::stock;
  throw base::Error(base::ExitCode::usage, fmt::format("unknown index '{}'", base::printable(name)),
                    "--index takes own or stock");
}

void note_index(Console& console, const index::BuildReport& report) {
  if (!report.note.empty()) console.note(fmt::format("litdex: note: {}\n", report.note));
}

void add_json_option(CLI::App& app, bool& is_json) {
  app.add_flag("--json", is_json, "write JSON")->disable_flag_override();
}

void add_layout_options(CLI::App& app, Layout& layout) {
  CLI::Option* json = app.add_flag_callback(
      "--json", [&layout] { layout = Layout::json; }, "write an array of objects");
  CLI::Option* csv = app.add_flag_callback(
      "--csv", [&layout] { layout = Layout::csv; }, "write comma-separated values");
  CLI::Option* tsv = app.add_flag_callback(
      "--tsv", [&layout] { layout = Layout::tsv; }, "write tab-separated values");
  // Said by `excludes` of each pair, the formatter would print the pairs in the help: it is told the text instead.
  for (CLI::Option* option : {json, csv, tsv}) option->option_text(" ")->disable_flag_override();
  json->excludes(csv)->excludes(tsv);
  csv->excludes(tsv);
}

}  // namespace litdex::cli
