// SPDX-License-Identifier: MIT
#include "base/error.hpp"

#include <fmt/format.h>

#include <array>
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
    ExitCodeInfo{ExitCode::interrupted, "interrupted", "interrupted; run it again"},
    ExitCodeInfo{ExitCode::terminated, "terminated", "terminated; run it again"},
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
  return {ExitCode::io,
          fmt::format("cannot {} {}: {}", action, printable(path), std::generic_category().message(error_number))};
}

}  // namespace litdex::base
