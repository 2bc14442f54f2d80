// SPDX-License-Identifier: MIT
#include "cli/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "check/check.hpp"
#include "cli/cli11.hpp"
#include "cli/column_map.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"

namespace litdex::cli {
namespace {

struct CheckOptions {
  std::optional<std::string> dump;
  std::vector<std::string> map;
  bool is_json = false;
};

/// One thing that was looked at, and what was found there.
struct Examined {
  std::string name;
  std::string meaning;
  std::vector<check::Finding> findings;
};

std::vector<Examined> examine(const std::filesystem::path& database_path, const CheckOptions& options) {
  const format::ReadOptions read{parse_column_map(options.map)};
  const std::vector<check::Finding> findings = check::check_database(database_path);
  std::vector<Examined> all;
  for (const check::CheckInfo& info : check::checks()) {
    Examined& one = all.emplace_back(Examined{std::string(info.name), std::string(info.meaning), {}});
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(one.findings),
                 [&](const check::Finding& finding) { return finding.check == info.name; });
  }
  if (options.dump) {
    all.push_back({"dump", *options.dump + " gives the spans and hashes that the database has of it",
                   check::check_dump(database_path, *options.dump, read)});
  }
  return all;
}

std::size_t count_findings(const std::vector<Examined>& all) {
  std::size_t count = 0;
  for (const Examined& one : all) count += one.findings.size();
  return count;
}

void write_text(Session& session, const std::vector<Examined>& all) {
  std::size_t name_width = 0;
  for (const Examined& one : all) name_width = std::max(name_width, one.name.size());
  std::string text;
  for (const Examined& one : all) {
    text += fmt::format("{:<6}  {:<{}}  {}\n", one.findings.empty() ? "ok" : "FAILED", one.name, name_width,
                        base::printable(one.meaning));
  }
  for (const Examined& one : all) {
    for (const check::Finding& finding : one.findings) {
      text +=
          fmt::format("\n{}: {}: {}\n", one.name, base::printable(finding.object), base::printable(finding.message));
      if (!finding.hint.empty()) text += fmt::format("  hint: {}\n", base::printable(finding.hint));
    }
  }
  const std::size_t count = count_findings(all);
  const std::string path = base::printable(session.database_path.string());
  text += count == 0 ? fmt::format("\n{}: passed all {} checks\n", path, all.size())
                     : fmt::format("\n{}: {}\n", path, counted(count, "finding"));
  session.console.write(text);
}

void write_json(Session& session, const std::vector<Examined>& all) {
  JsonWriter json;
  json.begin_object();
  json.begin_array("checks");
  for (const Examined& one : all) {
    json.begin_object();
    json.member("name", one.name);
    json.member("meaning", one.meaning);
    json.begin_array("findings");
    for (const check::Finding& finding : one.findings) {
      json.begin_object();
      json.member("object", finding.object);
      json.member("message", finding.message);
      json.member("hint", finding.hint);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.member("finding_count", cell_of(std::uint64_t{count_findings(all)}));
  json.end_object();
  session.console.write(json.text());
}

base::ExitCode run_check(Session& session, const CheckOptions& options) {
  if (options.dump && options.dump->empty()) {
    throw base::Error(base::ExitCode::usage, "the path after --dump is empty", "name a file, as in --dump dump.txt");
  }
  const std::vector<Examined> all = examine(session.database_path, options);
  options.is_json ? write_json(session, all) : write_text(session, all);
  return count_findings(all) == 0 ? base::ExitCode::done : base::ExitCode::findings;
}

}  // namespace

Action setup_check(CLI::App& app) {
  auto options = std::make_shared<CheckOptions>();
  CLI::Option* const dump = app.add_option("--dump", options->dump, "also cut this dump again and compare");
  dump->type_name("FILE");
  add_map_option(app, options->map)->needs(dump);
  add_json_option(app, options->is_json);
  return [options](Session& session) { return run_check(session, *options); };
}

}  // namespace litdex::cli
