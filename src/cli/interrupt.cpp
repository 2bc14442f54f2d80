// SPDX-License-Identifier: MIT
#include "cli/interrupt.hpp"

namespace litdex::cli {
namespace {

// The number of the signal that came, or 0. A handler may write nothing else.
volatile sig_atomic_t g_signal = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void note_signal(int number) { g_signal = number; }

}  // namespace

InterruptGuard::InterruptGuard() {
  g_signal = 0;
  struct sigaction action {};
  action.sa_handler = note_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, &m_old_int);
  sigaction(SIGTERM, &action, &m_old_term);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &m_old_int, nullptr);
  sigaction(SIGTERM, &m_old_term, nullptr);
}

bool InterruptGuard::was_interrupted() { return g_signal != 0; }

base::Error InterruptGuard::error(const char* hint) {
  const auto code = g_signal == SIGTERM ? base::ExitCode::terminated : base::ExitCode::interrupted;
  return {code, g_signal == SIGTERM ? "terminated" : "interrupted", hint};
}

}  // namespace litdex::cli
