// All inputs of a run, one after another: stream by stream, batch by batch.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "format/format.hpp"
#include "load/import.hpp"
#include "load/provenance.hpp"
#include "load/stream_sink.hpp"
#include "source/listing.hpp"

namespace litdex::load {

/// What becomes of the inputs: they are imported, or only looked at.
class InputTaker {
 public:
  InputTaker() = default;
  virtual ~InputTaker() = default;
  InputTaker(const InputTaker&) = delete;
  InputTaker& operator=(const InputTaker&) = delete;

  /// So many bytes are to come, at least.
  virtual void expect(std::uint64_t bytes) = 0;
  /// What is to be said of a file that need not be read as a dump (KnownFiles).
  virtual std::optional<DumpReport> find_known(const source::ListedFile& file,
                                               const std::function<void(std::uint64_t)>& progress) = 0;
  /// Where the batches of a stream go.
  virtual std::unique_ptr<StreamSink> make_sink(const DumpHead& head) = 0;
};

/// The format of that name; null for no name. Throws Error(usage).
const format::Format* named_format(const std::string& name);

/// Reads the inputs into `taker` and says in `report` what became of them.
void read_inputs(const source::Listing& listing, InputTaker& taker, const ImportOptions& options,
                 const ImportEvents& events, ImportReport& report);

}  // namespace litdex::load
