// Import: dumps into the database.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_import(CLI::App& app);

}  // namespace litdex::cli
