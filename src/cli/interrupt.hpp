// Ctrl-C, termination and a time limit while something long runs.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <csignal>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace litdex::cli {

/// A time limit, and the error that says that it is over.
struct TimeLimit {
  std::chrono::milliseconds time;
  base::Error error;
};

/// While it lives, the first SIGINT or SIGTERM raises a flag; the second ends the process as usual.
///
/// SQLite looks at its surroundings only between the steps of a statement, and one step (parsing a full-text query,
/// a function over a long text) may take any time. So where the flag, or the end of the time limit, has not ended the
/// work k_grace later, the process ends there: with the message and the exit code that it would have had, but without
/// what standard output still holds back. To be used only while nothing is written to a database. One at a time.
class InterruptGuard {
 public:
  static constexpr std::chrono::seconds k_grace{1};

  /// `hint` is that of the error after a signal.
  explicit InterruptGuard(std::string hint, const std::optional<TimeLimit>& limit = std::nullopt);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// Whether a signal has come. Safe at any time.
  static bool was_interrupted();

  /// What ends the run after a signal: exit code 130 or 143, "interrupted" and the hint.
  [[nodiscard]] base::Error error() const;

 private:
  /// What a signal handler, which may compose nothing, writes before it ends the process.
  struct LastWords {
    std::string text;
    int exit_code = 0;
  };

  static LastWords last_words(const base::Error& error);
  static void note_signal(int number);
  static void give_up(int number);

  static const InterruptGuard* s_current;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

  std::string m_hint;
  LastWords m_at_interrupt;
  LastWords m_at_terminate;
  LastWords m_at_timeout;
  struct sigaction m_old_int {};
  struct sigaction m_old_term {};
  struct sigaction m_old_alarm {};
};

}  // namespace litdex::cli
