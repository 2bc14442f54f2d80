// Search: the best papers for some words.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_search(CLI::App& app);

}  // namespace litdex::cli
