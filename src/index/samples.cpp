// SPDX-License-Identifier: MIT
#include "index/samples.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "db/sql_text.hpp"
#include "index/definition.hpp"

namespace litdex::index {
namespace {

/// To find them all takes a few milliseconds.
constexpr std::size_t k_max_even_samples = 64;

/// Whether FTS5 finds the term in so many rows. An index that it calls damaged is read otherwise too.
bool finds(SQLite::Database& database, const TermCount& sample) {
  SQLite::Statement query(database, "SELECT doc FROM temp.litdex_terms WHERE term = ?");
  query.bindNoCopy(1, sample.term);
  const int result = query.tryExecuteStep();
  if (result == SQLITE_ROW) return static_cast<std::uint64_t>(query.getColumn(0).getInt64()) == sample.rows;
  if (result != SQLITE_DONE && (result & 0xff) != SQLITE_CORRUPT) {
    throw SQLite::Exception(database.getHandle(), result);
  }
  return false;
}

}  // namespace

void Sampler::add(TermCount term) {
  if (term.rows > m_most_frequent.rows) m_most_frequent = term;
  if (m_seen++ % m_step == 0) m_even.push_back(term);
  if (m_even.size() == k_max_even_samples) thin_out();
  m_last = std::move(term);
}

/// Keeps every second one, and takes only so many from now on.
void Sampler::thin_out() {
  for (std::size_t i = 1; i < m_even.size() / 2; ++i) m_even[i] = std::move(m_even[2 * i]);
  m_even.resize(m_even.size() / 2);
  m_step *= 2;
}

SampleTerms Sampler::finish() {
  if (m_seen == 0) return {};
  m_even.push_back(std::move(m_last));
  m_even.push_back(std::move(m_most_frequent));
  return std::move(m_even);
}

bool finds_samples(SQLite::Database& database, const std::string& table, const SampleTerms& samples) {
  constexpr auto k_drop = "DROP TABLE IF EXISTS temp.litdex_terms";
  database.exec(k_drop);
  database.exec(
      fmt::format("CREATE VIRTUAL TABLE temp.litdex_terms USING fts5vocab (main, {}, row)", db::quoted_name(table)));
  const bool is_found = std::ranges::all_of(samples, [&](const TermCount& sample) { return finds(database, sample); });
  database.tryExec(k_drop);  // which SQLite may refuse where FTS5 has found damage
  return is_found;
}

}  // namespace litdex::index
