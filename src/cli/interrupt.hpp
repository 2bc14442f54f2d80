// Ctrl-C and termination while something long runs.
// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>

#include "base/error.hpp"

namespace litdex::cli {

/// While it lives, the first SIGINT or SIGTERM only raises a flag; the second ends the process as usual.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// Whether a signal has come. Safe at any time.
  static bool was_interrupted();

  /// What ends the run after a signal: exit code 130 or 143, "interrupted" and `hint`.
  static base::Error error(const char* hint);

 private:
  struct sigaction m_old_int {};
  struct sigaction m_old_term {};
};

}  // namespace litdex::cli
