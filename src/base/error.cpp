// SPDX-License-Identifier: MIT
#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/text.hpp"

namespace litdex::base {
namespace {

constexpr std::array k_exit_codes = {
    ExitCodeInfo{ExitCode::done, "done", "done"},
    ExitCodeInfo{ExitCode::findings, "findings", "done, with rejects or findings"},
    ExitCodeInfo{ExitCode::no_match, "no_match", "the search found nothing"},
    ExitCodeInfo{ExitCode::usage, "usage", "the command line is wrong"},
    ExitCodeInfo{ExitCode::bad_data, "bad_data", "the data is damaged or of no known format"},
    ExitCodeInfo{ExitCode::no_input, "no_input", "an input does not exist or cannot be read"},
    ExitCodeInfo{ExitCode::bug, "bug", "a defect of litdex, or out of memory"},
    ExitCodeInfo{ExitCode::cannot_create, "cannot_create", "an output cannot be created"},
    ExitCodeInfo{ExitCode::io, "io", "reading or writing failed"},
    ExitCodeInfo{ExitCode::busy, "busy", "somebody else holds the database; try again"},
    ExitCodeInfo{ExitCode::not_litdex, "not_litdex", "not a litdex database, or a newer one"},
    ExitCodeInfo{ExitCode::hung_up, "hung_up", "its terminal was closed; run it again"},
    ExitCodeInfo{ExitCode::interrupted, "interrupted", "interrupted; run it again"},
    ExitCodeInfo{ExitCode::terminated, "terminated", "terminated; run it again"},
};

/// What can be done about an error of the system.
struct Remedy {
  int error_number;
  std::string_view hint;
};

constexpr std::array k_remedies = {
    Remedy{ENOSPC, "make room on its disk and run it again"},
    Remedy{EDQUOT, "make room on its disk and run it again"},
    Remedy{EIO, "look at its disk, then run it again"},
    Remedy{EACCES, "look at the permissions of the file and its directory"},
    Remedy{EPERM, "look at the permissions of the file and its directory"},
    Remedy{EROFS, "choose a disk that can be written"},
    Remedy{EMFILE, "allow more open files, for example with ulimit -n"},
    Remedy{ENFILE, "close other programs"},
};

}  // namespace

std::span<const ExitCodeInfo> exit_codes() { return k_exit_codes; }

Error::Error(ExitCode code, std::string message, std::string hint)
    : m_code(code), m_message(std::move(message)), m_hint(std::move(hint)) {}

Error Error::at(Position position) const {
  Error copy = *this;
  copy.m_position = std::move(position);
  return copy;
}

Error system_error(std::string_view action, std::string_view path, int error_number) {
  const auto* remedy = std::find_if(k_remedies.begin(), k_remedies.end(),
                                    [&](const Remedy& each) { return each.error_number == error_number; });
  return {ExitCode::io,
          fmt::format("cannot {} {}: {}", action, printable(path), std::generic_category().message(error_number)),
          remedy == k_remedies.end() ? "" : std::string(remedy->hint)};
}

}  // namespace litdex::base
