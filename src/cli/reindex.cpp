// SPDX-License-Identifier: MIT
#include "cli/reindex.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/wording.hpp"
#include "index/index.hpp"

namespace litdex::cli {

Action setup_reindex(CLI::App& /*app*/) {
  return [](Session& session) {
    const std::int64_t papers = index::reindex(session.database_path);
    session.console.write(fmt::format("{}: indexed {}\n", base::printable(session.database_path.string()),
                                      counted(static_cast<std::uint64_t>(papers), "paper")));
    return base::ExitCode::done;
  };
}

}  // namespace litdex::cli
