// What an import did, as text for people and as JSON (docs/import-report.md).
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/command.hpp"
#include "cli/json_writer.hpp"
#include "load/import.hpp"

namespace litdex::cli {

/// At most about a screen, however many inputs there were: with many, totals and those that need attention.
std::string import_report_text(const load::ImportReport& report, const Session& session);

std::string import_report_json(const load::ImportReport& report);

/// Of dumps that were forgotten, a line each; the first few of many.
std::string forgotten_text(const std::vector<load::StoredDump>& dumps);

/// The member "forgotten".
void write_forgotten(JsonWriter& json, const std::vector<load::StoredDump>& dumps);

}  // namespace litdex::cli
