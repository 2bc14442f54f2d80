// litdex forget: dumps out of the database.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_forget(CLI::App& app);

}  // namespace litdex::cli
