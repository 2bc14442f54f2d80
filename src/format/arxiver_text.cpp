// SPDX-License-Identifier: MIT
#include "format/arxiver_text.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "format/arxiver_body.hpp"
#include "format/arxiver_cut.hpp"
#include "format/arxiver_page.hpp"
#include "format/char_class.hpp"
#include "format/window_segmenter.hpp"

// The rules S1 to S7 and E1 to E4 are those of docs/formats/arxiver_text.md.
namespace litdex::format {
namespace {

constexpr std::size_t k_max_candidates = 5;
constexpr double k_least_candidate = 0.001;

// S7: so probable is an abstract's beginning that looks like the rest of something.
constexpr double k_lost_beginning = 0.5;

/// S7: whether `abstract` begins with the rest of an identifier or of a date: `5.0012We study`, `-05-12 Updated: `.
bool begins_with_number_remains(std::string_view abstract) {
  constexpr std::size_t k_fewest = 4;
  const std::size_t length = std::min(abstract.find_first_not_of("0123456789-."), abstract.size());
  const std::string_view remains = abstract.substr(0, length);
  const std::string_view after = abstract.substr(length);
  if (length < k_fewest || !is_digit(remains.back()) || !std::ranges::any_of(remains, std::not_fn(is_digit))) {
    return false;
  }
  return after.empty() || is_upper(after.front()) || after.starts_with(" - ") || after.starts_with(" Updated:");
}

/// S7: whether an abstract looks like the rest of one, or of an anchor line. Three in a thousand begin with another
/// sign than a capital; most streams that were cut somewhere do.
bool has_lost_beginning(std::string_view abstract, bool is_first) {
  constexpr CharSet k_never_first(",;:.)]}?!-");
  if (abstract.empty()) return false;
  const char first = abstract.front();
  if (is_first && !is_upper(first)) return true;
  return is_lower(first) || k_never_first.has(first) || abstract.starts_with("Xiv:") ||
         begins_with_number_remains(abstract);
}

/// Where an entry ends, counted from the beginning of its anchor line.
struct EntryEnd {
  std::size_t length = 0;
  double probability = 1;
  record::FieldSet doubtful;
  /// Offsets counted in the same way.
  std::vector<CutCandidate> candidates;
};

/// The candidates to be kept: the likeliest few, in the order of the stream.
std::vector<CutCandidate> keep_candidates(std::vector<Cut> cuts, std::size_t base) {
  std::ranges::stable_sort(cuts, std::greater{}, &Cut::probability);
  cuts.resize(std::min(cuts.size(), k_max_candidates));
  std::erase_if(cuts, [](const Cut& cut) { return cut.probability < k_least_candidate; });
  std::ranges::sort(cuts, {}, &Cut::offset);
  std::vector<CutCandidate> kept;
  kept.reserve(cuts.size());
  for (const Cut& cut : cuts) kept.push_back({base + cut.offset, cut.probability, {}, {}});
  return kept;
}

/// E3: the scored choice. `begin` is where the tail begins in the text that EntryEnd counts from; the entry ends at
/// `without_tail` when there is no place to choose.
EntryEnd score_end(const Tail& tail, std::size_t begin, std::size_t without_tail) {
  std::vector<Cut> cuts = score_cuts(tail);
  const Cut best = best_cut(cuts);
  if (cuts.empty()) return {without_tail, 0, record::FieldSet(1U << index_of(record::Field::journal_ref)), {}};
  EntryEnd end{begin + best.offset, best.probability, {}, {}};
  const std::string_view rest = base::trim(tail.text.substr(best.offset));
  const bool is_cut = has_lost_beginning(rest.empty() ? tail.next_line : rest, false);
  if (best.probability >= k_sure && !is_cut) return end;
  if (is_cut) end.probability = std::min(end.probability, k_lost_beginning);
  end.candidates = keep_candidates(std::move(cuts), begin);
  const std::size_t doi_end = begin + doi_part_length(tail.text);
  for (const CutCandidate& candidate : end.candidates) {
    end.doubtful.add(candidate.offset <= doi_end ? record::Field::doi : record::Field::journal_ref);
  }
  if (end.candidates.empty()) end.doubtful.add(record::Field::journal_ref);
  return end;
}

/// Whether the first line of `text` is empty but for blanks.
bool has_empty_line(std::string_view text) {
  const auto* const found = std::ranges::find_if(text, [](char c) { return c == '\n' || !base::is_blank(c); });
  return found != text.end() && *found == '\n';
}

/// How the line ends whose first `length` bytes, and perhaps no more, `text` holds. `next` is what is not blank after
/// it.
LineEnd line_end_of(std::string_view text, std::size_t length, std::string_view next) {
  const bool is_whole_stream = text.size() < k_anchor_lookahead;
  if (length == text.size() && !is_whole_stream) return LineEnd::out_of_sight;
  if (next.empty() && is_whole_stream) return LineEnd::stream_ends;
  return has_empty_line(text.substr(length + 1)) ? LineEnd::paragraph_ends : LineEnd::text_follows;
}

/// E1: where the dates end that stand in the anchor line, whose end is at `line_length`, or on a line after it.
std::optional<std::size_t> find_dates_end(std::string_view text, const Anchor& anchor, std::size_t line_length) {
  const std::string_view rest = text.substr(anchor.end(), line_length - anchor.end());
  if (const std::optional<std::size_t> begin = find_dates(rest)) {
    const std::size_t dates = anchor.end() + *begin;
    const bool follows_id = base::trim(rest.substr(0, *begin)).empty();
    if (anchor.has_tail || follows_id) return dates + match_dates(text.substr(dates)).value_or(Dates{}).length;
  }
  if (!anchor.has_tail && !base::trim(rest).empty()) return std::nullopt;
  const std::string_view next = base::trim(text.substr(line_length));
  const std::optional<Dates> dates = match_dates(next);
  return dates ? std::optional(static_cast<std::size_t>(next.data() - text.data()) + dates->length) : std::nullopt;
}

/// E1 to E3. `text` begins with the anchor line and reaches k_anchor_lookahead bytes far or to the stream's end.
EntryEnd find_whole_end(std::string_view text, const Anchor& anchor) {
  const std::size_t line_length = std::min(text.find('\n'), text.size());
  if (const std::optional<std::size_t> dates_end = find_dates_end(text, anchor, line_length)) {
    return {*dates_end, 1, {}, {}};
  }
  // E2: without a tail the record ends with its identifier; what follows is glued to it.
  const std::string_view tail = base::trim(text.substr(anchor.end(), line_length - anchor.end()));
  if (!anchor.has_tail || tail.empty()) return {anchor.end(), 1, {}, {}};
  const auto tail_begin = static_cast<std::size_t>(tail.data() - text.data());
  const std::string_view next = base::trim(text.substr(line_length));
  const LineEnd line_end = tail_begin + tail.size() == text.size() && text.size() < k_anchor_lookahead
                               ? LineEnd::stream_breaks_off
                               : line_end_of(text, line_length, next);
  return score_end({tail, line_end, base::trim(next.substr(0, next.find('\n')))}, tail_begin, anchor.end());
}

/// E4: where a page was cut inside the last line of its last entry and another page follows, what is left of the line
/// tells: the first part of a date, or a tail's mark without a tail.
EntryEnd find_entry_end(std::string_view text, const Anchor& anchor) {
  constexpr double k_broken = 0.5;
  EntryEnd end = find_whole_end(text, anchor);
  const std::string_view next = base::trim(text.substr(end.length));
  const std::string_view next_line = base::trim(next.substr(0, next.find('\n')));
  const bool is_mark_alone = anchor.has_tail && end.length == anchor.end() && !next.empty();
  if (is_mark_alone) end.doubtful.add(record::Field::journal_ref);
  const bool is_created_broken = has_broken_date(next_line, "Created:");
  const bool is_updated_broken = has_broken_date(next_line, "Updated:");
  if (is_created_broken) end.doubtful.add(record::Field::submitted);
  if (is_updated_broken) end.doubtful.add(record::Field::updated);
  if (is_mark_alone || is_created_broken || is_updated_broken) end.probability = std::min(end.probability, k_broken);
  return end;
}

class ArxiverSegmenter final : public WindowSegmenter {
 public:
  ArxiverSegmenter(source::Window& window, std::size_t max_entry_bytes)
      : WindowSegmenter(window), m_search_bytes(max_entry_bytes - k_anchor_lookahead) {}

