// SPDX-License-Identifier: MIT
#include "index/share.hpp"
#include "db/sql_text.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace litdex::index {
namespace {

/// Reading is quicker than inverting.
constexpr std::size_t k_waiting_batches = 4;

std::string select_rows(const Definition& definition) {
  const std::string rowid = db::quoted_name(definition.content_rowid);
  std::string columns = rowid;
  for (const Column& column : definition.columns) columns += ", " + db::quoted_name(column.name);
  return fmt::format("SELECT {} FROM {} WHERE {} BETWEEN ? AND ? ORDER BY {}", columns,
                     db::quoted_name(definition.content), rowid, rowid);
}

}  // namespace

Share::Share(SQLite::Database& database, const Definition& definition, RowRange range, InverterLimits limits)
    : m_columns(definition.columns),
      m_rows(database, select_rows(definition)),
      m_inverter(std::make_unique<InverterThread>(database, definition, std::move(limits), k_waiting_batches)) {
  m_rows.bind(1, range.first);
  m_rows.bind(2, range.last);
}

bool Share::feed() {
  RowBatch batch = read_batch();
  return !batch.rowids.empty() && m_inverter->push(std::move(batch));
}

RowBatch Share::read_batch() {
  RowBatch batch;
  while (m_has_rows && !batch.is_full()) {
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

}  // namespace litdex::index
