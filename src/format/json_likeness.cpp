// SPDX-License-Identifier: MIT
#include "format/json_likeness.hpp"

#include <variant>

#include "base/text.hpp"
#include "source/source.hpp"
#include "source/window.hpp"

namespace litdex::format {

double json_likeness(std::string_view head, JsonEntries entries, Decoded (*decode)(std::string_view),
                     double (*judge)(const record::RawRecord&)) {
  constexpr int k_most_entries = 3;
  constexpr int k_most_segments = 100;
  head = base::without_byte_order_mark(head);
  const std::string_view text = base::trim(head);
  if (!text.starts_with('{') && !text.starts_with('[')) return 0;
  const auto source = source::memory_source("head", head);
  source::Window window(*source);
  const auto segmenter = make_json_segmenter(window, entries, k_max_entry_bytes);
  double sum = 0;
  int count = 0;
  Segment segment;
  for (int i = 0; i < k_most_segments && count < k_most_entries && segmenter->next(segment); ++i) {
    if (segment.kind != SpanKind::record) continue;
    const Decoded decoded = decode(segment.text);
    const auto* const record = std::get_if<record::RawRecord>(&decoded);
    if (record == nullptr) continue;
    sum += judge(*record);
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

}  // namespace litdex::format
