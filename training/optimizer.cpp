// SPDX-License-Identifier: MIT
#include "optimizer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <utility>

namespace litdex::training {
namespace {

/// Which observations are hidden, a function of a number drawn for the example.
class Hiding {
 public:
  Hiding(double share, std::uint32_t drawn) : m_limit(static_cast<std::uint32_t>(share * 65536)), m_drawn(drawn) {}
  bool operator()(std::uint32_t number) const {
    std::uint32_t mixed = (number * 2654435761U) ^ m_drawn;
    mixed ^= mixed >> 15U;
    mixed *= 2246822519U;
    mixed ^= mixed >> 13U;
    return (mixed & 0xFFFFU) < m_limit;
  }

 private:
  std::uint32_t m_limit;
  std::uint32_t m_drawn;
};

/// In how many records each observation stands. The examples of one record stand together.
std::vector<std::uint32_t> count_records(std::span<const Example* const> examples, std::size_t size) {
  std::vector<std::uint32_t> counts(size);
  std::vector<std::uint32_t> last_record(size, UINT32_MAX);
  for (const Example* example : examples) {
    for (const std::vector<std::uint32_t>& candidate : example->candidates) {
      for (const std::uint32_t number : candidate) {
        if (std::exchange(last_record[number], example->record) != example->record) ++counts[number];
      }
    }
  }
  return counts;
}

class Optimizer {
 public:
  Optimizer(std::span<const Example* const> examples, std::size_t size, const Settings& settings)
      : m_settings(settings), m_records(count_records(examples, size)), m_weights(size), m_squares(size, 1e-6F) {}

  void learn(const Example& example, std::uint32_t drawn) {
    const Hiding is_hidden(m_settings.hidden, drawn);
    m_scores.assign(example.candidates.size(), 0);
    for (std::size_t i = 0; i < m_scores.size(); ++i) {
      for (const std::uint32_t number : example.candidates[i]) {
        if (!is_hidden(number)) m_scores[i] += m_weights[number];
      }
      m_scores[i] /= 1 - m_settings.hidden;
    }
    format::make_probabilities(m_scores);
    for (std::size_t i = 0; i < m_scores.size(); ++i) {
      const double slope = m_scores[i] - (i == example.right ? 1 : 0);
      if (std::abs(slope) < 1e-5) continue;
      for (const std::uint32_t number : example.candidates[i]) {
        if (!is_hidden(number) && m_records[number] >= m_settings.least_records) step(number, slope);
      }
    }
  }

  std::vector<float> finish() {
    for (float& weight : m_weights) {
      weight = std::abs(weight) < m_settings.least_weight ? 0 : weight / static_cast<float>(m_settings.temperature);
    }
    return std::move(m_weights);
  }

 private:
  void step(std::uint32_t number, double slope) {
    constexpr double k_pull = 1e-5;
    const double gradient = slope + k_pull * m_weights[number];
    m_squares[number] += static_cast<float>(gradient * gradient);
    m_weights[number] -= static_cast<float>(m_settings.rate * gradient / std::sqrt(m_squares[number]));
  }

  const Settings& m_settings;
  std::vector<std::uint32_t> m_records;
  std::vector<float> m_weights;
  std::vector<float> m_squares;
  std::vector<double> m_scores;
};

}  // namespace

std::vector<float> find_weights(std::span<const Example* const> examples, std::size_t size, const Settings& settings) {
  std::vector<const Example*> shuffled(examples.begin(), examples.end());
  std::mt19937 random(7);
  Optimizer optimizer(examples, size, settings);
  for (int pass = 0; pass < settings.passes; ++pass) {
    // std::shuffle may differ between libraries; this gives the same order everywhere.
    for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random() % i]);
    for (const Example* example : shuffled) optimizer.learn(*example, static_cast<std::uint32_t>(random()));
  }
  return optimizer.finish();
}

std::vector<double> probabilities(const Example& example, std::span<const float> weights) {
  std::vector<double> scores(example.candidates.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    for (const std::uint32_t number : example.candidates[i]) scores[i] += weights[number];
  }
  format::make_probabilities(scores);
  return scores;
}

}  // namespace litdex::training
