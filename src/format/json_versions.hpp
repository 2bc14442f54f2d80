// The versions of a paper as JSON has them. Rules V1 to V3 of docs/formats/arxiv_json.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace litdex::format {

/// What a list of versions says; the dates are views of its strings.
struct VersionList {
  /// The number of the latest version; 0 where none has one.
  int latest = 0;
  /// The date of v1, and that of the latest version; empty where it is not given.
  std::string_view submitted;
  std::string_view updated;
};

/// Reads `versions`, objects or names alone, whose dates may stand in `dates`, in the same order.
VersionList versions_in_json(simdjson::dom::element versions, std::optional<simdjson::dom::element> dates);

}  // namespace litdex::format
