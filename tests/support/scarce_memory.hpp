// Memory that runs out when it is told to, under SQLite.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace litdex::test {

/// From its construction to its destruction SQLite asks for memory here. No connection may be open at either.
class ScarceMemory {
 public:
  ScarceMemory();
  ~ScarceMemory();
  ScarceMemory(const ScarceMemory&) = delete;
  ScarceMemory& operator=(const ScarceMemory&) = delete;

  /// Begins counting anew; the `at`-th request from now on is refused, and all later ones too if it is persistent.
  static void set(std::size_t at, bool is_persistent);
  /// Nothing is refused.
  static void clear();
  /// Whether something was refused.
  [[nodiscard]] static bool has_struck();
};

}  // namespace litdex::test
