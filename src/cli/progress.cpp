// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/width.hpp"
#include "cli/wording.hpp"

namespace litdex::cli {
namespace {

constexpr std::chrono::milliseconds k_interval{200};
constexpr std::uint64_t k_megabyte = 1'000'000;

}  // namespace

std::string progress_text(const std::string& name, std::uint64_t bytes, std::uint64_t size_or_zero,
                          std::uint64_t records) {
  std::string text = fmt::format("{}: {}, {}", name == "-" ? "standard input" : base::printable(name),
                                 counted(records, "record"), base::with_commas(bytes / k_megabyte));
  if (size_or_zero == 0) return text + " MB";
  const std::uint64_t percent = bytes >= size_or_zero ? 100 : bytes * 100 / size_or_zero;
  return text + fmt::format(" of {} MB ({} %)", base::with_commas(size_or_zero / k_megabyte), percent);
}

void Progress::show(const std::string& name, std::uint64_t bytes, std::uint64_t size_or_zero, std::uint64_t records) {
  const auto now = std::chrono::steady_clock::now();
  if (!m_console.err().is_terminal || now < m_next) return;
  m_next = now + k_interval;
  m_is_shown = true;
  const std::string text = progress_text(name, bytes, size_or_zero, records);
  m_console.note("\r\x1b[K" + cut_to_width(text, m_console.err().width - 1));
}

void Progress::clear() noexcept {
  if (m_is_shown) m_console.note("\r\x1b[K");
  m_is_shown = false;
}

}  // namespace litdex::cli
