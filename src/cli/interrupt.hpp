// Ctrl-C, termination, a closed terminal and a time limit while something long runs.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <optional>
#include <string>

#include "base/interrupt.hpp"

namespace litdex::cli {

/// A time limit, and the error that says that it is over.
struct TimeLimit {
  std::chrono::milliseconds time;
  base::Error error;
};

/// What is done where a signal does not end the work soon.
enum class Stubborn : std::uint8_t {
  wait,  ///< what writes a database comes to an end of its own, and a second signal ends it at once
  end,   ///< the process ends, with the message and the exit code that it would have had
};

/// While it lives, the first SIGINT, SIGTERM or SIGHUP is noted (base::note_signal), and wakes up system calls that
/// wait; the second ends the process as usual, which a database survives as it survives SIGKILL. A signal that the
/// caller has ignored (nohup) stays ignored.
///
/// SQLite looks at its surroundings only between the steps of a statement, and one step (parsing a full-text query,
/// a function over a long text) may take any time. So with Stubborn::end, where the signal, or the end of the time
/// limit, has not ended the work k_grace later, the process ends there, without what standard output still holds back.
/// That is for work that only reads. One guard at a time.
class InterruptGuard {
 public:
  static constexpr std::chrono::seconds k_grace{1};

  explicit InterruptGuard(Stubborn stubborn, const std::optional<TimeLimit>& limit = std::nullopt);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

 private:
  /// What a signal handler, which may compose nothing, writes before it ends the process.
  struct LastWords {
    std::string text;
    int exit_code = 0;
  };

  static LastWords last_words(const base::Error& error);
  static void take_signal(int number);
  static void take_alarm(int number);
  [[nodiscard]] const LastWords& last_words() const;

  static const InterruptGuard* s_current;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

  Stubborn m_stubborn;
  std::array<LastWords, base::k_ending_signals.size()> m_at_signal;
  LastWords m_at_timeout;
  std::array<struct sigaction, base::k_ending_signals.size()> m_old{};
  struct sigaction m_old_alarm {};
};

}  // namespace litdex::cli
