// Wrong command lines, said in our words, and help.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace CLI {
class App;
class ParseError;
class Validator;
}  // namespace CLI

namespace litdex::cli::usage {

/// Whether the option was given to the program or to the subcommand that was called.
bool was_given(const CLI::App& app, const std::string& option);

/// The arguments as CLI11's parser takes them: the last first. CLI11 reads "[a,b]" as a list of two; here it is a file
/// or a word of that name, so such an argument gets a guard that strip_guards takes off again.
std::vector<std::string> guarded_arguments(int argc, char** argv);

/// Makes every option of the program and its subcommands take off the guards.
void strip_guards(CLI::App& app);

/// Refuses what is not a number from 0 to `highest`.
CLI::Validator number(double highest);

/// Refuses what is not a whole number from `lowest` to `highest`.
CLI::Validator whole_number(std::int64_t lowest, std::int64_t highest);

/// The help of the subcommand that was called, or of the program.
std::string help_text(const CLI::App& app);

/// Throws Error(usage) when the command line names a command that does not exist, with the nearest one.
void refuse_unknown_command(const CLI::App& app);

/// What the parser objects to, as Error(usage): unknown commands and options are named with the nearest known one.
base::Error to_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace litdex::cli::usage
