// Finds the weights that make the right candidates most probable.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "examples.hpp"

namespace litdex::training {

/// How weights are found. The defaults did best on records that they were not found on.
struct Settings {
  int passes = 8;
  double rate = 0.5;
  /// So much of what is observed is hidden at random from each example, that no observation relies on another's help.
  double hidden = 0.5;
  /// Observations of fewer records weigh nothing.
  std::uint32_t least_records = 12;
  /// Smaller weights are dropped.
  double least_weight = 0.15;
  /// Scores are divided by it, so that probabilities are as often right as they say.
  double temperature = 1.3;
};

/// Weights by number: softmax regression by AdaGrad over shuffled examples, repeatable.
/// `size` is that of the examples' vocabulary.
std::vector<float> find_weights(std::span<const Example* const> examples, std::size_t size, const Settings& settings);

/// The probabilities of an example's candidates.
std::vector<double> probabilities(const Example& example, std::span<const float> weights);

}  // namespace litdex::training
