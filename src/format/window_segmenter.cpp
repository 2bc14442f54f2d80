// SPDX-License-Identifier: MIT
#include "format/window_segmenter.hpp"

#include "base/text.hpp"

namespace litdex::format {
namespace {

/// Most entries have few lines: searching passes over them faster than counting.
std::uint64_t count_lines(std::string_view text) {
  std::uint64_t lines = 0;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) ++lines;
  return lines;
}

}  // namespace

bool WindowSegmenter::next(Segment& segment) {
  drop_given();
  segment = Segment{};
  if (!has_bytes(1)) return false;
  if (!give_byte_order_mark(segment)) give_next(segment);
  return true;
}

bool WindowSegmenter::has_bytes(std::size_t count) {
  while (m_window.text().size() < count) {
    if (!m_window.more()) return false;
  }
  return true;
}

void WindowSegmenter::give(Segment& segment, SpanKind kind, std::size_t length) {
  segment.kind = kind;
  segment.start = m_window.offset();
  segment.line = m_line;
  segment.text = m_window.text().substr(0, length);
  m_given = length;
  m_given_kind = kind;
}

bool WindowSegmenter::give_blanks(Segment& segment) {
  std::size_t count = 0;
  do {
    const std::string_view text = m_window.text();
    while (count < text.size() && count < k_max_blank_bytes && base::is_blank(text[count])) ++count;
    if (count < text.size()) break;
  } while (count < k_max_blank_bytes && m_window.more());
  if (count > 0) give(segment, SpanKind::blank, count);
  return count > 0;
}

bool WindowSegmenter::give_byte_order_mark(Segment& segment) {
  if (m_window.text().front() != base::k_byte_order_mark.front()) return false;
  const bool has_mark =
      has_bytes(base::k_byte_order_mark.size()) && m_window.text().starts_with(base::k_byte_order_mark);
  if (has_mark) give(segment, SpanKind::frame, base::k_byte_order_mark.size());
  return has_mark;
}

void WindowSegmenter::drop_given() {
  if (m_given == 0) return;
  const std::string_view given = m_window.text().substr(0, m_given);
  if (given != base::k_byte_order_mark) pass(m_given_kind, given);
  m_line += count_lines(given);
  m_window.drop(m_given);
  m_given = 0;
}

}  // namespace litdex::format
