// Show: all that the database knows of one paper.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_show(CLI::App& app);

}  // namespace litdex::cli
