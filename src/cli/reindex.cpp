// SPDX-License-Identifier: MIT
#include "cli/reindex.hpp"

#include <fmt/format.h>

#include <memory>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"
#include "index/index.hpp"
#include "load/import.hpp"

namespace litdex::cli {
namespace {

base::ExitCode run_reindex(Session& session, bool is_json) {
  const std::uint64_t corrected = load::apply_corrections(session.database_path);
  const std::int64_t papers = index::reindex(session.database_path);
  if (is_json) {
    JsonWriter json;
    json.begin_object();
    json.member("papers", papers);
    json.member("corrected", cell_of(corrected));
    json.end_object();
    session.console.write(json.text());
  } else {
    const std::string corrections = corrected == 0 ? "" : fmt::format(", {} corrected", base::with_commas(corrected));
    session.console.write(fmt::format("{}: indexed {}{}\n", base::printable(session.database_path.string()),
                                      counted(static_cast<std::uint64_t>(papers), "paper"), corrections));
  }
  return base::ExitCode::done;
}

}  // namespace

Action setup_reindex(CLI::App& app) {
  auto is_json = std::make_shared<bool>(false);
  add_json_option(app, *is_json);
  return [is_json](Session& session) { return run_reindex(session, *is_json); };
}

}  // namespace litdex::cli
