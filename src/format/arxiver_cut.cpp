// SPDX-License-Identifier: MIT
#include "format/arxiver_cut.hpp"

#include <algorithm>

namespace litdex::format {

std::vector<Cut> score_cuts(const Tail& tail) {
  const ChoiceModel& model = ChoiceModel::shipped();
  std::vector<Cut> cuts;
  std::vector<double> scores;
  visit_places(tail, model, [&](std::size_t offset, const Observations& seen) {
    cuts.push_back({offset, 0});
    scores.push_back(model.score(seen));
  });
  scores.push_back(model.weight(Kind::none, "").value_or(0));
  make_probabilities(scores);
  for (std::size_t i = 0; i < cuts.size(); ++i) cuts[i].probability = scores[i];
  // What the stream breaks off in may be the first half of a reference.
  constexpr double k_broken_off = 0.9;
  const bool may_go_on =
      tail.line_end == LineEnd::stream_breaks_off && !cuts.empty() && cuts.back().offset == tail.text.size();
  if (may_go_on) cuts.back().probability = std::min(cuts.back().probability, k_broken_off);
  return cuts;
}

Cut best_cut(const std::vector<Cut>& cuts) {
  Cut best;
  for (const Cut& cut : cuts) {
    if (cut.probability > best.probability) best = cut;
  }
  return best;
}

}  // namespace litdex::format
