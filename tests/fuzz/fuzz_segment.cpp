// Cutting a stream: segments are disjoint, ordered and cover it, and are the same however the bytes arrive.
// Input: the stream, then two numbers of 2 bytes: the chunk size, and how much text is put before the stream.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "format/arxiv_abs.hpp"
#include "format/arxiver_text.hpp"
#include "format/csv_scan.hpp"
#include "format/format.hpp"
#include "format/json_segmenter.hpp"
#include "fuzz/fuzz.hpp"
#include "source/source.hpp"
#include "source/window.hpp"

using namespace litdex;
using format::Segment;
using format::SpanKind;
using fuzz::require;

namespace {

// So small that inputs of a usual size go over it.
constexpr std::size_t k_small_entry_bytes = 2 * format::k_anchor_lookahead;

using MakeSegmenter = std::unique_ptr<format::Segmenter> (*)(source::Window& window,
                                                             const format::ReadOptions& options);

/// A segment without its text, whose place says what it is.
struct Span {
  Segment segment;
  std::size_t length = 0;
};

void require_sound(const Segment& segment, std::string_view stream) {
  require(!segment.text.empty(), "a segment has bytes");
  require(segment.start <= stream.size() && stream.substr(segment.start).starts_with(segment.text),
          "a segment's text is that of the stream at its place");
  require(segment.confidence >= 0 && segment.confidence <= 1, "a confidence is a probability");
  const bool is_blank = base::trim(segment.text).empty();
  if (segment.kind == SpanKind::blank) require(is_blank, "a blank is blank");
  if (segment.kind == SpanKind::record) {
    require(base::trim(segment.text) == segment.text, "a record has no blanks at its ends");
  }
  if (segment.kind == SpanKind::reject) require(!segment.reject.message.empty(), "a reject has a message");
  std::uint64_t before = segment.start;
  for (const format::CutCandidate& candidate : segment.candidates) {
    require(segment.kind == SpanKind::record, "only a record has candidates");
    require(candidate.offset > before && candidate.offset <= stream.size(), "candidates ascend, inside the stream");
    require(candidate.probability >= 0 && candidate.probability <= 1, "a candidate has a probability");
    before = candidate.offset;
  }
}

std::vector<Span> cut(std::string_view stream, std::size_t chunk, MakeSegmenter make_segmenter) {
  const auto source = source::memory_source("dump", stream, chunk);
  source::Window window(*source);
  const auto segmenter = make_segmenter(window, {});
  std::vector<Span> spans;
  std::uint64_t at = 0;
  std::uint64_t line = 1;
  for (Segment segment; segmenter->next(segment);) {
    require(segment.start == at, "segments are disjoint, ordered, and leave nothing out");
    require(segment.line == line, "a segment's line is that of its first byte");
    require_sound(segment, stream);
    at += segment.text.size();
    line += static_cast<std::uint64_t>(std::count(segment.text.begin(), segment.text.end(), '\n'));
    Span& span = spans.emplace_back();
    std::swap(span.segment, segment);
    span.length = span.segment.text.size();
    span.segment.text = {};
  }
  require(at == stream.size(), "segments cover the stream");
  return spans;
}

bool same(const Span& a, const Span& b) {
  const auto is_same_candidate = [](const format::CutCandidate& x, const format::CutCandidate& y) {
    return x.offset == y.offset && x.probability == y.probability && x.before == y.before && x.after == y.after;
  };
  return a.length == b.length && a.segment.kind == b.segment.kind && a.segment.confidence == b.segment.confidence &&
         a.segment.doubtful == b.segment.doubtful && a.segment.reject.code == b.segment.reject.code &&
         a.segment.reject.message == b.segment.reject.message &&
         std::ranges::equal(a.segment.candidates, b.segment.candidates, is_same_candidate);
}

void require_same_however_read(std::string_view stream, std::size_t chunk, MakeSegmenter make_segmenter) {
  const std::vector<Span> whole = cut(stream, SIZE_MAX, make_segmenter);
  require(std::ranges::equal(whole, cut(stream, chunk, make_segmenter), same), "chunks do not change the segments");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view stream = fuzz::text_of(data, size);
  const std::size_t before = fuzz::take_number(stream, 2);
  const std::size_t chunk = 1 + fuzz::take_number(stream, 2);
  for (const format::Format& row : format::formats()) {
    const double likeness = row.detect(stream);
    require(likeness >= 0 && likeness <= 1, "likeness is between 0 and 1");
    require_same_however_read(stream, chunk, row.make_segmenter);
  }
  const std::string long_stream = std::string(before, 'x') += stream;
  require_same_however_read(long_stream, chunk, [](source::Window& window, const format::ReadOptions&) {
    return format::make_arxiver_segmenter(window, k_small_entry_bytes);
  });
  require_same_however_read(stream, chunk, [](source::Window& window, const format::ReadOptions& options) {
    constexpr std::size_t k_small_row_bytes = 64;
    return format::make_csv_segmenter(window, options, k_small_row_bytes);
  });
  require_same_however_read(long_stream, chunk, [](source::Window& window, const format::ReadOptions&) {
    return format::make_abs_segmenter(window, k_small_entry_bytes);
  });
  const std::string long_json = "[{\"a\":\"" + std::string(before, 'x') += stream;
  require_same_however_read(long_json, chunk, [](source::Window& window, const format::ReadOptions&) {
    return format::make_json_segmenter(window, format::JsonEntries::objects_or_pairs, 2 * format::k_json_lookahead);
  });
  return 0;
}
