// SPDX-License-Identifier: MIT
#include "index/merge.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace litdex::index {
namespace {

/// Whether a run comes after another by its term; of the same term the earlier rows come first.
struct ComesLater {
  std::span<const std::unique_ptr<Run>> runs;

  bool operator()(std::size_t a, std::size_t b) const {
    const int order = runs[a]->term().compare(runs[b]->term());
    return order != 0 ? order > 0 : a > b;
  }
};

/// The runs that have a term, the one with the lowest first.
class Merge {
 public:
  explicit Merge(std::span<const std::unique_ptr<Run>> runs) : m_runs(runs) {
    for (std::size_t run = 0; run < runs.size(); ++run) advance(run);
  }

  [[nodiscard]] bool is_at_end() const { return m_heap.empty(); }
  [[nodiscard]] const Run& first() const { return *m_runs[m_heap.front()]; }

  void next() {
    std::ranges::pop_heap(m_heap, ComesLater{m_runs});
    const std::size_t run = m_heap.back();
    m_heap.pop_back();
    advance(run);
  }

 private:
  void advance(std::size_t run) {
    if (!m_runs[run]->next()) return;
    m_heap.push_back(run);
    std::ranges::push_heap(m_heap, ComesLater{m_runs});
  }

  std::span<const std::unique_ptr<Run>> m_runs;
  std::vector<std::size_t> m_heap;
};

}  // namespace

SampleTerms merge(std::span<const std::unique_ptr<Run>> runs, SegmentWriter& writer) {
  Sampler samples;
  for (Merge merge(runs); !merge.is_at_end();) {
    TermCount current{std::string(merge.first().term()), 0};
    writer.begin_term(current.term);
    for (; !merge.is_at_end() && merge.first().term() == current.term; merge.next()) {
      writer.add(merge.first().doclist());
      current.rows += merge.first().doclist().rows;
    }
    samples.add(std::move(current));
  }
  return samples.finish();
}

}  // namespace litdex::index
