// SPDX-License-Identifier: MIT
#include "base/interrupt.hpp"

#include <sys/time.h>

#include <algorithm>
#include <atomic>
#include <utility>

namespace litdex::base {
namespace {

// A handler has no other way to say anything.
std::atomic<int> g_signal = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<int>::is_always_lock_free, "a handler may not wait");

/// It is the interruption of the system call that counts.
void do_nothing(int /*number*/) {}

}  // namespace

void note_signal(int number) noexcept { g_signal = number; }

int noted_signal() noexcept { return g_signal; }

Error interruption(int signal, std::string hint) {
  const auto* const known = std::find_if(k_ending_signals.begin(), k_ending_signals.end(),
                                         [signal](const EndingSignal& ending) { return ending.number == signal; });
  const EndingSignal& ending = known == k_ending_signals.end() ? k_ending_signals.front() : *known;
  return {ending.code, std::string(ending.message), std::move(hint)};
}

bool is_interruption(const Error& error) noexcept {
  return std::any_of(k_ending_signals.begin(), k_ending_signals.end(),
                     [&error](const EndingSignal& ending) { return ending.code == error.code(); });
}

void stop_if_interrupted() {
  if (const int signal = noted_signal(); signal != 0) throw interruption(signal);
}

WakeUp::WakeUp(unsigned limit_seconds) {
  struct sigaction action {};
  action.sa_handler = do_nothing;
  sigaction(SIGALRM, &action, &m_old);
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(std::max(limit_seconds, 1U));
  timer.it_interval.tv_sec = 1;
  setitimer(ITIMER_REAL, &timer, nullptr);
}

WakeUp::~WakeUp() {
  const itimerval none{};
  setitimer(ITIMER_REAL, &none, nullptr);
  sigaction(SIGALRM, &m_old, nullptr);
}

}  // namespace litdex::base
