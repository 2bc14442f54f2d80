// Standard output and standard error: what they are connected to, and writing that notices failure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdio>
#include <string_view>

namespace litdex::cli {

/// What a stream is connected to. `width` is in display columns and matters on a terminal only.
struct Terminal {
  bool is_terminal = false;
  bool has_colour = false;
  std::size_t width = 80;
};

/// What file descriptor `fd` is connected to. NO_COLOR (no-color.org) and TERM=dumb take the colour away.
Terminal terminal_of(int fd);

/// Keeps a file that is opened later from becoming a standard stream that was closed by the caller, and turns the
/// signals of a lost reader and of the file size limit into errors of the call that writes.
void guard_standard_streams();

/// The two output streams. Data goes to standard output, everything else to standard error.
class Console {
 public:
  Console(std::FILE* out, std::FILE* err, Terminal out_terminal, Terminal err_terminal)
      : m_out(out), m_err(err), m_out_terminal(out_terminal), m_err_terminal(err_terminal) {}

  /// Writes to standard output. Throws Error(io) when it is closed or full.
  void write(std::string_view text);

  /// Hands all that was written to the system. Throws as write does.
  void flush();

  /// Writes to standard error, as well as that goes: there is nobody to tell when it fails.
  void note(std::string_view text) noexcept;

  [[nodiscard]] const Terminal& out() const { return m_out_terminal; }
  [[nodiscard]] const Terminal& err() const { return m_err_terminal; }

  /// Whether a write failed because the program that read standard output has ended: no cause for a message.
  [[nodiscard]] bool reader_has_left() const { return m_reader_has_left; }

 private:
  [[noreturn]] void fail(int error_number);

  std::FILE* m_out;
  std::FILE* m_err;
  Terminal m_out_terminal;
  Terminal m_err_terminal;
  bool m_reader_has_left = false;
};

}  // namespace litdex::cli
