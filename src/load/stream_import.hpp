// One stream into the database.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "load/known_streams.hpp"
#include "load/run.hpp"
#include "load/stream_sink.hpp"

namespace litdex::load {

/// Writes what the database does not hold yet; and when the stream is whole, takes out its earlier readings.
class StreamImport final : public StreamSink {
 public:
  /// `run` outlives the sink. `again`: the stream is written whatever the database holds.
  StreamImport(Run& run, DumpHead head, bool again)
      : m_run(run), m_head(std::move(head)), m_again(again), m_known(m_head) {}

  std::optional<Outcomes> take(Batch& batch, bool is_cut_off, DumpReport& report) override;

 private:
  bool is_known(const Batch& batch);
  Outcomes write(Batch& batch);
  bool replace_earlier_readings(const std::string& sha256);

  Run& m_run;
  DumpHead m_head;
  bool m_again;
  KnownStreams m_known;
  bool m_has_begun = false;
  std::optional<std::int64_t> m_dump_id;
  KnownEntries m_known_entries = KnownEntries::keep;
};

}  // namespace litdex::load
