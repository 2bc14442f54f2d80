// Command lines that messages tell people to run.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::base {

/// The database where none is named.
inline constexpr std::string_view k_default_database = "papers.db";

/// `word` as a shell reads it back: as it is where that is safe, else in quotes. One that begins with a dash gets "./"
/// before it, since it is the name of a file. What cannot be printed is written as $'\x1b', which bash, zsh and ksh
/// read.
std::string shell_quoted(std::string_view word);

/// What a command line needs to name the database at `path`: " --db PATH", or nothing for the default one.
std::string database_option(std::string_view path);

}  // namespace litdex::base
