// Streams of made-up records, loaded without any dump format: for tests of loading alone.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>
#include <vector>

#include "load/batch.hpp"
#include "load/batch_loader.hpp"

namespace litdex::test {

/// A stream: its name stands for its bytes.
struct SyntheticStream {
  std::string name;
  std::vector<load::LoadEntry> entries;
};

/// An entry whose bytes are `bytes`, with the given values ({field, text}).
load::LoadEntry synthetic_entry(const std::string& bytes,
                                const std::vector<std::pair<record::Field, std::string>>& values);

/// `count` records over a small set of papers, with conflicting values, shared DOIs, missing identifiers, doubtful
/// cuts and exact copies. The same seed gives the same stream.
SyntheticStream random_stream(unsigned seed, std::size_t count);

/// Loads a stream as one dump, `batch_records` at a time.
load::Outcomes load_stream(SQLite::Database& database, const SyntheticStream& stream, std::size_t batch_records,
                           load::Indexing indexing = load::Indexing::each_batch);

/// The same by a loader that loads other streams too.
load::Outcomes load_stream(SQLite::Database& database, load::BatchLoader& loader, const SyntheticStream& stream,
                           std::size_t batch_records);

/// Forgets the dump of that name.
void forget_stream(SQLite::Database& database, const SyntheticStream& stream,
                   load::Indexing indexing = load::Indexing::each_batch);

}  // namespace litdex::test
