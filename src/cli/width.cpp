// SPDX-License-Identifier: MIT
#include "cli/width.hpp"

#include <utf8proc.h>

#include "base/text.hpp"

namespace litdex::cli {
namespace {

std::size_t width_of(const base::CodePoint& point) {
  const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(point.value));
  return width > 0 ? static_cast<std::size_t>(width) : 0;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const base::CodePoint point = base::read_code_point(text);
    width += width_of(point);
    text.remove_prefix(point.length);
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::size_t used = 0;
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const base::CodePoint point = base::read_code_point(text.substr(bytes));
    if (used + width_of(point) > width - 1) break;  // one column is for the ellipsis
    used += width_of(point);
    bytes += point.length;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  for (const std::string_view word : base::split(text, ' ')) {
    if (word.empty()) continue;
    const std::size_t word_width = display_width(word);
    if (used > 0 && used + 1 + word_width > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    lines.back() += word;
    used += word_width;
  }
  return lines;
}

}  // namespace litdex::cli
