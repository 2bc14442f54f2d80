// SPDX-License-Identifier: MIT
#include "btree/entry_sorter.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <queue>
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

EntrySorter::EntrySorter(EntryOrder order, std::filesystem::path folder, std::size_t run_bytes)
    : m_order(std::move(order)), m_folder(std::move(folder)), m_run_bytes(run_bytes) {}

void EntrySorter::add(std::span<const Value> entry) {
  encode_record(entry, m_entry);
  if (m_bytes.size() + m_entry.size() + (m_items.size() + 1) * sizeof(Item) > m_run_bytes) spill();
  m_items.push_back({m_order.rank(entry.front()), static_cast<std::uint32_t>(m_bytes.size()),
                     static_cast<std::uint32_t>(m_entry.size())});
  m_bytes += m_entry;
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

void EntrySorter::spill() {
  if (m_items.empty()) return;
  if (!m_file) m_file.emplace(m_folder);
  sort_run();
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
  m_items.clear();
  m_bytes.clear();
}

void EntrySorter::merge(const std::function<void(std::string_view entry)>& take) const {
  std::deque<RunHead> heads;
  for (std::uint64_t begin = 0; const std::uint64_t end : m_run_ends) {
    heads.push_back({base::SpillReader(*m_file, std::exchange(begin, end), end), heads.size(), {}});
  }
  const auto comes_later = [this](const RunHead* a, const RunHead* b) {
    if (a->rank != b->rank) return a->rank > b->rank;
    const int order = m_order.compare(a->entry, b->entry);
    return order != 0 ? order > 0 : a->run > b->run;
  };
  std::priority_queue<RunHead*, std::vector<RunHead*>, decltype(comes_later)> queue(comes_later);
  const auto push_next = [&](RunHead& head) {
    if (head.reader.is_at_end()) return;
    head.entry = head.reader.next_entry();
    head.rank = m_order.rank(RecordReader(head.entry).next());
    queue.push(&head);
  };
  for (RunHead& head : heads) push_next(head);
  while (!queue.empty()) {
    RunHead& head = *queue.top();
    queue.pop();
    take(head.entry);
    push_next(head);
  }
}

}  // namespace litdex::btree
