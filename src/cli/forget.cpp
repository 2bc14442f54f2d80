// SPDX-License-Identifier: MIT
#include "cli/forget.hpp"

#include <fmt/format.h>

#include <memory>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/import_report.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_writer.hpp"
#include "cli/wording.hpp"
#include "load/forget.hpp"

namespace litdex::cli {
namespace {

struct ForgetOptions {
  std::vector<std::string> dumps;
  std::int64_t wait_seconds = 0;
  bool is_json = false;
};

std::string report_text(const load::ForgetReport& report, const Session& session) {
  const auto papers = static_cast<std::uint64_t>(report.papers_after);
  const auto gone = static_cast<std::uint64_t>(std::max<std::int64_t>(0, report.papers_before - report.papers_after));
  return forgotten_text(report.dumps) +
         fmt::format("{}: {}, {} fewer, {} changed or gone\n", base::printable(session.database_path.string()),
                     counted(papers, "paper"), base::with_commas(gone), base::with_commas(report.changed_papers));
}

std::string report_json(const load::ForgetReport& report) {
  JsonWriter json;
  json.begin_object();
  write_forgotten(json, report.dumps);
  json.member("papers_before", report.papers_before);
  json.member("papers_after", report.papers_after);
  json.member("changed_papers", static_cast<std::int64_t>(report.changed_papers));
  json.end_object();
  return json.text();
}

base::ExitCode run_forget(Session& session, const ForgetOptions& options) {
  const InterruptGuard interrupt(Stubborn::wait);
  const load::ForgetReport report = load::forget_dumps(
      session.database_path, options.dumps, lock_wait(session.console, options.wait_seconds),
      [&](const std::string& message) { session.console.note(fmt::format("litdex: note: {}\n", message)); });
  session.console.write(options.is_json ? report_json(report) : report_text(report, session));
  return base::ExitCode::done;
}

}  // namespace

Action setup_forget(CLI::App& app) {
  auto options = std::make_shared<ForgetOptions>();
  app.add_option("DUMP", options->dumps, "its name, its number, or the beginning of its SHA-256 (litdex info)")
      ->required()
      ->option_text("...");
  add_wait_option(app, options->wait_seconds);
  add_json_option(app, options->is_json);
  return [options](Session& session) { return run_forget(session, *options); };
}

}  // namespace litdex::cli
