// A source whose beginning has been looked at.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "source/source.hpp"

namespace litdex::source {

/// Gives the bytes of another source, and its first ones before they are read. Behind the beginning nothing is copied.
class PeekedSource final : public ByteSource {
 public:
  /// Reads `count` bytes, or all there are. Throws what the source throws when there is no byte before that; what comes
  /// after some is thrown where it belongs, by read().
  PeekedSource(std::unique_ptr<ByteSource> source, std::size_t count);

  /// The bytes that were looked at. Valid until the first read.
  [[nodiscard]] std::string_view head() const { return m_head; }

  std::size_t read(std::span<char> buffer) override;
  [[nodiscard]] const std::string& name() const override { return m_source->name(); }

 private:
  std::unique_ptr<ByteSource> m_source;
  std::string m_head;
  std::size_t m_given = 0;
  std::optional<base::Error> m_fault;
};

}  // namespace litdex::source
