// One stream, read and not written: what would an import of it find?
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <optional>

#include "load/known_streams.hpp"
#include "load/stream_sink.hpp"

namespace litdex::load {

/// Counts the records that the database holds, and those that it does not.
class StreamSurvey final : public StreamSink {
 public:
  /// `database`, which outlives the sink, is only read; null: there is none. `again` as for StreamImport.
  StreamSurvey(SQLite::Database* database, DumpHead head, bool again);

  std::optional<Outcomes> take(Batch& batch, bool is_cut_off, DumpReport& report) override;

 private:
  bool holds(const LoadEntry& entry);

  SQLite::Database* m_database;
  bool m_again;
  KnownStreams m_known;
  std::optional<SQLite::Statement> m_find;
};

}  // namespace litdex::load
