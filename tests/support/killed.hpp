// Actions in a process of their own, which may be killed in the middle.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace litdex::test {

/// How the other process ended.
enum class Ending : std::uint8_t { returned, threw, killed };

/// Runs `action` in a child process.
Ending run_in_child(const std::function<void()>& action);

/// Runs `action` in a child process that ends by SIGKILL when the `at`-th SQL statement (from 1) begins that any
/// connection to a file runs, those of the full-text index included.
Ending run_killed_at_statement(std::size_t at, const std::function<void()>& action);

/// From now on SQLite draws the random numbers that it drew after the last call: what two runs leave is then the same
/// where they came equally far. Another process draws others, so that no two make temporary files of one name.
void repeat_random_numbers();

}  // namespace litdex::test
