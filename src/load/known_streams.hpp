// Is this stream one that the database already holds? Answered while it is read, so that a repeat writes nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "load/batch.hpp"
#include "load/provenance.hpp"

namespace litdex::load {

/// How the writing of a stream begins once it leaves the dumps that it followed.
struct Departure {
  /// An unfinished dump that the stream continues, and how many records of the batch it has already.
  std::optional<std::int64_t> resumed_dump;
  std::size_t skipped = 0;
  /// Else: a dump whose first `copied` records, up to byte `copied_end`, the stream repeats.
  std::optional<std::int64_t> copied_dump;
  std::uint64_t copied = 0;
  std::uint64_t copied_end = 0;
};

/// Follows a stream, batch by batch, along the dumps in the database that begin with the same records, cut as surely,
/// and the same rejects.
class KnownStreams {
 public:
  explicit KnownStreams(DumpHead head) : m_head(std::move(head)) {}

  /// Whether the database holds everything up to the end of `batch`; for the last batch: whether it holds exactly this
  /// stream, whole. After the first `false` the stream must be written, as departure() says.
  bool covers(SQLite::Database& database, const Batch& batch);

  [[nodiscard]] const Departure& departure() const { return m_departure; }

 private:
  struct Candidate {
    std::int64_t dump_id = 0;
    bool is_complete = false;
  };
  void find_candidates(SQLite::Database& database, const Batch& batch);
  bool holds_stream(SQLite::Database& database, const std::string& sha256) const;
  void depart(const Batch& batch, const std::optional<Departure>& resumption);

  DumpHead m_head;
  bool m_has_begun = false;
  std::uint64_t m_covered_bytes = 0;
  std::vector<Candidate> m_candidates;
  Departure m_departure;
};

}  // namespace litdex::load
