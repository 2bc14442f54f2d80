// SPDX-License-Identifier: MIT
#include "cli/ship.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"
#include "ship/ship.hpp"

namespace litdex::cli {
namespace {

struct ShipOptions {
  std::string target;
  bool may_overwrite = false;
  std::string index = "own";
  bool is_json = false;
};

base::ExitCode run_ship(Session& session, const ShipOptions& options) {
  prepare_for_bulk_work(options.target);
  const index::Builder builder = index_builder(options.index);
  const InterruptGuard interrupt(Stubborn::wait);
  const auto overwrite = options.may_overwrite ? ship::Overwrite::yes : ship::Overwrite::no;
  const ship::ShipReport report = ship::ship(session.database_path, options.target, overwrite, builder);
  note_index(session.console, report.index);
  if (options.is_json) {
    JsonWriter json;
    json.begin_object();
    json.member("file", options.target);
    json.member("papers", report.papers);
    json.member("bytes", cell_of(report.bytes));
    json.member("sha256", report.sha256);
    json.member("content_hash", report.content_hash);
    json.end_object();
    session.console.write(json.text());
  } else {
    session.console.write(fmt::format("{}: {}, {}\nsha256        {}\ncontent hash  {}\n",
                                      base::printable(options.target),
                                      counted(static_cast<std::uint64_t>(report.papers), "paper"),
                                      counted(report.bytes, "byte"), report.sha256, report.content_hash));
  }
  return base::ExitCode::done;
}

}  // namespace

Action setup_ship(CLI::App& app) {
  auto options = std::make_shared<ShipOptions>();
  app.add_option("OUT", options->target, "the file to write")->required()->option_text(" ");
  app.add_flag("--force", options->may_overwrite, "replace OUT if it exists");
  add_index_option(app, options->index);
  add_json_option(app, options->is_json);
  return [options](Session& session) { return run_ship(session, *options); };
}

}  // namespace litdex::cli
