// Reindex: the full-text index made anew.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_reindex(CLI::App& app);

}  // namespace litdex::cli
