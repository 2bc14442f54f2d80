// SPDX-License-Identifier: MIT
#include "support/spans.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"
#include "source/source.hpp"
#include "support/file_bytes.hpp"

namespace litdex::test {

std::vector<Span> spans_of(std::string_view bytes, const MakeSegmenter& make, std::size_t chunk) {
  const auto source = source::memory_source("dump", bytes, chunk);
  source::Window window(*source);
  const auto segmenter = make(window);
  std::vector<Span> spans;
  for (format::Segment segment; segmenter->next(segment);) {
    const bool is_reject = segment.kind == format::SpanKind::reject;
    spans.push_back({segment.kind, segment.start, segment.line, std::string(segment.text), std::string(segment.context),
                     segment.confidence, segment.doubtful, segment.candidates,
                     is_reject ? std::string(name_of(segment.reject.code)) : std::string(), segment.reject.message,
                     base::hex(format::hash_of(segment).view())});
  }
  return spans;
}

void require_covered(const std::vector<Span>& spans, std::string_view bytes) {
  std::uint64_t at = 0;
  std::uint64_t line = 1;
  for (const Span& span : spans) {
    REQUIRE(span.start == at);
    REQUIRE(span.line == line);
    REQUIRE_FALSE(span.text.empty());
    REQUIRE(span.text == bytes.substr(at, span.text.size()));
    if (span.kind == format::SpanKind::record) {
      REQUIRE(base::trim(span.text) == span.text);
      REQUIRE((span.confidence >= 0 && span.confidence <= 1));
    }
    at += span.text.size();
    line += static_cast<std::uint64_t>(std::ranges::count(span.text, '\n'));
  }
  REQUIRE(at == bytes.size());
}

std::string shown(const std::vector<Span>& spans) {
  std::string all;
  for (const Span& span : spans) {
    all += "RXFB"[static_cast<int>(span.kind)];
    all += "[" + span.text + "]";
  }
  return all;
}

std::string shown_without_blanks(std::vector<Span> spans) {
  std::erase_if(spans, [](const Span& span) { return span.kind == format::SpanKind::blank; });
  return shown(spans);
}

std::string damaged(std::string bytes, std::string_view inserted, std::mt19937& random) {
  constexpr int k_places = 8;
  for (int i = 0; i < k_places; ++i) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 4) {
      case 0: bytes[at] = static_cast<char>(random() % 256); break;
      case 1: bytes.erase(at, random() % 20); break;
      case 2: bytes.insert(at, inserted); break;
      default: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 50)); break;
    }
    if (bytes.empty()) bytes = " ";
  }
  return bytes;
}

std::string data_text(std::string_view source_dir, std::string_view name) {
  return read_bytes(std::filesystem::path(source_dir) / "tests/data" / name);
}

}  // namespace litdex::test
