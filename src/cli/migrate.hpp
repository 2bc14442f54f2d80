// Migrate: the version of the database's schema.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_migrate(CLI::App& app);

}  // namespace litdex::cli
