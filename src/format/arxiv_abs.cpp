// SPDX-License-Identifier: MIT
#include "format/arxiv_abs.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "format/arxiv_abs_lines.hpp"
#include "format/window_segmenter.hpp"
#include "source/source.hpp"

// The rules S1 to S6, E1 to E5, X1 and X2 are those of docs/formats/arxiv_abs.md.
namespace litdex::format {
namespace {

// S4: the banner of a mailing has about 1,000 bytes.
constexpr std::size_t k_longest_frame = 64U << 10U;

/// E4: whether the separator at the front of `text` ends its entry: a rule, a mark, a next entry or nothing follows.
bool ends_entry(std::string_view text) {
  const std::string_view next = skip_empty_lines(after_first_line(text));
  const AbsLine kind = kind_of(first_line(next));
  return next.empty() || kind == AbsLine::rule || kind == AbsLine::mark || begins_abs_entry(next);
}

/// E5: whether the rule at the front of `text` ends an entry that no separator has ended.
bool cuts_entry(std::string_view text) {
  const std::string_view next = skip_empty_lines(after_first_line(text));
  return next.empty() || kind_of(first_line(next)) != AbsLine::text || match_abs_header(first_line(next)).has_value();
}

/// The length of an entry that the line at the front of `ahead`, `line` bytes after the entry's beginning, ends.
std::optional<std::size_t> entry_end(std::size_t line, std::string_view ahead) {
  if (line == 0) return std::nullopt;
  const std::string_view first = first_line(ahead);
  switch (kind_of(first)) {
    case AbsLine::text: return std::nullopt;
    case AbsLine::mark: return line;
    case AbsLine::rule: return cuts_entry(ahead) ? std::optional(line) : std::nullopt;
    case AbsLine::link: return line + first.size();
    case AbsLine::separator: break;
  }
  if (begins_abs_entry(ahead)) return line;
  return ends_entry(ahead) ? std::optional(line + first.size()) : std::nullopt;
}

/// S3: a separator and a line like "/* Fri, 3 Mar 2023 */", as the listings of a week have before each day.
bool begins_note(std::string_view text) { return first_line(after_first_line(text)).starts_with("/*"); }

std::optional<std::size_t> note_end(std::size_t line, std::string_view ahead) {
  const std::string_view first = first_line(ahead);
  const AbsLine kind = kind_of(first);
  if (line == 0 || kind == AbsLine::text) return std::nullopt;
  return kind == AbsLine::separator && !begins_abs_entry(ahead) ? line + first.size() : line;
}

/// S4: the text between entries ends where a rule, a mark or an entry begins.
std::optional<std::size_t> text_end(std::size_t line, std::string_view ahead) {
  const AbsLine kind = kind_of(first_line(ahead));
  const bool is_end = kind == AbsLine::rule || kind == AbsLine::mark || begins_abs_entry(ahead);
  return is_end ? std::optional(line) : std::nullopt;
}

/// S5: whether a line outside of entries must be part of one.
bool is_of_entry(std::string_view line) {
  const AbsLine kind = kind_of(line);
  return kind == AbsLine::separator || kind == AbsLine::link || begins_abs_field(line);
}

class AbsSegmenter final : public WindowSegmenter {
 public:
  AbsSegmenter(source::Window& window, std::size_t max_entry_bytes)
      : WindowSegmenter(window), m_max_entry_bytes(max_entry_bytes) {}

 private:
  void give_next(Segment& segment) override {
    if (!give_blanks(segment)) give_lines(segment);
  }

  /// What decides about the line that begins `line` bytes after the window's beginning.
  std::string_view ahead(std::size_t line) {
    has_bytes(line + k_abs_lookahead);
    return window().text().substr(line, k_abs_lookahead);
  }

  /// Where the line after that at `line` begins; nothing at the end of the stream or beyond the limit.
  std::optional<std::size_t> next_line(std::size_t line) {
    for (std::size_t from = line;;) {
      const std::size_t found = window().text().find('\n', from);
      if (found != std::string_view::npos) {
        return found + 1 < m_max_entry_bytes ? std::optional(found + 1) : std::nullopt;
      }
      from = window().text().size();
      if (from > m_max_entry_bytes || !window().more()) return std::nullopt;
    }
  }

  /// Asks `end_at` about one line after the other until it names an end; nothing when the limit comes first.
  template <class EndAt>
  std::optional<std::size_t> ask_lines(EndAt end_at) {
    for (std::optional<std::size_t> line = 0; line; line = next_line(*line)) {
      const std::string_view text = ahead(*line);
      if (text.empty()) return std::nullopt;
      if (const std::optional<std::size_t> end = end_at(*line, text)) return end;
    }
    return std::nullopt;
  }