 private:
  void give_next(Segment& segment) override {
    if (!give_blanks(segment)) give_entry(segment);
  }

  struct AnchorPlace {
    std::size_t begin = 0;  ///< after the indentation
    Anchor anchor;
  };

  /// S3: the first anchor line of the window that begins within the search limit.
  std::optional<AnchorPlace> find_anchor() {
    std::size_t line = 0;
    if (!m_is_line_start && !find_next_line(line)) return std::nullopt;
    while (line < m_search_bytes) {
      if (const std::optional<AnchorPlace> place = match_anchor_line(line)) return place;
      if (!find_next_line(line)) return std::nullopt;
    }
    has_bytes(m_search_bytes + 1);
    return std::nullopt;
  }

  /// Moves `line` to where the next line begins; false when the stream, or the search limit, comes before.
  bool find_next_line(std::size_t& line) {
    for (std::size_t from = line;;) {
      const std::size_t found = window().text().find('\n', from);
      if (found != std::string_view::npos) {
        line = found + 1;
        return true;
      }
      from = window().text().size();
      if (from > m_search_bytes || !window().more()) return false;
    }
  }

  /// A1: the anchor of the line that begins at byte `line`, if it is one.
  std::optional<AnchorPlace> match_anchor_line(std::size_t line) {
    has_bytes(line + k_max_indentation + k_anchor_prefix.size());
    const std::size_t place = line + indentation_length(window().text().substr(line));
    if (place >= m_search_bytes || !window().text().substr(place).starts_with(k_anchor_prefix)) return std::nullopt;
    has_bytes(place + k_anchor_lookahead);
    const std::optional<Anchor> anchor = match_anchor(window().text().substr(place, k_anchor_lookahead));
    return anchor ? std::optional(AnchorPlace{place, *anchor}) : std::nullopt;
  }

