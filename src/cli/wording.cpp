// SPDX-License-Identifier: MIT
#include "cli/wording.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace litdex::cli {

std::string counted(std::uint64_t count, std::string_view singular) {
  return fmt::format("{} {}{}", base::with_commas(count), singular, count == 1 ? "" : "s");
}

std::string joined(std::span<const std::string> pieces, std::string_view separator) {
  std::string text;
  for (const std::string& piece : pieces) {
    if (&piece != &pieces.front()) text += separator;
    text += piece;
  }
  return text;
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates) {
  // One edit for each three letters: more would suggest any short name for any other.
  std::size_t best_distance = word.size() / 3 + 1;
  if (best_distance > 3) best_distance = 3;
  std::optional<std::string_view> best;
  for (const std::string_view candidate : candidates) {
    const bool is_beginning = word.size() >= 2 && candidate.starts_with(word);
    const std::size_t distance = is_beginning ? 1 : base::edit_distance(word.substr(0, 64), candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace litdex::cli
