// How far an import is: one line on a terminal, nothing elsewhere.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/console.hpp"

namespace litdex::cli {

/// The line of progress on standard error. It is gone when the object ends.
class Progress {
 public:
  explicit Progress(Console& console) : m_console(console) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows the state, some times a second at most. `size_or_zero` is 0 where the size is not known.
  void show(const std::string& name, std::uint64_t bytes, std::uint64_t size_or_zero, std::uint64_t records);

  /// Takes the line away.
  void clear() noexcept;

 private:
  Console& m_console;
  std::chrono::steady_clock::time_point m_next{};
  bool m_is_shown = false;
};

/// What the line says: "dump.txt: 12,000 records, 45 of 146 MB (30 %)".
std::string progress_text(const std::string& name, std::uint64_t bytes, std::uint64_t size_or_zero,
                          std::uint64_t records);

}  // namespace litdex::cli
