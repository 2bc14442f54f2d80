// SPDX-License-Identifier: MIT
#include "load/stream_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "format/foreign.hpp"
#include "format/nearest.hpp"
#include "normalize/normalize.hpp"

namespace litdex::load {
namespace {

// A batch also ends when its text reaches this size, so that memory stays bounded whatever the records' size.
constexpr std::uint64_t k_batch_bytes = 16U << 20U;
// What is kept of rejects and of entries in doubt: enough to see and repair nearly all of them, and a hostile dump
// cannot fill the disk.
constexpr std::uint64_t k_kept_bytes_each = 1U << 20U;
constexpr std::uint64_t k_reject_bytes_stream = 256U << 20U;
constexpr std::size_t k_excerpt_bytes = 160;

bool is_entry(const format::Segment& segment) {
  return segment.kind == format::SpanKind::record || segment.kind == format::SpanKind::reject;
}

/// So many bytes of the stream, as far as it has them, without the blank lines before them. Reads on.
std::string_view head_of(source::Window& window, std::size_t bytes) {
  std::size_t begin = 0;
  do {
    const std::string_view text = window.text();
    while (begin < text.size() && base::is_blank(text[begin])) ++begin;
  } while (begin == window.text().size() && begin < format::k_max_entry_bytes && window.more());
  // Blanks before the first text of its line may be empty cells.
  begin = window.text().substr(0, begin).find_last_of("\n\r") + 1;
  while (window.text().size() < begin + bytes && window.more()) {
  }
  return window.text().substr(begin, bytes);
}

/// The format of the stream. A first entry of JSON may be longer than what is looked at: the papers of thousands of
/// authors are.
const format::Format* detect_in(source::Window& window) {
  constexpr std::size_t k_growth = 8;
  for (std::size_t bytes = format::k_head_bytes;; bytes *= k_growth) {
    const std::string_view head = head_of(window, bytes);
    const format::Format* const detected = format::detect_format(head);
    const std::string_view text = base::trim(base::without_byte_order_mark(head));
    const bool may_be_cut = head.size() == bytes && (text.starts_with('{') || text.starts_with('['));
    if (detected != nullptr || !may_be_cut || bytes > format::k_max_entry_bytes) return detected;
  }
}

const format::Format& detect_format(source::Window& window, const EndAtFault& source) {
  const format::Format* const detected = detect_in(window);
  if (detected != nullptr) return *detected;
  if (source.fault()) throw base::Error(*source.fault());
  if (base::trim(window.text()).empty() && window.at_end()) return format::formats().front();
  const std::string name = base::printable(source.name());
  if (const auto foreign = format::recognize_foreign(window.text())) {
    throw base::Error(base::ExitCode::bad_data, fmt::format("{} is {}, no dump", name, foreign->what),
                      std::string(foreign->hint));
  }
  const format::NearMiss nearest = format::nearest_format(head_of(window, format::k_head_bytes));
  throw base::Error(base::ExitCode::bad_data,
                    fmt::format("{} is of no known format; nearest is {}, but {}", name, nearest.format, nearest.why),
                    "litdex formats lists what can be read; --format names one where the beginning misleads");
}

}  // namespace

std::size_t EndAtFault::read(std::span<char> buffer) {
  try {
    return m_source.read(buffer);
  } catch (const base::Error& error) {
    if (base::is_interruption(error)) throw;
    m_fault = error;
    return 0;
  }
}

StreamReader::StreamReader(source::ByteSource& bytes, const format::Format* format, std::uint64_t max_records,
                           const format::ReadOptions& options)
    : m_bytes(bytes),
      m_window(m_bytes),
      m_format(format != nullptr ? format : &detect_format(m_window, m_bytes)),
      m_segmenter(m_format->make_segmenter(m_window, options)),
      m_max_records(max_records) {}

bool StreamReader::next(Batch& batch, std::size_t max_records) {
  constexpr std::size_t k_most_reserved = 8192;
  batch = Batch{};
  if (m_is_finished) return false;
  batch.entries.reserve(std::min(max_records, k_most_reserved));
  try {
    read_spans(batch, max_records);
  } catch (const base::Error& error) {
    // What was read before a signal came is a batch too.
    if (!base::is_interruption(error) || batch.is_empty()) throw;
  }
  leave_out_false_end(batch);
  batch.sums = m_sums;
  return true;
}

void StreamReader::read_spans(Batch& batch, std::size_t max_records) {
  const std::uint64_t begin = m_sums.bytes();
  format::Segment segment;
  const auto is_full = [&] {
    return batch.entries.size() + batch.rejects.size() >= max_records || m_sums.bytes() - begin >= k_batch_bytes;
  };
  // Behind a fault there is little left, and a batch takes all of it: what is left out must not be committed yet.
  while (fault() || !is_full()) {
    const bool is_end = !m_segmenter->next(segment);
    if (is_end || (segment.kind == format::SpanKind::record && m_sums[segment.kind].count == m_max_records)) {
      m_is_finished = true;
      if (is_end && !fault()) batch.stream_sha256 = m_window.sha256_hex();
      if (!is_end && fault()) forget_marks_before_limit();
      break;
    }
    add(batch, segment);
  }
}

/// The stream goes on behind the limit, up to its false end: what stands there is left out first.
void StreamReader::forget_marks_before_limit() {
  std::size_t left_out = 1;  // the record that was one too many
  format::Segment segment;
  while (left_out < m_marks.size() && m_segmenter->next(segment)) left_out += is_entry(segment) ? 1 : 0;
  m_marks[0] = left_out < m_marks.size() ? m_marks[1] : std::nullopt;
  m_marks[1] = std::nullopt;
}

void StreamReader::add(Batch& batch, const format::Segment& segment) {
  if (is_entry(segment) && fault()) m_marks = {m_marks[1], Mark{m_sums, batch.entries.size(), batch.rejects.size()}};
  if (segment.kind == format::SpanKind::record) {
    add_record(batch, segment);
  } else if (segment.kind == format::SpanKind::reject) {
    add_reject(batch, segment, segment.reject);
  } else {
    m_sums[segment.kind].count += 1;
    m_sums[segment.kind].bytes += segment.text.size();
  }
}

void StreamReader::leave_out_false_end(Batch& batch) {
  const std::optional<Mark>& mark = m_marks[0] ? m_marks[0] : m_marks[1];
  if (!mark) return;
  m_sums = mark->sums;
  batch.entries.resize(mark->entries);
  batch.rejects.resize(mark->rejects);
}

void StreamReader::add_record(Batch& batch, const format::Segment& segment) {
  const format::Decoded decoded = m_format->decode(segment.text, segment.context);
  if (const auto* reject = std::get_if<format::Reject>(&decoded)) return add_reject(batch, segment, *reject);
  m_sums[format::SpanKind::record].count += 1;
  m_sums[format::SpanKind::record].bytes += segment.text.size();
  LoadEntry& entry = batch.entries.emplace_back();
  entry.start = segment.start;
  entry.length = segment.text.size();
  entry.candidates = segment.candidates;
  entry.source.entry_hash = format::hash_of(segment);
  entry.source.record = normalize::normalize(std::get<record::RawRecord>(decoded));
  entry.confidence = entry.source.confidence = segment.confidence;
  entry.doubtful = entry.source.doubtful = segment.doubtful & entry.source.record.given();
  entry.source.trust = m_format->trust;
  if (entry.confidence < format::k_sure && entry.length <= k_kept_bytes_each) entry.bytes = segment.text;
}

void StreamReader::add_reject(Batch& batch, const format::Segment& segment, const format::Reject& reject) {
  const std::uint64_t size = segment.text.size();
  m_sums[format::SpanKind::reject].count += 1;
  m_sums[format::SpanKind::reject].bytes += size;
  LoadReject& row = batch.rejects.emplace_back();
  row.start = segment.start;
  row.length = size;
  row.line = segment.line;
  row.hash = format::hash_of(segment);
  row.code = format::name_of(reject.code);
  row.message = reject.message;
  row.excerpt = base::printable(base::utf8_prefix(segment.text, k_excerpt_bytes));
  if (size <= k_kept_bytes_each && m_kept_reject_bytes + size <= k_reject_bytes_stream) {
    row.bytes = segment.text;
    m_kept_reject_bytes += size;
  }
}

}  // namespace litdex::load
