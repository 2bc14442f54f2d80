// The conference or journal of a paper, as far as its journal reference has a plain form: docs/facts.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace litdex::record {

/// Where a paper was published.
struct Venue {
  /// As the reference writes it: "Phys. Rev. Lett.", "ACMMM".
  std::string name;
  /// Of the reference, where it can be told from a volume or page.
  std::optional<int> year;

  friend bool operator==(const Venue&, const Venue&) = default;
};

/// The venue that `journal_ref` names (rules V1 to V8 of docs/facts.md); absent where its form is not plain.
std::optional<Venue> venue_of(std::string_view journal_ref);

}  // namespace litdex::record
