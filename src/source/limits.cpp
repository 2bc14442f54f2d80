// SPDX-License-Identifier: MIT
#include "source/limits.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace litdex::source {

void require_within(const Limits& limits, const Unpacked& unpacked, const std::string& name) {
  if (unpacked.bytes > limits.unpacked_bytes) {
    throw base::Error(base::ExitCode::bad_data,
                      fmt::format("{} unpacks to more than {} bytes", base::printable(name),
                                  base::with_commas(limits.unpacked_bytes)),
                      "if it is meant to, raise --max-unpacked-bytes");
  }
  if (unpacked.bytes > k_free_bytes && unpacked.bytes / k_max_ratio > unpacked.packed_bytes) {
    throw base::Error(
        base::ExitCode::bad_data,
        fmt::format("{} unpacks to more than {} times its size", base::printable(name), base::with_commas(k_max_ratio)),
        "if it is meant to, unpack it with another program and import what comes out");
  }
}

}  // namespace litdex::source
