// SPDX-License-Identifier: MIT
#include "cli/reindex.hpp"

#include <fmt/format.h>

#include <memory>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"
#include "index/index.hpp"

namespace litdex::cli {
namespace {

base::ExitCode run_reindex(Session& session, bool is_json) {
  const std::int64_t papers = index::reindex(session.database_path);
  if (is_json) {
    JsonWriter json;
    json.begin_object();
    json.member("papers", papers);
    json.end_object();
    session.console.write(json.text());
  } else {
    session.console.write(fmt::format("{}: indexed {}\n", base::printable(session.database_path.string()),
                                      counted(static_cast<std::uint64_t>(papers), "paper")));
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
