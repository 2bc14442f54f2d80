// A compressed stream, unpacked.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "source/codec.hpp"
#include "source/limits.hpp"
#include "source/source.hpp"

namespace litdex::source {

/// Unpacks all members of a source that `packing` was found in, one after another. Zero bytes between and after them
/// are padding. Gives every byte that comes before damage, and throws Error(bad_data) then.
class UnpackedSource final : public ByteSource {
 public:
  UnpackedSource(std::unique_ptr<ByteSource> packed, const PackingInfo& packing, const Limits& limits);

  std::size_t read(std::span<char> buffer) override;
  [[nodiscard]] const std::string& name() const override { return m_packed->name(); }

 private:
  [[nodiscard]] std::string_view input() const { return {m_buffer.data() + m_begin, m_end - m_begin}; }
  bool fill();
  void drop(std::size_t count);
  bool begin_member();
  [[nodiscard]] base::Error damage(std::string_view what) const;

  std::unique_ptr<ByteSource> m_packed;
  const PackingInfo& m_packing;
  Limits m_limits;
  std::unique_ptr<Codec> m_codec;
  std::vector<char> m_buffer;
  std::size_t m_begin = 0;
  std::size_t m_end = 0;
  Unpacked m_unpacked;
  bool m_is_between = true;  ///< before, between or behind members
  std::optional<base::Error> m_fault;
};

}  // namespace litdex::source
