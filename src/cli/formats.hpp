// Formats: the dump formats that can be read.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"

namespace litdex::cli {

/// See Command::setup.
Action setup_formats(CLI::App& app);

}  // namespace litdex::cli
