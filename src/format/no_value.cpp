// SPDX-License-Identifier: MIT
#include "format/no_value.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace litdex::format {

bool is_no_value(std::string_view value) {
  constexpr std::string_view k_nothing[] = {"nan", "none", "null", "nat", "<na>", "[]"};
  constexpr std::size_t k_longest = 4;
  if (value.size() > k_longest) return false;
  return value.empty() || std::ranges::find(k_nothing, base::ascii_lower(value)) != std::end(k_nothing);
}

}  // namespace litdex::format
