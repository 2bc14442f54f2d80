// SPDX-License-Identifier: MIT
#include "cli/console.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "base/error.hpp"

namespace litdex::cli {
namespace {

bool wants_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool is_refused = no_colour != nullptr && *no_colour != '\0';
  const bool is_dumb = term == nullptr || std::string_view(term) == "dumb";
  return !is_refused && !is_dumb;
}

}  // namespace

Terminal terminal_of(int fd) {
  Terminal terminal;
  terminal.is_terminal = isatty(fd) == 1;
  if (!terminal.is_terminal) return terminal;
  terminal.has_colour = wants_colour();
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) terminal.width = size.ws_col;
  return terminal;
}

void guard_standard_streams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // Opened the wrong way round, so that using the stream still fails, and the failure is noticed.
    if (fcntl(fd, F_GETFD) == -1) static_cast<void>(open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void Console::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), m_out) != text.size()) fail(errno);
}

void Console::flush() {
  if (std::fflush(m_out) != 0) fail(errno);
}

void Console::note(std::string_view text) noexcept {
  std::fwrite(text.data(), 1, text.size(), m_err);
  std::fflush(m_err);
}

void Console::fail(int error_number) {
  m_reader_has_left = error_number == EPIPE;
  throw base::system_error("write to", "standard output", error_number);
}

}  // namespace litdex::cli
