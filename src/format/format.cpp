// SPDX-License-Identifier: MIT
#include "format/format.hpp"

#include <algorithm>
#include <array>

#include "format/arxiver_text.hpp"

namespace litdex::format {
namespace {

constexpr std::array k_formats = {
    Format{
        .name = "arxiver-text",
        .description = "page text of arXiver author pages: abstract, comments, then a line with the arXiv identifier",
        .example = "arXiv:2009.04153 - ACMMM 2020",
        .reader_version = 4,
        .trust = 10,
        .detect = detect_arxiver_text,
        .make_segmenter = [](source::Window& window,
                             const ReadOptions&) { return make_arxiver_segmenter(window, k_max_entry_bytes); },
        .decode = [](std::string_view entry, std::string_view) { return decode_arxiver_text(entry); },
    },
};

// A head that looks less like any format than this is of none.
constexpr double k_least_likeness = 0.05;

}  // namespace

base::EntryHash hash_of(const Segment& segment) {
  if (segment.context.empty()) return base::hash_entry(segment.text);
  std::string whole(segment.context);
  whole += '\0';
  return base::hash_entry(whole.append(segment.text));
}

std::span<const Format> formats() { return k_formats; }

const Format* find_format(std::string_view name) {
  const auto* const found = std::ranges::find(k_formats, name, &Format::name);
  return found == k_formats.end() ? nullptr : found;
}

const Format* detect_format(std::string_view head) {
  const Format* best = nullptr;
  double most = k_least_likeness;
  for (const Format& format : k_formats) {
    const double likeness = format.detect(head);
    if (likeness < most || (best != nullptr && likeness == most)) continue;
    most = likeness;
    best = &format;
  }
  return best;
}

}  // namespace litdex::format
