// SPDX-License-Identifier: MIT
#include "record/numeric_id.hpp"

#include <algorithm>
#include <cstddef>

#include "record/arxiv_id.hpp"

// The rules P1 to P5 are those of docs/formats/csv.md.
namespace litdex::record {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

/// P4: adds one to the last digit of `digits`; false when that needs one more digit.
bool count_up(std::string& digits) {
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (digits[i] != '9') {
      ++digits[i];
      return true;
    }
    digits[i] = '0';
  }
  return false;
}

/// P4: rounds `fraction`, the longest form of a double, to `width` digits; false when it lies between two of them.
bool round_fraction(std::string& fraction, std::size_t width) {
  // A double of four digits before the point has at least 11 right ones after it; the last two may be off.
  constexpr std::size_t k_least_digits = 11;
  constexpr std::size_t k_noise_digits = 2;
  if (fraction.size() < k_least_digits) return false;
  const std::string_view rest = std::string_view(fraction).substr(width, fraction.size() - width - k_noise_digits);
  const bool is_above = std::ranges::all_of(rest, [](char c) { return c == '0'; });
  const bool is_below = std::ranges::all_of(rest, [](char c) { return c == '9'; });
  fraction.resize(width);
  return is_above || (is_below && count_up(fraction));
}

bool is_whole_id(std::string_view text) {
  const std::optional<ArxivIdMatch> match = match_arxiv_id(text);
  return match && match->length == text.size();
}

}  // namespace

std::optional<std::string> repair_numeric_id(std::string_view text) {
  constexpr std::size_t k_most_digits = 17;
  // It is one as it stands.
  if (is_whole_id(text)) return std::nullopt;
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string date(text.substr(0, point));
  std::string fraction(text.substr(std::min(point + 1, text.size())));
  // P1.
  if (!is_number(date) || !is_number(fraction) || fraction.size() > k_most_digits) return std::nullopt;
  // P2.
  if (date.size() == 3) date.insert(date.begin(), '0');
  if (date.size() != 4) return std::nullopt;
  constexpr std::string_view k_last_of_four_digits = "1412";
  const std::size_t width = date <= k_last_of_four_digits ? 4 : 5;
  // P3, P4.
  if (fraction.size() < width) fraction.resize(width, '0');
  if (fraction.size() > width && !round_fraction(fraction, width)) return std::nullopt;
  // P5.
  std::string id = date + '.' + fraction;
  return is_whole_id(id) ? std::optional(id) : std::nullopt;
}

}  // namespace litdex::record
