// SPDX-License-Identifier: MIT
#include "cli/interrupt.hpp"

#include <sys/time.h>
#include <unistd.h>

#include <utility>

#include "cli/failure.hpp"

namespace litdex::cli {
namespace {

// The number of the signal that came, or 0. A handler may write nothing else.
volatile sig_atomic_t g_signal = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

base::Error signal_error(int number, const std::string& hint) {
  if (number == SIGTERM) return {base::ExitCode::terminated, "terminated", hint};
  return {base::ExitCode::interrupted, "interrupted", hint};
}

void handle(int number, void (*handler)(int), int flags, struct sigaction& old) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = flags;
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

InterruptGuard::InterruptGuard(std::string hint, const std::optional<TimeLimit>& limit)
    : m_hint(std::move(hint)),
      m_at_interrupt(last_words(signal_error(SIGINT, m_hint))),
      m_at_terminate(last_words(signal_error(SIGTERM, m_hint))) {
  g_signal = 0;
  s_current = this;
  handle(SIGALRM, give_up, 0, m_old_alarm);
  handle(SIGINT, note_signal, static_cast<int>(SA_RESETHAND), m_old_int);
  handle(SIGTERM, note_signal, static_cast<int>(SA_RESETHAND), m_old_term);
  if (limit) {
    m_at_timeout = last_words(limit->error);
    set_alarm(limit->time + k_grace);
  }
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &m_old_int, nullptr);
  sigaction(SIGTERM, &m_old_term, nullptr);
  set_alarm(std::chrono::milliseconds::zero());
  sigaction(SIGALRM, &m_old_alarm, nullptr);
  s_current = nullptr;
}

bool InterruptGuard::was_interrupted() { return g_signal != 0; }

base::Error InterruptGuard::error() const { return signal_error(g_signal, m_hint); }

InterruptGuard::LastWords InterruptGuard::last_words(const base::Error& error) {
  return {failure_text(error), static_cast<int>(error.code())};
}

void InterruptGuard::note_signal(int number) {
  g_signal = number;
  alarm(static_cast<unsigned>(k_grace.count()));
}

void InterruptGuard::give_up(int /*number*/) {
  const LastWords& words = g_signal == 0         ? s_current->m_at_timeout
                           : g_signal == SIGTERM ? s_current->m_at_terminate
                                                 : s_current->m_at_interrupt;
  // Nobody is left to be told when this fails.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, words.text.data(), words.text.size());
  ::_exit(words.exit_code);
}

}  // namespace litdex::cli
