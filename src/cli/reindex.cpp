// SPDX-License-Identifier: MIT
#include "cli/reindex.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/corrections.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"
#include "index/index.hpp"
#include "load/import.hpp"

namespace litdex::cli {
namespace {

struct ReindexOptions {
  std::string index = "own";
  std::int64_t wait_seconds = 0;
  bool is_json = false;
};

base::ExitCode run_reindex(Session& session, const ReindexOptions& options) {
  prepare_for_bulk_work(session.database_path);
  const index::Builder builder = index_builder(options.index);
  const InterruptGuard interrupt(Stubborn::wait);
  const base::LockWait wait = lock_wait(session.console, options.wait_seconds);
  const load::CorrectionReport corrections = load::apply_corrections(session.database_path, wait);
  const index::ReindexReport report = index::reindex(session.database_path, wait, builder);
  note_index(session.console, report.build);
  if (options.is_json) {
    JsonWriter json;
    json.begin_object();
    json.member("papers", report.papers);
    write_corrections(json, corrections);
    json.end_object();
    session.console.write(json.text());
  } else {
    const std::uint64_t changed = corrections.changed_papers;
    session.console.write(fmt::format("{}: indexed {}{}\n{}", base::printable(session.database_path.string()),
                                      counted(static_cast<std::uint64_t>(report.papers), "paper"),
                                      changed == 0 ? "" : fmt::format(", {} corrected", base::with_commas(changed)),
                                      idle_text(corrections)));
  }
  return base::ExitCode::done;
}

}  // namespace

Action setup_reindex(CLI::App& app) {
  auto options = std::make_shared<ReindexOptions>();
  add_index_option(app, options->index);
  add_wait_option(app, options->wait_seconds);
  add_json_option(app, options->is_json);
  return [options](Session& session) { return run_reindex(session, *options); };
}

}  // namespace litdex::cli
