// Multiplies a dump of arXiver page text or JSON lines: the same records again and again, each time with other
// identifiers, and with new words in the measure in which longer text of the same kind has them.
// multiply [--as-they-are] RECORDS < dump > larger-dump
// --as-they-are: the first records with the identifiers that they have, and no others.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.hpp"
#include "format/format.hpp"
#include "record/arxiv_id.hpp"
#include "source/source.hpp"
#include "source/window.hpp"

namespace {

using namespace litdex;

/// A place of a word that only one record has. `rank`, from 0 to 1, says which of them are replaced first.
struct RareWord {
  std::size_t end = 0;
  double rank = 0;
};

/// A record and the place of its identifier.
struct Piece {
  std::string text;
  std::size_t id_begin = 0;
  std::size_t id_end = 0;
  std::vector<RareWord> rare_words;
};

std::optional<Piece> page_piece(std::string_view text) {
  constexpr std::string_view k_anchor = "\narXiv:";
  const std::size_t anchor = text.rfind(k_anchor);
  if (anchor == std::string_view::npos) return std::nullopt;
  const std::size_t begin = anchor + k_anchor.size();
  const auto match = record::match_arxiv_id(text.substr(begin));
  if (!match) return std::nullopt;
  return Piece{std::string(text), begin, begin + match->length, {}};
}

std::optional<Piece> json_piece(std::string_view text) {
  constexpr std::string_view k_key = R"("id")";
  const std::size_t key = text.find(k_key);
  if (key == std::string_view::npos) return std::nullopt;
  const std::size_t begin = text.find('"', key + k_key.size()) + 1;
  const std::size_t end = text.find('"', begin);
  if (begin == 0 || end == std::string_view::npos) return std::nullopt;
  return Piece{std::string(text) + "\n", begin, end, {}};
}

std::vector<Piece> cut(const std::string& dump) {
  const bool is_json = dump.starts_with('{');
  const auto source = source::memory_source("dump", dump);
  source::Window window(*source);
  const auto segmenter = format::find_format(is_json ? "arxiv-json" : "arxiver-text")->make_segmenter(window, {});
  std::vector<Piece> pieces;
  format::Segment segment;
  while (segmenter->next(segment)) {
    if (segment.kind != format::SpanKind::record) continue;
    auto piece = is_json ? json_piece(segment.text) : page_piece(segment.text);
    if (piece) pieces.push_back(std::move(*piece));
  }
  return pieces;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Calls `take` with the end and the text of every word of ASCII letters; names of TeX and escapes of JSON are none.
template <typename Take>
void for_each_word(std::string_view text, Take take) {
  constexpr std::size_t k_json_escape = 5;  // u1ec7
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    const bool is_escape = begin > 0 && text[begin - 1] == '\\';
    if (end > begin && !is_escape) take(end, text.substr(begin, end - begin));
    if (is_escape && text[begin] == 'u') end = std::max(end, begin + k_json_escape);
    begin = end + 1;
  }
}

/// Finds the words that one record has. Returns the exponent with which the number of different words grows: by Heaps'
/// law it is the share of such words.
double find_rare_words(std::vector<Piece>& pieces) {
  std::unordered_map<std::string_view, const Piece*> owners;  // nullptr: several records
  for (const Piece& piece : pieces) {
    for_each_word(piece.text, [&](std::size_t /*end*/, std::string_view word) {
      const auto [found, is_new] = owners.try_emplace(word, &piece);
      if (!is_new && found->second != &piece) found->second = nullptr;
    });
  }
  for (Piece& piece : pieces) {
    for_each_word(piece.text, [&](std::size_t end, std::string_view word) {
      const bool is_of_id = end > piece.id_begin && end <= piece.id_end;
      if (owners.at(word) == nullptr || is_of_id) return;
      piece.rare_words.push_back({end, std::ldexp(static_cast<double>(base::quick_hash(word, 0)), -64)});
    });
  }
  const auto rare = std::ranges::count_if(owners, [](const auto& owner) { return owner.second != nullptr; });
  return static_cast<double>(rare) / static_cast<double>(std::max<std::size_t>(owners.size(), 1));
}

/// The share of the rare words that are new words in the n-th copy of the dump, from 0.
double share_of_new(std::uint64_t copy, double exponent) {
  if (copy == 0) return 0;
  const auto n = static_cast<double>(copy);
  return (std::pow(n + 1, exponent) - std::pow(n, exponent)) / exponent;
}

/// What makes a word another one in the n-th copy.
std::string suffix_of(std::uint64_t copy) {
  std::string suffix = "q";
  for (; copy > 0; copy /= 26) suffix += static_cast<char>('a' + copy % 26);
  return suffix;
}

/// The n-th identifier, from 0: 12 months a year from 2040, 20,000 a month: no real paper has it yet.
std::string nth_id(std::uint64_t n) {
  constexpr std::uint64_t k_a_month = 20000;
  const std::uint64_t month = n / k_a_month;
  return fmt::format("{:02}{:02}.{:05}", 40 + month / 12, 1 + month % 12, 1 + n % k_a_month);
}

/// One copy of a record.
std::string changed(const Piece& piece, const std::string& id, double share, std::string_view suffix) {
  std::string text = piece.text;
  for (auto word = piece.rare_words.rbegin(); word != piece.rare_words.rend() && word->end > piece.id_end; ++word) {
    if (word->rank < share) text.insert(word->end, suffix);
  }
  text.replace(piece.id_begin, piece.id_end - piece.id_begin, id);
  for (auto word = piece.rare_words.rbegin(); word != piece.rare_words.rend(); ++word) {
    if (word->end <= piece.id_begin && word->rank < share) text.insert(word->end, suffix);
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const bool is_as_it_is = argc == 3 && std::string_view(argv[1]) == "--as-they-are";
  if (argc != 2 && !is_as_it_is) {
    std::cerr << "usage: multiply [--as-they-are] RECORDS < dump > larger-dump\n";
    return 64;
  }
  const std::uint64_t wanted = std::strtoull(argv[argc - 1], nullptr, 10);
  const std::string dump((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
  std::vector<Piece> pieces = cut(dump);
  if (pieces.empty()) return 65;
  if (is_as_it_is) {
    for (std::size_t i = 0; i < std::min<std::uint64_t>(wanted, pieces.size()); ++i) std::cout << pieces[i].text;
    return std::cout ? 0 : 74;
  }
  const double exponent = find_rare_words(pieces);
  // Neighbours in time are not neighbours in a crawl: a fixed stride scatters the identifiers.
  const std::uint64_t stride = 7919;
  for (std::uint64_t n = 0; n < wanted; ++n) {
    const std::uint64_t copy = n / pieces.size();
    std::cout << changed(pieces[n % pieces.size()], nth_id(n * stride % wanted), share_of_new(copy, exponent),
                         suffix_of(copy));
  }
  return std::cout ? 0 : 74;
}
