// Info: what is in the database.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_info(CLI::App& app);

}  // namespace litdex::cli
