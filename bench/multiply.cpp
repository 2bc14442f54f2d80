// Multiplies a dump of arXiver page text: the same records again and again, each time with other identifiers.
// multiply RECORDS < dump > larger-dump
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "format/format.hpp"
#include "record/arxiv_id.hpp"
#include "source/source.hpp"
#include "source/window.hpp"

namespace {

using namespace litdex;

/// A record's text around its identifier.
struct Piece {
  std::string before;
  std::string after;
};

std::vector<Piece> cut(const std::string& dump) {
  const auto source = source::memory_source("dump", dump);
  source::Window window(*source);
  const format::Format* format = format::find_format("arxiver-text");
  const auto segmenter = format->make_segmenter(window, {});
  std::vector<Piece> pieces;
  format::Segment segment;
  while (segmenter->next(segment)) {
    if (segment.kind != format::SpanKind::record) continue;
    const std::string text(segment.text);
    const std::size_t anchor = text.rfind("\narXiv:");
    if (anchor == std::string::npos) continue;
    const std::size_t id = anchor + 7;
    const auto match = record::match_arxiv_id(std::string_view(text).substr(id));
    if (match) pieces.push_back({text.substr(0, id), text.substr(id + match->length)});
  }
  return pieces;
}

/// The n-th identifier, from 0: 12 months a year from 2015, 99,999 a month.
std::string nth_id(std::uint64_t n) {
  constexpr std::uint64_t k_a_month = 20000;
  const std::uint64_t month = n / k_a_month;
  return fmt::format("{:02}{:02}.{:05}", 15 + month / 12, 1 + month % 12, 1 + n % k_a_month);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: multiply RECORDS < dump > larger-dump\n";
    return 64;
  }
  const std::uint64_t wanted = std::strtoull(argv[1], nullptr, 10);
  const std::string dump((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
  const std::vector<Piece> pieces = cut(dump);
  if (pieces.empty()) return 65;
  // Neighbours in time are not neighbours in a crawl: a fixed stride scatters the identifiers.
  const std::uint64_t stride = 7919;
  for (std::uint64_t n = 0; n < wanted; ++n) {
    const Piece& piece = pieces[n % pieces.size()];
    std::cout << piece.before << nth_id(n * stride % wanted) << piece.after;
  }
  return std::cout ? 0 : 74;
}
