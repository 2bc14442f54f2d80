// SPDX-License-Identifier: MIT
#include "cli/formats.hpp"

#include <memory>

#include "cli/cli11.hpp"
#include "format/format.hpp"

namespace litdex::cli {

Action setup_formats(CLI::App& app) {
  auto layout = std::make_shared<Layout>(Layout::aligned);
  add_layout_options(app, *layout);
  return [layout](Session& session) {
    TableWriter table(session.console, *layout, {"name", "description", "example"});
    for (const format::Format& format : format::formats()) {
      table.row({std::string(format.name), std::string(format.description), std::string(format.example)});
    }
    table.finish();
    return base::ExitCode::done;
  };
}

}  // namespace litdex::cli
