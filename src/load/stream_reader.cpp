// SPDX-License-Identifier: MIT
#include "load/stream_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "normalize/normalize.hpp"

namespace litdex::load {
namespace {

// A batch also ends when its text reaches this size, so that memory stays bounded whatever the records' size.
constexpr std::uint64_t k_batch_bytes = 16U << 20U;
// What is kept of rejects: enough to see and repair nearly all of them, and a hostile dump cannot fill the disk.
constexpr std::uint64_t k_reject_bytes_each = 1U << 20U;
constexpr std::uint64_t k_reject_bytes_stream = 256U << 20U;
constexpr std::size_t k_excerpt_bytes = 160;

const format::Format& choose_format(source::Window& window, const source::ByteSource& source,
                                    const std::string& format_name) {
  if (!format_name.empty()) {
    const format::Format* named = format::find_format(format_name);
    if (named != nullptr) return *named;
    throw base::Error(base::ExitCode::usage, fmt::format("there is no format '{}'", base::printable(format_name)),
                      "litdex formats lists them");
  }
  while (window.text().size() < format::k_head_bytes && window.more()) {
  }
  const format::Format* detected = format::detect_format(window.text().substr(0, format::k_head_bytes));
  if (detected != nullptr) return *detected;
  if (base::trim(window.text()).empty() && window.at_end()) return format::formats().front();
  throw base::Error(base::ExitCode::bad_data, fmt::format("{} is of no known format", base::printable(source.name())),
                    "litdex formats lists what can be read; --format names one where the beginning misleads");
}

}  // namespace

StreamReader::StreamReader(const std::string& input, const std::string& format_name)
    : m_source(source::open_source(input)),
      m_window(*m_source),
      m_format(&choose_format(m_window, *m_source, format_name)),
      m_segmenter(m_format->make_segmenter(m_window)) {}

bool StreamReader::next(Batch& batch, std::size_t max_records) {
  constexpr std::size_t k_most_reserved = 8192;
  batch = Batch{};
  if (m_is_finished) return false;
  batch.entries.reserve(std::min(max_records, k_most_reserved));
  const std::uint64_t begin = m_sums.bytes();
  format::Segment segment;
  while (batch.entries.size() < max_records && m_sums.bytes() - begin < k_batch_bytes) {
    if (!m_segmenter->next(segment)) {
      m_is_finished = true;
      batch.stream_sha256 = m_window.sha256_hex();
      break;
    }
    if (segment.kind == format::SpanKind::record) {
      add_record(batch, segment);
    } else if (segment.kind == format::SpanKind::reject) {
      add_reject(batch, segment, segment.reject);
    } else {
      m_sums[segment.kind].count += 1;
      m_sums[segment.kind].bytes += segment.text.size();
    }
  }
  batch.sums = m_sums;
  return true;
}

void StreamReader::add_record(Batch& batch, const format::Segment& segment) {
  const format::Decoded decoded = m_format->decode(segment.text);
  if (const auto* reject = std::get_if<format::Reject>(&decoded)) return add_reject(batch, segment, *reject);
  m_sums[format::SpanKind::record].count += 1;
  m_sums[format::SpanKind::record].bytes += segment.text.size();
  LoadEntry& entry = batch.entries.emplace_back();
  entry.start = segment.start;
  entry.length = segment.text.size();
  entry.candidates = segment.candidates;
  entry.source.entry_hash = base::hash_entry(segment.text);
  entry.source.record = normalize::normalize(std::get<record::RawRecord>(decoded));
  entry.confidence = entry.source.confidence = segment.confidence;
  entry.doubtful = entry.source.doubtful = segment.doubtful & entry.source.record.given();
  entry.source.trust = m_format->trust;
}

void StreamReader::add_reject(Batch& batch, const format::Segment& segment, const format::Reject& reject) {
  const std::uint64_t size = segment.text.size();
  m_sums[format::SpanKind::reject].count += 1;
  m_sums[format::SpanKind::reject].bytes += size;
  LoadReject& row = batch.rejects.emplace_back();
  row.start = segment.start;
  row.length = size;
  row.line = segment.line;
  row.hash = base::hash_entry(segment.text);
  row.code = format::name_of(reject.code);
  row.message = reject.message;
  row.excerpt = base::printable(base::utf8_prefix(segment.text, k_excerpt_bytes));
  if (size <= k_reject_bytes_each && m_kept_reject_bytes + size <= k_reject_bytes_stream) {
    row.bytes = segment.text;
    m_kept_reject_bytes += size;
  }
}

}  // namespace litdex::load
