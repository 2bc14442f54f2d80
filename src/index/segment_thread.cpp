// SPDX-License-Identifier: MIT
#include "index/segment_thread.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "index/merge.hpp"
#include "index/run.hpp"

namespace litdex::index {
namespace {

/// Each has up to 64 pages of 4 KB.
constexpr std::size_t k_waiting_parts = 256;

/// Ends the thread when nobody takes its parts any more.
struct Abandoned {};

}  // namespace

SegmentThread::SegmentThread(std::vector<std::unique_ptr<InverterThread>> inverters, std::size_t page_bytes)
    : m_inverters(std::move(inverters)), m_page_bytes(page_bytes), m_parts(k_waiting_parts) {
  m_end = std::async(std::launch::async, [this] { return lay_out(); });
}

SegmentThread::~SegmentThread() { m_parts.close(); }

/// What the thread does.
SegmentThread::End SegmentThread::lay_out() {
  const base::QueueCloser closer(m_parts);  // who still takes parts must not wait
  std::vector<std::unique_ptr<base::SpillFile>> spill_files;
  std::vector<std::unique_ptr<Run>> runs;
  for (auto& inverter : m_inverters) {
    InvertedRows rows = inverter->finish();
    inverter.reset();  // with the words it knew
    hand_over(std::move(rows.sizes));
    spill_files.push_back(std::move(rows.spill_file));
    std::ranges::move(rows.runs, std::back_inserter(runs));
  }
  SegmentWriter writer(m_page_bytes, [this](SegmentPart part) { hand_over(std::move(part)); });
  SampleTerms samples = merge(runs, writer);
  return {writer.finish(), std::move(samples)};
}

void SegmentThread::hand_over(IndexPart part) {
  if (!m_parts.push(std::move(part))) throw Abandoned();
}

}  // namespace litdex::index
