// SPDX-License-Identifier: MIT
#include "source/unpacked_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/text.hpp"

namespace litdex::source {
namespace {

constexpr std::size_t k_input_bytes = 128U << 10U;

// The longest magic bytes of a packing that holds one stream: bzip2's.
constexpr std::size_t k_magic_bytes = 10;

constexpr auto k_hint = "get the file again and import it; what came before the damage is kept";

}  // namespace

UnpackedSource::UnpackedSource(std::unique_ptr<ByteSource> packed, const PackingInfo& packing, const Limits& limits)
    : m_packed(std::move(packed)),
      m_packing(packing),
      m_limits(limits),
      m_codec(make_codec(packing.packing)),
      m_buffer(k_input_bytes) {}

std::size_t UnpackedSource::read(std::span<char> buffer) {
  if (m_fault) throw base::Error(*m_fault);
  for (;;) {
    if (m_is_between && !begin_member()) return 0;
    const bool has_input = !input().empty() || fill();
    const Codec::Step step = m_codec->step(input(), buffer);
    drop(step.taken);
    m_unpacked.bytes += step.given;
    m_is_between = step.is_end;
    if (step.error != nullptr) {
      m_fault =
          damage(fmt::format("is damaged at byte {} ({})", base::with_commas(m_unpacked.packed_bytes), step.error));
    } else if (!has_input && !step.is_end && step.given == 0) {
      m_fault = damage(fmt::format("is cut off after byte {}", base::with_commas(m_unpacked.packed_bytes)));
    }
    require_within(m_limits, m_unpacked, name());
    if (step.given > 0) return step.given;
    if (m_fault) throw base::Error(*m_fault);
  }
}

/// Adds to the input; false at its end.
bool UnpackedSource::fill() {
  if (m_begin > 0) std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
  m_end -= m_begin;
  m_begin = 0;
  const std::size_t count = m_packed->read(std::span(m_buffer).subspan(m_end));
  m_end += count;
  return count > 0;
}

void UnpackedSource::drop(std::size_t count) {
  m_begin += count;
  m_unpacked.packed_bytes += count;
}

/// Goes to the next member; false when there is none.
bool UnpackedSource::begin_member() {
  do {
    drop(std::min(input().find_first_not_of('\0'), input().size()));
  } while (input().empty() && fill());
  if (input().empty()) return false;
  while (input().size() < k_magic_bytes && fill()) {
  }
  if (!m_packing.is_at(input())) {
    throw base::Error(base::ExitCode::bad_data,
                      fmt::format("{}: what follows the {} data at byte {} is something else", base::printable(name()),
                                  m_packing.name, base::with_commas(m_unpacked.packed_bytes)),
                      "get the file again, or unpack it with another program and import what comes out");
  }
  m_codec->restart();
  m_is_between = false;
  return true;
}

base::Error UnpackedSource::damage(std::string_view what) const {
  return {base::ExitCode::bad_data, fmt::format("{}: its {} data {}", base::printable(name()), m_packing.name, what),
          k_hint};
}

}  // namespace litdex::source
