// SPDX-License-Identifier: MIT
#include "cli/corrections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/wording.hpp"

namespace litdex::cli {

std::string idle_text(const load::CorrectionReport& report) {
  constexpr std::size_t k_most = 5;
  std::string text;
  const std::size_t shown = std::min(report.idle.size(), k_most);
  for (std::size_t i = 0; i < shown; ++i) {
    text += fmt::format("correction {} has no effect: {}\n", report.idle[i].correction_id, report.idle[i].reason);
  }
  if (report.idle.size() > shown) {
    text += fmt::format("{} without effect; --json lists them all\n",
                        counted(report.idle.size() - shown, "more correction"));
  }
  return text;
}

void write_corrections(JsonWriter& json, const load::CorrectionReport& report) {
  json.member("corrected", cell_of(report.changed_papers));
  json.begin_array("corrections_without_effect");
  for (const load::IdleCorrection& idle : report.idle) {
    json.begin_object();
    json.member("correction_id", idle.correction_id);
    json.member("reason", idle.reason);
    json.end_object();
  }
  json.end_array();
}

}  // namespace litdex::cli
