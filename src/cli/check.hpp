// Check: whether the database is what it claims to be.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_check(CLI::App& app);

}  // namespace litdex::cli
