// Surveys: a command cut off at many points, one after the other, and what was found after each.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/crash_scenario.hpp"
#include "support/faulty_disk.hpp"
#include "support/power_loss.hpp"

namespace litdex::test {

struct Tally {
  std::size_t tried = 0;           ///< points at which the command was cut off
  std::size_t looked_at = 0;       ///< different folders that were left there, each looked at once
  std::vector<std::string> wrong;  ///< what was wrong, with where

  Tally& operator+=(const Tally& other);
};

/// Which points a survey tries: `first`, `first` + `step` and so on, from 1.
struct Points {
  std::size_t first = 1;
  std::size_t step = 1;
};

/// Kills the command, in a process of its own, at each operation that changes the disk.
Tally survey_kills(const Trial& trial, Points points);

/// Records what the command does to the disk, and cuts the power `count` times at a moment drawn with `seed`; in every
/// third state also in the middle of the rerun that follows.
Tally survey_power_losses(const Trial& trial, std::size_t count, std::uint64_t seed, Syncs syncs = Syncs::kept);

/// A kind of failure of the disk that is tried at each operation.
struct DiskError {
  FileOperation operation;
  int error;
  bool is_persistent;
};
std::span<const DiskError> disk_errors();
std::string describe(const DiskError& error);

/// Lets the disk fail so at each operation. An error that nobody can do anything with is wrong too. That a file stays
/// which the disk refused to remove is not.
Tally survey_disk_errors(const Trial& trial, const DiskError& error, Points points);

/// Lets SQLite's memory run out at each allocation, once or for good.
Tally survey_memory(const Trial& trial, bool is_persistent, Points points);

}  // namespace litdex::test