  /// S3 to S6: a record, what is none, or the page furniture before it (F1 to F5).
  void give_entry(Segment& segment) {
    const std::optional<AnchorPlace> place = find_anchor();
    if (!place) {
      give_rest(segment);
      return;
    }
    const std::string_view text = window().text();
    const Furniture furniture = m_is_too_long ? Furniture{} : find_furniture(text.substr(0, place->begin));
    if (furniture.length > 0) {
      give(segment, SpanKind::frame, furniture.length);
      m_start_probability *= furniture.probability;
      return;
    }
    EntryEnd end = find_entry_end(text.substr(place->begin, k_anchor_lookahead), place->anchor);
    const Body body = split_body(text.substr(0, place->begin));
    if (has_lost_beginning(body.abstract, m_is_first)) {
      m_start_probability = std::min(m_start_probability, k_lost_beginning);
    }
    m_is_first = false;
    if (m_is_too_long) {
      give_too_long(segment, place->begin + end.length);
      m_is_too_long = false;
    } else {
      give(segment, SpanKind::record, place->begin + end.length);
      judge(segment, body, end);
    }
    m_start_probability = end.probability;
  }

  /// The confidence of a record, and what is doubtful about it.
  void judge(Segment& segment, const Body& body, EntryEnd& end) const {
    segment.confidence = m_start_probability * body.probability * end.probability;
    segment.doubtful = end.doubtful;
    if (m_start_probability < k_sure) segment.doubtful.add(record::Field::abstract);
    if (body.probability < k_sure) {
      segment.doubtful.add(record::Field::abstract);
      segment.doubtful.add(record::Field::comments);
    }
    segment.candidates = std::move(end.candidates);
    for (CutCandidate& candidate : segment.candidates) show(candidate, segment, segment.text.size() - end.length);
  }

  /// Makes an offset from the anchor, which begins at byte `anchor` of the window, one in the stream, and says what
  /// stands on both sides, as far as an anchor is looked at: what else the window holds depends on the chunks.
  void show(CutCandidate& candidate, const Segment& segment, std::size_t anchor) const {
    constexpr std::size_t k_shown = 40;
    const std::string_view text = window().text().substr(anchor, k_anchor_lookahead);
    const auto offset = static_cast<std::size_t>(candidate.offset);
    candidate.before = base::printable(base::utf8_suffix(text.substr(0, offset), k_shown));
    candidate.after = base::printable(base::utf8_prefix(text.substr(offset), k_shown));
    candidate.offset += segment.start + anchor;
  }

  /// S5, S6: no anchor line within the limit, or none before the end of the stream.
  void give_rest(Segment& segment) {
    const std::string_view text = window().text();
    m_start_probability = 1;
    if (text.size() > m_search_bytes) {
      give_too_long(segment, m_search_bytes);
      m_is_too_long = true;
      return;
    }
    const std::size_t length = base::trim(text).size();
    if (m_is_too_long) {
      give_too_long(segment, length);
      return;
    }
    if (const std::size_t furniture = leading_furniture_length(text)) {
      give(segment, SpanKind::frame, furniture);
      return;
    }
    give(segment, SpanKind::reject, length);
    segment.reject = {RejectCode::no_identifier, "no identifier line follows: the stream may be cut here"};
  }

  void give_too_long(Segment& segment, std::size_t length) {
    give(segment, SpanKind::reject, length);
    segment.reject = {RejectCode::too_long, "part of an entry that is longer than an entry may be"};
  }

  void pass(SpanKind /*kind*/, std::string_view given) override {
    const std::size_t last = given.find_last_not_of(" \t");
    if (last != std::string_view::npos) m_is_line_start = given[last] == '\n';
  }

  std::size_t m_search_bytes;      ///< an anchor line that begins later ends an entry that is too long
  bool m_is_line_start = true;     ///< or nothing but its indentation was given
  bool m_is_too_long = false;      ///< the window begins inside an entry that is too long
  bool m_is_first = true;          ///< no entry has been found yet
  double m_start_probability = 1;  ///< of the cut at the beginning of the window
};

}  // namespace

std::unique_ptr<Segmenter> make_arxiver_segmenter(source::Window& window, std::size_t max_entry_bytes) {
  return std::make_unique<ArxiverSegmenter>(window, max_entry_bytes);
}

double detect_arxiver_text(std::string_view head) {
  // Real entries have 300 to 2,500 bytes; twice that a line still counts as dense.
  constexpr double k_entry_bytes = 5000;
  double anchors = 0;
  for (std::size_t line = 0; line < head.size();) {
    const std::size_t indentation = indentation_length(head.substr(line));
    if (match_anchor(head.substr(line + indentation, k_anchor_lookahead))) ++anchors;
    const std::size_t end = head.find('\n', line);
    if (end == std::string_view::npos) break;
    line = end + 1;
  }
  return anchors == 0 ? 0 : std::min(1.0, anchors * k_entry_bytes / static_cast<double>(head.size()));
}

}  // namespace litdex::format
