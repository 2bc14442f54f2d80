// Whether a text reads like the comments on a paper or like an abstract: rule B5 of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "format/char_class.hpp"
#include "format/choice.hpp"

namespace litdex::format {

/// A word as comments are compared: small letters, digits as 0, no signs at its ends.
ShortText plain_word(std::string_view word);

/// Adds the first words of `text`, each as Kind::comment_word.
void observe_comment_words(Observations& seen, std::string_view text);

/// The logarithm of the odds that `text`, which is not empty, is comments and no abstract; made for texts that are
/// longer than a line of a wrapped abstract. Pure.
double comments_odds(std::string_view text);

/// B5: the probability that a text which stands where comments stand is no abstract.
double comments_probability(std::string_view text);

}  // namespace litdex::format
