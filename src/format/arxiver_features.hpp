// What the scored cut looks at, and what each observation weighs.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace litdex::format {

/// An observation about one place where a tail may end; "|" stands for the place in the examples.
enum class Feature : std::uint8_t {
  // C2, shape of a journal reference's end: last character | first character of the next abstract.
  digit_upper,
  close_upper,
  lower_upper,
  dot_upper,
  upper_upper,
  other_upper,
  digit_open,
  close_open,
  other_open,
  digit_lower,
  close_lower,
  other_lower,
  digit_digit,
  close_digit,
  other_digit,
  // C2, the tail ends with its line.
  end_text_follows,
  end_stream_ends,
  end_after_digit_or_close,
  // C2, the word after the place.
  opener_known,
  opener_log_count,
  opener_after_upper,
  word_capitalized,
  word_letter_digit,
  word_has_digit,
  word_has_dot,
  word_one_letter,
  word_all_upper,
  second_lower,
  second_upper,
  second_digit,
  // C2, the reference before the place.
  year_before,
  year_seen,
  no_digit_seen,
  bibcode_ends,
  bibcode_inside,
  page_letter_before,
  bracket_open,
  length_up_to_8,
  length_up_to_16,
  length_over_160,
  length_over_300,
  one_strong_before,
  more_strong_before,
  plain_before,
  prose_seen,
  // C3, the place is in a DOI that no journal reference follows; or the DOI is whole and a reference follows.
  after_doi,
  doi_digit_upper,
  doi_lower_upper,
  doi_upper_upper,
  doi_digit_other,
  doi_other,
  doi_form_ends,
  doi_form_inside,
  // C4, no place is right.
  none,
};

inline constexpr std::size_t k_feature_count = static_cast<std::size_t>(Feature::none) + 1;

/// The weight of an observation: what it adds to the logarithm of a place's odds.
struct FeatureWeight {
  Feature feature;
  double weight;
};

// How the weights were obtained: they make the right places of 6,593 real tails most probable under the softmax of
// score_cuts (maximum likelihood with a slight pull to zero), so each is the log-odds of its observation given the
// others. The tails are those of one half of the records of three samples; one in thirteen stands there a second time,
// shortened to what the end of a dump or of a line leaves. On the 6,788 tails of the other half the likeliest place is
// right in 99.69 %, and the probabilities are true ones: 20.5 wrong choices expected, 21 found.
inline constexpr std::array<FeatureWeight, k_feature_count> k_weights = {{
    {Feature::digit_upper, 2.12},         {Feature::close_upper, 1.71},
    {Feature::lower_upper, -0.32},        {Feature::dot_upper, 1.97},
    {Feature::upper_upper, -2.01},        {Feature::other_upper, -2.83},
    {Feature::digit_open, -0.51},         {Feature::close_open, 0.54},
    {Feature::other_open, -2.41},         {Feature::digit_lower, 0.41},
    {Feature::close_lower, 0.31},         {Feature::other_lower, -2.38},
    {Feature::digit_digit, -1.87},        {Feature::close_digit, -1.11},
    {Feature::other_digit, -2.10},        {Feature::end_text_follows, 1.66},
    {Feature::end_stream_ends, 3.05},     {Feature::end_after_digit_or_close, 1.95},
    {Feature::opener_known, 1.15},        {Feature::opener_log_count, 1.00},
    {Feature::opener_after_upper, -1.98}, {Feature::word_capitalized, 2.81},
    {Feature::word_letter_digit, -1.41},  {Feature::word_has_digit, -2.00},
    {Feature::word_has_dot, -1.11},       {Feature::word_one_letter, -2.46},
    {Feature::word_all_upper, -1.07},     {Feature::second_lower, 0.86},
    {Feature::second_upper, 0.83},        {Feature::second_digit, -1.45},
    {Feature::year_before, 1.84},         {Feature::year_seen, 1.62},
    {Feature::no_digit_seen, -2.05},      {Feature::bibcode_ends, 2.23},
    {Feature::bibcode_inside, -1.88},     {Feature::page_letter_before, 3.19},
    {Feature::bracket_open, -1.77},       {Feature::length_up_to_8, -1.84},
    {Feature::length_up_to_16, -1.07},    {Feature::length_over_160, -1.95},
    {Feature::length_over_300, -1.98},    {Feature::one_strong_before, -1.04},
    {Feature::more_strong_before, -0.27}, {Feature::plain_before, -2.19},
    {Feature::prose_seen, -2.29},         {Feature::after_doi, -0.39},
    {Feature::doi_digit_upper, 3.06},     {Feature::doi_lower_upper, -0.13},
    {Feature::doi_upper_upper, -0.67},    {Feature::doi_digit_other, -1.86},
    {Feature::doi_other, -2.91},          {Feature::doi_form_ends, 3.37},
    {Feature::doi_form_inside, -2.68},    {Feature::none, -3.26},
}};

static_assert(
    [] {
      for (std::size_t i = 0; i < k_feature_count; ++i) {
        if (static_cast<std::size_t>(k_weights[i].feature) != i) return false;
      }
      return true;
    }(),
    "k_weights stands in the order of Feature");

}  // namespace litdex::format
