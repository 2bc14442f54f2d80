// Check: is this file what it claims to be?
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/format.hpp"

namespace litdex::check {

/// Something that is wrong.
struct Finding {
  std::string check;    ///< name of the check that found it
  std::string object;   ///< the table, row or span that it is about
  std::string message;  ///< one sentence for people
  std::string hint;     ///< what to do
};

/// One check and what it looks at.
struct CheckInfo {
  std::string_view name;
  std::string_view meaning;
};

/// All checks, in the order in which they run.
std::span<const CheckInfo> checks();

/// The most findings that one check reports.
inline constexpr std::size_t k_max_findings = 20;

/// Runs all checks on the database at `path`, which is not changed. Throws Error as db::open_database does.
std::vector<Finding> check_database(const std::filesystem::path& path);

/// Cuts the dump at `dump_path`, or all members of an archive, again and compares every span and hash with what the
/// database has of it. Throws Error(no_input) when the database knows no such stream, Error(usage) when the dump is no
/// file. `options` are those that the dump was imported with.
std::vector<Finding> check_dump(const std::filesystem::path& path, const std::string& dump_path,
                                const format::ReadOptions& options = {});

}  // namespace litdex::check
