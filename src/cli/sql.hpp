// Sql: any reading SQL.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_sql(CLI::App& app);

}  // namespace litdex::cli
