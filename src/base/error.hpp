// The one exception type: a condition that ends the run, with an exit code and a hint.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace litdex::base {

/// Exit codes of the program, sysexits-like. `k_exit_codes` holds their meanings.
enum class ExitCode : int {
  done = 0,
  findings = 1,
  no_match = 2,
  usage = 64,
  bad_data = 65,
  no_input = 66,
  bug = 70,
  cannot_create = 73,
  io = 74,
  busy = 75,
  not_litdex = 76,
  hung_up = 129,
  interrupted = 130,
  terminated = 143,
};

/// One row of the documented list of exit codes.
struct ExitCodeInfo {
  ExitCode code;
  std::string_view name;
  std::string_view meaning;
};

/// All exit codes in ascending order.
std::span<const ExitCodeInfo> exit_codes();

/// A position in a dump. Bytes count from 0 in the decoded stream, lines from 1; line 0 is unknown.
struct Position {
  std::string source;
  std::uint64_t line = 0;
  std::uint64_t byte = 0;
};

/// Ends the run. Thrown anywhere, caught once, in cli/app.cpp.
/// A bad record is never an Error: it is a value (see format/segment.hpp, Reject).
class Error : public std::exception {
 public:
  /// `message`: what happened and to what, lower case, no full stop. `hint`: what to do, may be empty.
  Error(ExitCode code, std::string message, std::string hint = {});

  /// The same error, with the position it is about.
  [[nodiscard]] Error at(Position position) const;

  [[nodiscard]] ExitCode code() const noexcept { return m_code; }
  [[nodiscard]] const std::string& message() const noexcept { return m_message; }
  [[nodiscard]] const std::string& hint() const noexcept { return m_hint; }
  [[nodiscard]] const std::optional<Position>& position() const noexcept { return m_position; }
  [[nodiscard]] const char* what() const noexcept override { return m_message.c_str(); }

 private:
  ExitCode m_code;
  std::string m_message;
  std::string m_hint;
  std::optional<Position> m_position;
};

/// An Error(io) that names the path and ends with what the operating system says of `error_number`.
Error system_error(std::string_view action, std::string_view path, int error_number);

}  // namespace litdex::base
