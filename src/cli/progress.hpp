// How far an import is: one line on a terminal that is written over, plain lines, or nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "cli/console.hpp"
#include "load/import.hpp"

namespace litdex::cli {

enum class ProgressMode : std::uint8_t {
  automatic,  ///< one line on a terminal, nothing elsewhere
  plain,      ///< a line every few seconds, without control characters
  none,
};

struct ProgressModeName {
  std::string_view name;
  ProgressMode mode;
};
inline constexpr std::array k_progress_modes = {
    ProgressModeName{"auto", ProgressMode::automatic},
    ProgressModeName{"plain", ProgressMode::plain},
    ProgressModeName{"none", ProgressMode::none},
};

/// The line of progress on standard error. One that is written over is gone when the object ends.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  Progress(Console& console, ProgressMode mode) : m_console(console), m_mode(mode) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows the state, if it is time to; that everything was read is always said.
  void show(const load::ImportProgress& progress);

  /// Takes the line away.
  void clear() noexcept;

 private:
  Console& m_console;
  ProgressMode m_mode;
  Clock::time_point m_begin = Clock::now();
  Clock::time_point m_next{};
  bool m_is_shown = false;
};

/// What the line says after `elapsed`: "[2/3] dump.gz: 12,000 records, 45 of 146 MB (30 %), 4 rejects, 6,000 records/s,
/// 0:05 left to read". Shares and times left count bytes as they lie in the files, packed or not; they are not said
/// where the size of an input is not known, and nothing is foretold in the first second.
std::string progress_text(const load::ImportProgress& progress, std::chrono::milliseconds elapsed);

}  // namespace litdex::cli
