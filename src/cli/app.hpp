// The program: from the command line to an exit code.
// SPDX-License-Identifier: MIT
#pragma once

namespace litdex::cli {

/// Runs the subcommand that the arguments name and returns the exit code (docs/errors.md). Throws nothing.
int run(int argc, char** argv);

}  // namespace litdex::cli
