// The members of a zip or tar archive, one after another.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "source/limits.hpp"
#include "source/packing.hpp"
#include "source/skipped.hpp"
#include "source/source.hpp"

namespace litdex::source {

/// Reads an archive from its first byte to its last, from files and pipes alike: the directory at the end of a zip
/// archive is not asked. Nothing is written to a disk.
class Archive {
 public:
  Archive(std::unique_ptr<ByteSource> bytes, const PackingInfo& packing, const Limits& limits);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  /// The next member that is a file; null after the last. It reads from this object until the next call; what was not
  /// read is passed over. Throws Error(bad_data) when the archive is damaged or has too many members.
  std::unique_ptr<ByteSource> next();

  /// Members that were passed over since the last call.
  std::vector<Skipped> take_skipped();

 private:
  class Member;
  struct Reader;

  std::unique_ptr<Reader> m_reader;
  const PackingInfo& m_packing;
  Limits m_limits;
  std::uint64_t m_member_count = 0;
  std::vector<Skipped> m_skipped;
};

/// A path inside an archive as a name: without root, "." and "..".
std::string member_name(std::string_view path);

}  // namespace litdex::source
