// What tests of segmenters share: a stream cut into spans that own their texts, checked and shown.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::test {

/// A segment that owns its texts.
struct Span {
  format::SpanKind kind = format::SpanKind::blank;
  std::uint64_t start = 0;
  std::uint64_t line = 0;
  std::string text;
  std::string context;
  double confidence = 1;
  record::FieldSet doubtful;
  std::vector<format::CutCandidate> candidates;
  std::string code;     ///< of a reject, by name
  std::string message;  ///< of a reject
  std::string hash;     ///< hexadecimal

  friend bool operator==(const Span&, const Span&) = default;
};

using MakeSegmenter = std::function<std::unique_ptr<format::Segmenter>(source::Window&)>;

/// The spans of `bytes`, read in chunks of that size.
std::vector<Span> spans_of(std::string_view bytes, const MakeSegmenter& make, std::size_t chunk = SIZE_MAX);

/// Requires that the spans are disjoint, ordered and cover the bytes, that their lines are right, and that records have
/// no blank ends.
void require_covered(const std::vector<Span>& spans, std::string_view bytes);

/// "R[…]" for a record, X for a reject, F for frame, B for blank, with their texts.
std::string shown(const std::vector<Span>& spans);

/// The same without the blanks.
std::string shown_without_blanks(std::vector<Span> spans);

/// `bytes`, not empty, damaged in eight places: a byte changed, some lost, some repeated, or `inserted` put in.
std::string damaged(std::string bytes, std::string_view inserted, std::mt19937& random);

/// The text of a file under tests/data.
std::string data_text(std::string_view source_dir, std::string_view name);

}  // namespace litdex::test
