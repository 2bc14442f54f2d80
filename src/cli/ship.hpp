// Ship: the released copy of the database.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_ship(CLI::App& app);

}  // namespace litdex::cli
