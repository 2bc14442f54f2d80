// Where the batches of a stream go.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "load/batch.hpp"
#include "load/import_report.hpp"
#include "load/provenance.hpp"

namespace litdex::load {

/// Takes one stream, batch by batch.
class StreamSink {
 public:
  StreamSink() = default;
  virtual ~StreamSink() = default;
  StreamSink(const StreamSink&) = delete;
  StreamSink& operator=(const StreamSink&) = delete;

  /// Takes the next batch and may consume it. Says in `report` whether the stream is known and what else befell it as a
  /// whole. `is_cut_off`: it is the last one, and not the end of the stream. Nothing when the batch is to be left out.
  virtual std::optional<Outcomes> take(Batch& batch, bool is_cut_off, DumpReport& report) = 0;
};

}  // namespace litdex::load
