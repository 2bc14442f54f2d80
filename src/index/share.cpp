// SPDX-License-Identifier: MIT
#include "index/share.hpp"

#include <fmt/format.h>

#include <utility>

namespace litdex::index {
namespace {

/// Enough at once that handing it over costs nothing, and little memory.
constexpr std::size_t k_batch_bytes = std::size_t{256} * 1024;
constexpr std::size_t k_batch_rows = 4096;
constexpr std::size_t k_waiting_batches = 4;

std::string select_rows(const Definition& definition) {
  const std::string rowid = quoted_name(definition.content_rowid);
  std::string columns = rowid;
  for (const Column& column : definition.columns) columns += ", " + quoted_name(column.name);
  return fmt::format("SELECT {} FROM {} WHERE {} BETWEEN ? AND ? ORDER BY {}", columns, quoted_name(definition.content),
                     rowid, rowid);
}

}  // namespace

Share::Share(SQLite::Database& database, const Definition& definition, RowRange range, InverterLimits limits)
    : m_columns(definition.columns),
      m_rows(database, select_rows(definition)),
      m_inverter(definition, Tokenizer(database, definition.tokenizer), std::move(limits)),
      m_queue(k_waiting_batches) {
  m_rows.bind(1, range.first);
  m_rows.bind(2, range.last);
  m_inverted = std::async(std::launch::async, [this] { return invert_all(); });
}

Share::~Share() { m_queue.close(); }

/// What the other thread does.
InvertedRows Share::invert_all() {
  const base::QueueCloser closer(m_queue);  // who still pushes must not wait
  while (const auto batch = m_queue.pop()) m_inverter.add(*batch);
  return m_inverter.finish();
}

bool Share::feed() {
  RowBatch batch = read_batch();
  return !batch.rowids.empty() && m_queue.push(std::move(batch));
}

RowBatch Share::read_batch() {
  RowBatch batch;
  while (m_has_rows && batch.text.size() < k_batch_bytes && batch.rowids.size() < k_batch_rows) {
    m_has_rows = m_rows.step();
    if (!m_has_rows) break;
    batch.rowids.push_back(m_rows.integer(0));
    int place = 0;
    for (const Column& column : m_columns) {
      place += 1;
      batch.add_field(column.is_indexed ? m_rows.text(place) : std::string_view());
    }
  }
  batch.finish();
  return batch;
}

InvertedRows Share::finish() {
  m_queue.close();
  return m_inverted.get();
}

}  // namespace litdex::index
