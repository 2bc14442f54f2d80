// SPDX-License-Identifier: MIT
#include "index/early_rows.hpp"

#include <system_error>
#include <utility>
#include <variant>

#include "db/database.hpp"

namespace litdex::index {
namespace {

/// Rows come in bursts, when some thousands have been written: who writes them must not wait until they are inverted.
constexpr std::size_t k_waiting_batches = 64;

}  // namespace

std::unique_ptr<EarlyRows> EarlyRows::begin(SQLite::Database& database, const std::string& table,
                                            const WriteLimits& limits) {
  auto read = read_definition(database, table);
  auto* const definition = std::get_if<Definition>(&read);
  if (definition == nullptr) return nullptr;
  try {
    return std::make_unique<EarlyRows>(database, std::move(*definition), limits);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::resource_unavailable_try_again) throw;
    return nullptr;
  }
}

EarlyRows::EarlyRows(SQLite::Database& database, Definition definition, const WriteLimits& limits)
    : m_definition(std::move(definition)) {
  m_inverter = std::make_unique<InverterThread>(
      database, m_definition, InverterLimits{limits.memory_bytes, db::spill_folder(database)}, k_waiting_batches);
}

void EarlyRows::begin_row(std::int64_t rowid) {
  if (m_batch.is_full()) hand_over();
  m_batch.rowids.push_back(rowid);
  m_rows += 1;
}

void EarlyRows::hand_over() {
  m_batch.finish();
  if (!m_inverter->push(std::exchange(m_batch, {}))) m_inverter->finish();  // throws why it failed
}

EarlyIndex EarlyRows::finish() {
  if (!m_inverter) return {};
  hand_over();
  std::vector<std::unique_ptr<InverterThread>> inverters;
  inverters.push_back(std::move(m_inverter));
  try {
    return {m_rows, std::make_unique<SegmentThread>(std::move(inverters), m_definition.page_bytes)};
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::resource_unavailable_try_again) throw;
    return {};
  }
}

}  // namespace litdex::index
