// Small words of messages: plurals, and the nearest known name for a misspelt one.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace litdex::cli {

/// "1 paper", "12,304 papers": the plural is the singular with an s.
std::string counted(std::uint64_t count, std::string_view singular);

/// The pieces with `separator` between them.
std::string joined(std::span<const std::string> pieces, std::string_view separator);

/// The candidate that `word` most likely stands for, if one is near enough: a letter or two wrong, or its beginning.
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace litdex::cli
