// A request from outside to end: noted by a signal handler, noticed where work can stop.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <csignal>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace litdex::base {

/// A signal that asks the process to end, and what is said of it.
struct EndingSignal {
  int number;
  ExitCode code;
  std::string_view message;
};

inline constexpr std::array k_ending_signals = {
    EndingSignal{SIGINT, ExitCode::interrupted, "interrupted"},
    EndingSignal{SIGTERM, ExitCode::terminated, "terminated"},
    EndingSignal{SIGHUP, ExitCode::hung_up, "ended, because the terminal was closed"},
};

/// Notes that the process was asked to end by signal `number`; 0 forgets it. Safe in a signal handler.
void note_signal(int number) noexcept;

/// The signal that asked the process to end, or 0. Safe at any time.
int noted_signal() noexcept;

/// What ends the run after one of k_ending_signals.
Error interruption(int signal, std::string hint = "run the same command again");

/// Whether `error` is such a one.
bool is_interruption(const Error& error) noexcept;

/// Throws what ends the run, if a signal was noted. To be called wherever work can stop, and after every system call
/// that a signal woke up.
void stop_if_interrupted();

/// While it lives, a system call that waits is woken up (EINTR) within a second after `limit`, and then every second.
/// Uses the timer of SIGALRM. One at a time.
class WakeUp {
 public:
  explicit WakeUp(unsigned limit_seconds);
  ~WakeUp();
  WakeUp(const WakeUp&) = delete;
  WakeUp& operator=(const WakeUp&) = delete;

 private:
  struct sigaction m_old {};
};

}  // namespace litdex::base
