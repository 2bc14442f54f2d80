// The built program, killed at random moments and run again until it is done.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "support/crash_survey.hpp"

namespace litdex::test {

/// Runs `program` import and kills it `count` times in all, each at a moment drawn with `seed`, on databases that are
/// carried on until the import is finished: a first load, an increment in place, and one through a scratch copy.
Tally survey_program_kills(const std::string& program, std::size_t count, std::uint64_t seed);

}  // namespace litdex::test
