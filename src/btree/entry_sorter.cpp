// SPDX-License-Identifier: MIT
#include "btree/entry_sorter.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "base/varint.hpp"

namespace litdex::btree {
namespace {

// The first byte of a rank tells the type apart, the other seven are of the value.
constexpr unsigned k_value_bits = 56;

std::uint64_t rank_of_number(double number) {
  const auto bits = std::bit_cast<std::uint64_t>(number);
  const std::uint64_t sign = std::uint64_t{1} << 63U;
  // Of negative numbers the larger bits are of the smaller number.
  return ((bits & sign) != 0 ? ~bits : bits | sign) >> (64 - k_value_bits);
}

std::uint64_t rank_of_bytes(std::string_view bytes) { return base::sort_prefix(bytes) >> (64 - k_value_bits); }

std::uint64_t ascending_rank(const Value& value) {
  const auto with_type = [](std::uint64_t type, std::uint64_t rank) { return type << k_value_bits | rank; };
  switch (value.type) {
    case Value::Type::null: return 0;
    case Value::Type::integer: return with_type(1, rank_of_number(static_cast<double>(value.integer)));
    case Value::Type::real: return with_type(1, rank_of_number(value.real));
    case Value::Type::text: return with_type(2, rank_of_bytes(value.bytes));
    case Value::Type::blob: return with_type(3, rank_of_bytes(value.bytes));
  }
  return 0;
}

/// One of the sorted runs, at one of its entries.
struct RunHead {
  base::SpillReader reader;
  std::size_t run;
  std::string_view entry;
  std::uint64_t rank = 0;
};

/// Restores the order of a heap whose first may come after others.
template <typename T, typename ComesFirst>
void sink_first(std::span<T> heap, const ComesFirst& comes_first) {
  const T sinking = heap.front();
  std::size_t place = 0;
  for (;;) {
    std::size_t child = 2 * place + 1;
    if (child >= heap.size()) break;
    if (child + 1 < heap.size() && comes_first(heap[child + 1], heap[child])) child += 1;
    if (!comes_first(heap[child], sinking)) break;
    heap[place] = heap[child];
    place = child;
  }
  heap[place] = sinking;
}

}  // namespace

int EntryOrder::compare(std::string_view a, std::string_view b) const {
  RecordReader values_a(a);
  RecordReader values_b(b);
  for (const Direction direction : m_directions) {
    const std::weak_ordering order = btree::compare(values_a.next(), values_b.next());
    if (order != 0) return (order < 0) == (direction == Direction::ascending) ? -1 : 1;
  }
  return 0;
}

std::uint64_t EntryOrder::rank(const Value& first) const {
  const std::uint64_t rank = ascending_rank(first);
  return m_directions.front() == Direction::ascending ? rank : ~rank;
}

bool EntryOrder::is_told_by_rank(const Value& first) const {
  constexpr std::int64_t k_exact = std::int64_t{1} << 44;  // of a number with a mantissa of 52 bits, the rank has 44
  const bool is_exact = first.type == Value::Type::integer && first.integer > -k_exact && first.integer < k_exact;
  return m_directions.size() == 1 && is_exact;
}

EntrySorter::EntrySorter(EntryOrder order, std::filesystem::path folder, std::size_t run_bytes)
    : m_order(std::move(order)), m_folder(std::move(folder)), m_run_bytes(run_bytes) {}

void EntrySorter::add(std::span<const Value> entry) {
  encode_record(entry, m_entry);
  if (m_bytes.size() + m_entry.size() + (m_items.size() + 1) * sizeof(Item) > m_run_bytes) spill();
  m_items.push_back({m_order.rank(entry.front()), static_cast<std::uint32_t>(m_bytes.size()),
                     static_cast<std::uint32_t>(m_entry.size())});
  m_bytes += m_entry;
  m_is_told_by_ranks = m_is_told_by_ranks && m_order.is_told_by_rank(entry.front());
}

void EntrySorter::drain(const std::function<void(std::string_view entry)>& take) {
  if (!m_file) {
    sort_run();
    for (const Item& item : m_items) take(entry_of(item));
    return;
  }
  spill();
  merge(take);
}

std::string_view EntrySorter::entry_of(const Item& item) const {
  return std::string_view(m_bytes).substr(item.begin, item.size);
}

/// Most entries are told apart by their ranks, which are at hand. Those of one rank are often alike in all columns that
/// count, and then stand as they came.
void EntrySorter::sort_run() {
  const auto by_rank = [](const Item& a, const Item& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.begin < b.begin;
  };
  if (!std::ranges::is_sorted(m_items, by_rank)) std::ranges::sort(m_items, by_rank);
  if (m_is_told_by_ranks) return;
  for (auto begin = m_items.begin(); begin != m_items.end();) {
    const auto end = std::find_if(begin, m_items.end(), [&](const Item& item) { return item.rank != begin->rank; });
    sort_equals({begin, end});
    begin = end;
  }
}

/// Those of one rank.
void EntrySorter::sort_equals(std::span<Item> items) {
  const auto comes_first = [this](const Item& a, const Item& b) {
    const int order = m_order.compare(entry_of(a), entry_of(b));
    return order != 0 ? order < 0 : a.begin < b.begin;
  };
  if (!std::ranges::is_sorted(items, comes_first)) std::ranges::sort(items, comes_first);
}

/// Where rows come in the order of an index, or nearly so, there is little to merge.
bool EntrySorter::follows_last_run() const {
  return !m_run_ends.empty() && m_order.compare(m_last_spilled, entry_of(m_items.front())) <= 0;
}

void EntrySorter::spill() {
  if (m_items.empty()) return;
  if (!m_file) m_file.emplace(m_folder);
  sort_run();
  if (follows_last_run()) m_run_ends.pop_back();
  std::string block;
  for (const Item& item : m_items) {
    base::append_varint(block, item.size);
    block += entry_of(item);
    if (block.size() < base::k_spill_block_bytes) continue;
    m_file->append(block);
    block.clear();
  }
  m_file->append(block);
  m_run_ends.push_back(m_file->size());
  m_last_spilled = entry_of(m_items.back());
  m_items.clear();
  m_bytes.clear();
}

void EntrySorter::merge(const std::function<void(std::string_view entry)>& take) const {
  const auto advance = [this](RunHead& head) {
    if (head.reader.is_at_end()) return false;
    head.entry = head.reader.next_entry();
    head.rank = m_order.rank(RecordReader(head.entry).next());
    return true;
  };
  const auto comes_first = [this](const RunHead* a, const RunHead* b) {
    if (a->rank != b->rank) return a->rank < b->rank;
    const int order = m_is_told_by_ranks ? 0 : m_order.compare(a->entry, b->entry);
    return order != 0 ? order < 0 : a->run < b->run;
  };
  std::deque<RunHead> heads;
  std::vector<RunHead*> heap;
  for (std::uint64_t begin = 0; const std::uint64_t end : m_run_ends) {
    heads.push_back({base::SpillReader(*m_file, std::exchange(begin, end), end), heads.size(), {}});
    if (advance(heads.back())) heap.push_back(&heads.back());
  }
  std::ranges::sort(heap, comes_first);  // which makes it a heap
  while (!heap.empty()) {
    take(heap.front()->entry);
    if (!advance(*heap.front())) {
      heap.front() = heap.back();
      heap.pop_back();
      if (heap.empty()) return;
    }
    sink_first(std::span(heap), comes_first);
  }
}

}  // namespace litdex::btree
