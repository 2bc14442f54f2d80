// SPDX-License-Identifier: MIT
#include "cli/interrupt.hpp"

#include <sys/time.h>
#include <unistd.h>

#include "cli/failure.hpp"

namespace litdex::cli {
namespace {

using base::k_ending_signals;

void handle(int number, void (*handler)(int), struct sigaction& old) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, &old);
}

/// Zero takes it back.
void set_alarm(std::chrono::milliseconds time) {
  itimerval timer{};
  timer.it_value.tv_sec = time.count() / 1000;
  timer.it_value.tv_usec = time.count() % 1000 * 1000;
  setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a handler has no other way to it
const InterruptGuard* InterruptGuard::s_current = nullptr;

InterruptGuard::InterruptGuard(Stubborn stubborn, const std::optional<TimeLimit>& limit) : m_stubborn(stubborn) {
  base::note_signal(0);
  s_current = this;
  handle(SIGALRM, take_alarm, m_old_alarm);
  for (std::size_t i = 0; i < k_ending_signals.size(); ++i) {
    const int number = k_ending_signals[i].number;
    m_at_signal[i] = last_words(base::interruption(number));
    handle(number, take_signal, m_old[i]);
    if (m_old[i].sa_handler == SIG_IGN) sigaction(number, &m_old[i], nullptr);
  }
  if (limit) {
    m_at_timeout = last_words(limit->error);
    set_alarm(limit->time + k_grace);
  }
}

InterruptGuard::~InterruptGuard() {
  for (std::size_t i = 0; i < k_ending_signals.size(); ++i) sigaction(k_ending_signals[i].number, &m_old[i], nullptr);
  set_alarm(std::chrono::milliseconds::zero());
  sigaction(SIGALRM, &m_old_alarm, nullptr);
  s_current = nullptr;
}

InterruptGuard::LastWords InterruptGuard::last_words(const base::Error& error) {
  return {failure_text(error), static_cast<int>(error.code())};
}

const InterruptGuard::LastWords& InterruptGuard::last_words() const {
  for (std::size_t i = 0; i < k_ending_signals.size(); ++i) {
    if (k_ending_signals[i].number == base::noted_signal()) return m_at_signal[i];
  }
  return m_at_timeout;
}

void InterruptGuard::take_signal(int number) {
  if (base::noted_signal() != 0) {
    std::signal(number, SIG_DFL);
    std::raise(number);  // which ends the process when this handler returns
    return;
  }
  base::note_signal(number);
  alarm(static_cast<unsigned>(k_grace.count()));
}

void InterruptGuard::take_alarm(int /*number*/) {
  if (s_current->m_stubborn == Stubborn::wait) {
    // A system call that began to wait just as the signal was noted has not been woken up by it.
    if (base::noted_signal() != 0) alarm(static_cast<unsigned>(k_grace.count()));
    return;
  }
  const LastWords& words = s_current->last_words();
  // Nobody is left to be told when this fails.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, words.text.data(), words.text.size());
  ::_exit(words.exit_code);
}

}  // namespace litdex::cli
