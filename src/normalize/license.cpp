// SPDX-License-Identifier: MIT
#include "normalize/license.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace litdex::normalize {

std::string canonical_license(std::string_view text) {
  constexpr std::string_view k_schemes[] = {"http://", "https://"};
  constexpr std::string_view k_places[] = {"arxiv.org/licenses/", "creativecommons.org/licenses/",
                                           "creativecommons.org/publicdomain/"};
  constexpr std::string_view k_www = "www.";
  const std::string lower = base::ascii_lower(text);
  for (const std::string_view scheme : k_schemes) {
    if (!lower.starts_with(scheme)) continue;
    std::string_view address = std::string_view(lower).substr(scheme.size());
    if (address.starts_with(k_www)) address.remove_prefix(k_www.size());
    while (address.ends_with('/')) address.remove_suffix(1);
    const bool is_known =
        std::ranges::any_of(k_places, [&](std::string_view place) { return address.starts_with(place); });
    if (is_known && address.find(' ') == std::string_view::npos) return "http://" + std::string(address) + "/";
  }
  return std::string(text);
}

}  // namespace litdex::normalize
