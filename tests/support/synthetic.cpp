// SPDX-License-Identifier: MIT
#include "support/synthetic.hpp"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <random>

#include "base/hash.hpp"
#include "load/facts.hpp"
#include "load/stored_dumps.hpp"

namespace litdex::test {
namespace {

using format::SpanKind;
using record::Field;

/// Draws the values of records from so few that they meet.
class Dice {
 public:
  explicit Dice(unsigned seed) : m_engine(seed) {}
  unsigned below(unsigned limit) { return static_cast<unsigned>(m_engine() % limit); }
  bool one_in(unsigned n) { return below(n) == 0; }

 private:
  std::mt19937 m_engine;
};

std::string describe(const load::LoadEntry& entry) {
  std::string bytes;
  for (const record::FieldInfo& info : record::k_fields) {
    if (const auto value = entry.source.record[info.field]) {
      bytes += fmt::format("{}={}/{};", info.name, value->text, value->original.value_or(""));
    }
  }
  return bytes.append(entry.source.record.date().value_or(""));
}

void set(load::LoadEntry& entry, Field field, const std::string& text) {
  entry.source.record.set(field, record::Value{text, std::nullopt});
}

void give_identity(load::LoadEntry& entry, Dice& dice) {
  if (!dice.one_in(3)) set(entry, Field::arxiv_id, fmt::format("0704.{:04}", 1 + dice.below(8)));
  if (dice.one_in(2)) set(entry, Field::doi, fmt::format("10.1000/{}", dice.below(8)));
  if (dice.one_in(6)) {
    set(entry, Field::doi, fmt::format("10.1000/{0} 10.1000/{1}", dice.below(8), dice.below(8)));
  }
}

void give_values(load::LoadEntry& entry, Dice& dice) {
  record::Record& record = entry.source.record;
  const std::string abstract = fmt::format("abstract number {}", dice.below(4));
  record.set(Field::abstract, record::Value{abstract, std::nullopt});
  if (dice.one_in(5)) {
    record.set(Field::abstract, record::Value{abstract, fmt::format("source text {}", dice.below(2))});
  }
  if (dice.one_in(2)) set(entry, Field::title, fmt::format("Title {}", dice.below(3)));
  if (dice.one_in(3)) set(entry, Field::authors, fmt::format("A. First; B. Second{}", dice.below(3)));
  if (dice.one_in(3)) set(entry, Field::categories, dice.one_in(2) ? "hep-th math.AG" : "hep-th");
  if (dice.one_in(2)) record.set_date(fmt::format("200{}-01-01", dice.below(4)));
  entry.source.trust = 10;
}

}  // namespace

load::LoadEntry synthetic_entry(const std::string& bytes,
                                const std::vector<std::pair<record::Field, std::string>>& values) {
  load::LoadEntry entry;
  for (const auto& [field, text] : values) set(entry, field, text);
  entry.source.entry_hash = base::hash_entry(bytes);
  entry.source.trust = 10;
  entry.length = bytes.size();
  return entry;
}

SyntheticStream random_stream(unsigned seed, std::size_t count) {
  Dice dice(seed);
  SyntheticStream stream{fmt::format("stream-{}", seed), {}};
  for (std::size_t i = 0; i < count; ++i) {
    load::LoadEntry entry;
    give_identity(entry, dice);
    give_values(entry, dice);
    const std::string bytes = describe(entry);
    entry.source.entry_hash = base::hash_entry(bytes);
    entry.length = bytes.size();
    // How surely an entry was cut depends on its neighbours, not on its bytes.
    if (dice.one_in(4)) {
      entry.confidence = entry.source.confidence = dice.one_in(2) ? 0.5 : 0.75;
      entry.source.doubtful.add(Field::abstract);
      if (entry.source.record[Field::doi]) entry.source.doubtful.add(Field::doi);
      entry.doubtful = entry.source.doubtful;
    }
    stream.entries.push_back(std::move(entry));
  }
  return stream;
}

load::Outcomes load_stream(SQLite::Database& database, const SyntheticStream& stream, std::size_t batch_records,
                           load::Indexing indexing) {
  load::BatchLoader loader(database, indexing);
  return load_stream(database, loader, stream, batch_records);
}

load::Outcomes load_stream(SQLite::Database& database, load::BatchLoader& loader, const SyntheticStream& stream,
                           std::size_t batch_records) {
  const std::int64_t import_id = loader.provenance().begin_import("");
  const std::int64_t dump_id = loader.provenance().begin_dump(import_id, {stream.name, "arxiver-text", 1});
  load::Outcomes outcomes;
  load::Batch batch;
  std::uint64_t offset = 0;
  for (std::size_t i = 0; i < stream.entries.size() || i == 0; i += batch_records) {
    const std::size_t end = std::min(i + batch_records, stream.entries.size());
    batch.entries.assign(stream.entries.begin() + static_cast<std::ptrdiff_t>(i),
                         stream.entries.begin() + static_cast<std::ptrdiff_t>(end));
    for (load::LoadEntry& entry : batch.entries) {
      // As if a thread read ahead now and then.
      if (offset % 2 == 1) {
        entry.source.facts = std::make_shared<load::Facts>(load::facts_in(load::fact_texts(entry.source.record)));
      }
      entry.start = offset;
      offset += entry.length;
    }
    batch.sums[SpanKind::record] = {end, offset};
    if (end == stream.entries.size()) batch.stream_sha256 = base::sha256_hex(stream.name);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    outcomes += loader.load(batch, 0, dump_id);
    transaction.commit();
  }
  loader.provenance().finish_import(import_id);
  return outcomes;
}

void forget_stream(SQLite::Database& database, const SyntheticStream& stream, load::Indexing indexing) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  load::BatchLoader loader(database, indexing);
  for (const load::StoredDump& dump : load::dumps_named(database, {stream.name})) loader.forget(dump.dump_id);
  transaction.commit();
}

}  // namespace litdex::test
