// What import and reindex say of the table `corrections`.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/json_writer.hpp"
#include "load/import.hpp"

namespace litdex::cli {

/// A line for each of the first few rows that change nothing, and why; empty when all count.
std::string idle_text(const load::CorrectionReport& report);

/// The members "corrected" and "corrections_without_effect".
void write_corrections(JsonWriter& json, const load::CorrectionReport& report);

}  // namespace litdex::cli
