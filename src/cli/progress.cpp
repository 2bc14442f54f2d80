// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/width.hpp"
#include "cli/wording.hpp"

namespace litdex::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds k_interval{200};
constexpr milliseconds k_plain_interval{5000};
constexpr milliseconds k_first_estimate{1000};
constexpr std::uint64_t k_megabyte = 1'000'000;

/// "0:05", "1:02:03".
std::string time_text(std::uint64_t seconds) {
  const std::uint64_t hours = seconds / 3600;
  if (hours == 0) return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
  return fmt::format("{}:{:02}:{:02}", hours, seconds / 60 % 60, seconds % 60);
}

std::string bytes_text(const load::ImportProgress& progress) {
  const std::string read = base::with_commas(progress.bytes_read / k_megabyte);
  if (!progress.bytes_all) return read + " MB";
  // A file may have grown since its size was asked for.
  const std::uint64_t all = *progress.bytes_all;
  const std::uint64_t percent = progress.bytes_read >= all ? 100 : progress.bytes_read * 100 / all;
  return fmt::format("{} of {} MB ({} %)", read, base::with_commas(all / k_megabyte), percent);
}

}  // namespace

std::string progress_text(const load::ImportProgress& progress, milliseconds elapsed) {
  const std::string rejects = progress.rejects > 0 ? ", " + counted(progress.rejects, "reject") : "";
  if (progress.is_indexing)
    return fmt::format("{} read{}; finishing the database", counted(progress.records, "record"), rejects);
  std::string text;
  if (progress.input_count > 1) {
    text = fmt::format("[{}/{}] ", base::with_commas(progress.input_number), base::with_commas(progress.input_count));
  }
  text += fmt::format("{}: {}, {}{}", progress.name == "-" ? "standard input" : base::printable(progress.name),
                      counted(progress.records, "record"), bytes_text(progress), rejects);
  if (elapsed < k_first_estimate) return text;
  const auto ms = static_cast<std::uint64_t>(elapsed.count());
  text += fmt::format(", {} records/s", base::with_commas(progress.records * 1000 / ms));
  if (!progress.bytes_all || progress.bytes_read == 0 || progress.bytes_read > *progress.bytes_all) return text;
  const double share = static_cast<double>(progress.bytes_read) / static_cast<double>(*progress.bytes_all);
  const double seconds_left = static_cast<double>(ms) / 1000 * (1 - share) / share;
  return text + fmt::format(", {} left to read", time_text(static_cast<std::uint64_t>(seconds_left)));
}

void Progress::show(const load::ImportProgress& progress) {
  const bool is_plain = m_mode == ProgressMode::plain;
  if (!is_plain && (m_mode == ProgressMode::none || !m_console.err().is_terminal)) return;
  const Clock::time_point now = Clock::now();
  if (now < m_next && !progress.is_indexing) return;
  // The first plain line comes after an interval: short runs need none.
  const bool is_first = m_next == Clock::time_point{};
  m_next = now + (is_plain ? k_plain_interval : k_interval);
  if (is_plain && is_first && !progress.is_indexing) return;
  const std::string text = progress_text(progress, std::chrono::duration_cast<milliseconds>(now - m_begin));
  if (is_plain) {
    m_console.note(text + '\n');
    return;
  }
  m_is_shown = true;
  m_console.note("\r\x1b[K" + cut_to_width(text, m_console.err().width - 1));
}

void Progress::clear() noexcept {
  if (m_is_shown) m_console.note("\r\x1b[K");
  m_is_shown = false;
}

}  // namespace litdex::cli
