// SPDX-License-Identifier: MIT
#include "format/arxiver_comments.hpp"

#include <algorithm>
#include <cmath>

#include "format/arxiver_observe.hpp"

namespace litdex::format {
namespace {

/// The first words of `text`, plain.
template <typename Take>
void for_each_word(std::string_view text, const Take& take) {
  constexpr int k_most_words = 24;
  for (int words = 0; words < k_most_words && !text.empty(); ++words) {
    const std::string_view word = first_word(text);
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (!word.empty()) take(plain_word(word));
  }
}

}  // namespace

ShortText plain_word(std::string_view word) {
  constexpr std::string_view k_signs = ".,;:()[]\"'";
  while (!word.empty() && k_signs.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
  while (!word.empty() && k_signs.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  ShortText plain;
  for (const char c : word.substr(0, 20)) plain.put(is_upper(c) ? static_cast<char>(c | 0x20) : without_digit(c));
  return plain;
}

void observe_comment_words(Observations& seen, std::string_view text) {
  for_each_word(text, [&](const ShortText& word) { seen.add(Kind::comment_word, word.view()); });
}

double comments_odds(std::string_view text) {
  // Found by logistic regression on the longer comments and all abstracts of the samples; docs/formats/arxiver_text.md.
  constexpr double k_usual = 2.0;
  constexpr double k_word = 0.58;
  constexpr double k_length = -3.1;
  constexpr double k_usual_bytes = 250;
  constexpr double k_opener = -0.28;
  constexpr double k_small_letter = 1.6;
  const ChoiceModel& model = ChoiceModel::shipped();
  double words = 0;
  for_each_word(text, [&](const ShortText& word) {
    words += static_cast<double>(model.weight(Kind::comment_word, word.view()).value_or(0));
  });
  return k_usual + k_word * words + k_length * std::log(static_cast<double>(text.size()) / k_usual_bytes) +
         k_opener * static_cast<double>(opener_count(model, first_word(text))) +
         (is_lower(text.front()) ? k_small_letter : 0);
}

double comments_probability(std::string_view text) {
  // As if, where comments stand, one text in fifty were the abstract of another record.
  constexpr double k_logarithm_of_fifty = 4;
  return 1 / (1 + std::exp(-comments_odds(text) - k_logarithm_of_fifty));
}

}  // namespace litdex::format