  /// The length of a piece, without blanks at its end. It is more than an entry may have when no end is found in time.
  template <class EndAt>
  std::size_t find_length(EndAt end_at) {
    const std::optional<std::size_t> end = ask_lines(end_at);
    if (!end) has_bytes(m_max_entry_bytes + 1);
    const std::size_t length = end.value_or(window().text().size());
    if (length > m_max_entry_bytes) return m_max_entry_bytes + 1;
    return base::trim(window().text().substr(0, length)).size();
  }

  void give_lines(Segment& segment) {
    const std::string_view text = ahead(0);
    const std::string_view line = first_line(text);
    switch (kind_of(line)) {
      case AbsLine::rule:
      case AbsLine::mark: return give(segment, SpanKind::frame, line.size());
      case AbsLine::text:
      case AbsLine::link: return give_text(segment);
      case AbsLine::separator: break;
    }
    if (begins_note(text)) return give_or_refuse(segment, SpanKind::frame, find_length(note_end));
    give_or_refuse(segment, SpanKind::record, find_length(entry_end));
  }

  /// S4, S5.
  void give_text(Segment& segment) {
    bool is_part = false;
    const std::size_t length = find_length([&](std::size_t line, std::string_view text) {
      const std::optional<std::size_t> end = text_end(line, text);
      is_part = is_part || (!end && is_of_entry(first_line(text)));
      return end;
    });
    const bool is_frame = !is_part && length <= k_longest_frame;
    give_or_refuse(segment, is_frame ? SpanKind::frame : SpanKind::reject, length);
  }

  /// S6: what is longer than an entry may be is refused in pieces.
  void give_or_refuse(Segment& segment, SpanKind kind, std::size_t length) {
    const bool is_too_long = length > m_max_entry_bytes;
    give(segment, is_too_long ? SpanKind::reject : kind, std::min(length, m_max_entry_bytes));
    if (is_too_long) {
      segment.reject = {RejectCode::too_long, "part of an entry that is longer than an entry may be"};
    } else if (kind == SpanKind::reject) {
      segment.reject = {RejectCode::no_identifier, "no entry begins before this text: the stream may be cut here"};
    }
  }

  std::size_t m_max_entry_bytes;
};

/// What the entries of a stream's head are.
struct Survey {
  double entries = 0;
  bool is_listing = false;
};

/// X2: what .abs files never have: text, marks and notes between entries, links, entries without an abstract.
bool is_of_listing(const Segment& segment) {
  if (segment.kind == SpanKind::record) return has_listing_form(segment.text);
  return segment.kind == SpanKind::frame && kind_of(segment.text) != AbsLine::rule &&
         !base::without_byte_order_mark(segment.text).empty();
}

Survey survey(std::string_view head) {
  Survey result;
  if (head.find("\\\\") == std::string_view::npos) return result;
  const auto source = source::memory_source("head", head);
  source::Window window(*source);
  AbsSegmenter segmenter(window, k_max_entry_bytes);
  // The head may end inside the last entry.
  bool is_last_of_listing = false;
  for (Segment segment; segmenter.next(segment);) {
    if (segment.kind == SpanKind::blank) continue;
    if (segment.kind == SpanKind::record && begins_abs_entry(segment.text)) result.entries += 1;
    result.is_listing = result.is_listing || is_last_of_listing;
    is_last_of_listing = is_of_listing(segment);
  }
  if (result.entries <= 1) result.is_listing = result.is_listing || is_last_of_listing;
  return result;
}

/// X1.
double likeness(const Survey& survey, std::size_t head_bytes) {
  // Real entries have 300 to 5,000 bytes. The page text of arXiver is told in the same way, but with 5,000 bytes for a
  // line with an identifier, and entries have such lines too.
  constexpr double k_entry_bytes = 10000;
  return survey.entries == 0 ? 0 : std::min(1.0, survey.entries * k_entry_bytes / static_cast<double>(head_bytes));
}

}  // namespace

std::unique_ptr<Segmenter> make_abs_segmenter(source::Window& window, std::size_t max_entry_bytes) {
  return std::make_unique<AbsSegmenter>(window, max_entry_bytes);
}

double detect_arxiv_abs(std::string_view head) {
  const Survey found = survey(head);
  return found.is_listing ? 0 : likeness(found, head.size());
}

double detect_arxiv_listing(std::string_view head) {
  const Survey found = survey(head);
  return found.is_listing ? likeness(found, head.size()) : 0;
}

}  // namespace litdex::format
