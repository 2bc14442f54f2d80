// SPDX-License-Identifier: MIT
#include "format/json_segmenter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "format/json_outline.hpp"
#include "format/json_scan.hpp"
#include "format/window_segmenter.hpp"

// The rules L1 to L5 and B1 to B6 are those of docs/formats/json.md.
namespace litdex::format {
namespace {

// L3, L4: brackets around entries.
constexpr std::size_t k_most_outer = 8;

bool is_indentation(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t'; });
}

class JsonSegmenter final : public WindowSegmenter {
 public:
  JsonSegmenter(source::Window& window, JsonEntries entries, std::size_t max_entry_bytes)
      : WindowSegmenter(window), m_entries(entries), m_max_entry_bytes(max_entry_bytes) {}

 private:
  void give_next(Segment& segment) override {
    if ((m_too_long && give_more_of_too_long(segment)) || give_blanks(segment)) return;
    has_bytes(k_json_lookahead);
    if (const std::size_t frame = frame_length()) {
      give(segment, SpanKind::frame, frame);
    } else if (begins_entry(0)) {
      give_entry(segment);
    } else {
      give_broken(segment, "no JSON object", false);
    }
  }

  /// What decides about the place `at`: the same bytes whatever has been read.
  [[nodiscard]] std::string_view ahead(std::size_t at) const { return window().text().substr(at, k_json_lookahead); }

  [[nodiscard]] bool begins_entry(std::size_t at) const {
    return window().text()[at] == '{' || (m_entries == JsonEntries::objects_or_pairs && begins_json_pair(ahead(at)));
  }

  /// L3, L4: the bytes at the front of the window that stand around entries.
  std::size_t frame_length() {
    const std::string_view text = ahead(0);
    const char c = text.front();
    const bool is_in_wrapper = m_outer.ends_with('{');
    if (c == '{') {
      const std::size_t length = m_outer.size() + 1 < k_most_outer ? json_wrapper_length(text) : 0;
      if (length > 0) m_outer += "{[";
      return length;
    }
    if (c == '[' && m_outer.size() < k_most_outer && !begins_entry(0)) {
      m_outer += '[';
      return 1;
    }
    if ((c == ']' && m_outer.ends_with('[')) || (c == '}' && is_in_wrapper)) {
      m_outer.pop_back();
      return 1;
    }
    if (c != ',') return 0;
    const std::size_t tail = is_in_wrapper ? json_wrapper_tail_length(text) : 0;
    if (tail > 0) m_outer.pop_back();
    return std::max<std::size_t>(tail, 1);
  }

  /// Goes on with `scan` to its end, that of the stream, or beyond the longest entry.
  void follow(JsonScan& scan) {
    while (scan.scan(window().text()) == JsonScan::State::open && scan.position() <= m_max_entry_bytes) {
      if (!window().more()) return;
    }
  }

  void give_entry(Segment& segment) {
    JsonScan scan;
    follow(scan);
    if (scan.position() > m_max_entry_bytes) {
      give_too_long(segment, m_max_entry_bytes);
      scan.forget(m_max_entry_bytes);
      m_too_long = scan;
      return;
    }
    if (scan.state() != JsonScan::State::whole) {
      const std::string why =
          fmt::format("broken JSON: {}, {} bytes into the entry", scan.problem(), base::with_commas(scan.position()));
      give_broken(segment, why, scan.state() == JsonScan::State::open);
      return;
    }
    give(segment, SpanKind::record, scan.position());
    note_layout(segment.text);
  }

  /// What tells later, behind a broken entry, where the next one begins.
  void note_layout(std::string_view entry) {
    m_has_lines_inside = m_has_lines_inside || entry.find('\n') != std::string_view::npos;
    const std::optional<std::string_view> key = first_json_key(entry.substr(0, k_json_lookahead));
    if (key && m_first_key != *key) m_first_key = *key;
  }

  /// B5. False where nothing of the entry that is too long is left.
  bool give_more_of_too_long(Segment& segment) {
    JsonScan& scan = *m_too_long;
    follow(scan);
    if (scan.position() > m_max_entry_bytes) {
      give_too_long(segment, m_max_entry_bytes);
      scan.forget(m_max_entry_bytes);
      return true;
    }
    const std::string_view rest = window().text();
    const bool is_cut = scan.state() == JsonScan::State::open;
    const std::size_t length = trim_end(is_cut ? rest : rest.substr(0, scan.position())).size();
    m_too_long.reset();
    if (length > 0) give_too_long(segment, length);
    return length > 0;
  }

  void give_too_long(Segment& segment, std::size_t length) {
    give(segment, SpanKind::reject, length);
    segment.reject = {RejectCode::too_long, "part of an entry that is longer than an entry may be"};
  }

  /// B1 to B4: gives all up to the next place where an entry plausibly begins.
  void give_broken(Segment& segment, std::string why, bool is_cut) {
    const std::size_t length = find_next_entry();
    give(segment, SpanKind::reject, without_frame(window().text().substr(0, length), is_cut));
    segment.reject = {RejectCode::malformed, std::move(why)};
  }

  /// A place behind a broken entry, and what stands before it on its line.
  struct Place {
    std::size_t at = 0;
    std::size_t line = 0;      ///< where its line begins
    bool begins_line = false;  ///< nothing but blanks stands before it on its line
    char left = 0;             ///< the last byte before it that is not blank
  };

  /// Where the next entry begins; else the stream's end, or as far as an entry may reach.
  std::size_t find_next_entry() {
    const std::string_view own_key = first_json_key(ahead(0)).value_or("");
    const std::string key(m_first_key.empty() ? own_key : m_first_key);
    Place place{.at = 1, .left = window().text().front()};
    for (; place.at < m_max_entry_bytes && has_bytes(place.at + 1); ++place.at) {
      const char c = window().text()[place.at];
      if (c == '\n') {
        place.line = place.at + 1;
        place.begins_line = true;
      } else if (!base::is_blank(c)) {
        if ((c == '{' || c == '[') && is_plausible(place, key)) break;
        place.begins_line = false;
        place.left = c;
      }
    }
    return place.at;
  }

  /// B2, B3: whether an entry begins at `place`, seen from the broken one at the front of the window.
  [[nodiscard]] bool is_plausible(const Place& place, std::string_view key) {
    has_bytes(place.at + k_json_lookahead);
    const std::optional<std::string_view> own_key = first_json_key(ahead(place.at));
    const bool is_pair = m_entries == JsonEntries::objects_or_pairs && begins_json_pair(ahead(place.at));
    if (!own_key && !is_pair) return false;
    const bool has_key = is_pair || key.empty() || *own_key == key;
    const bool is_line = m_indentation.has_value();
    if (place.begins_line) {
      const bool is_in_column = is_line && place.at - place.line == *m_indentation;
      const bool tells_entries = m_has_lines_inside ? m_indentation > std::size_t{0} : !m_first_key.empty();
      return (is_in_column && tells_entries) || (has_key && (is_in_column || !is_line));
    }
    const bool may_follow_comma = !is_line || (!m_outer.empty() && !m_has_lines_inside);
    return has_key && place.left != ':' && place.left != '[' && (place.left != ',' || may_follow_comma);
  }

  /// B4: the bytes of a broken entry without the blanks, the comma and the brackets behind it.
  [[nodiscard]] std::size_t without_frame(std::string_view text, bool is_cut) const {
    std::string_view entry = trim_end(text);
    if (m_outer.empty()) return entry.size();
    if (entry.ends_with(',') && entry.size() > 1) return trim_end(entry.substr(0, entry.size() - 1)).size();
    if (is_cut || text.size() < window().text().size()) return entry.size();
    for (std::size_t i = m_outer.size(); i-- > 0 && entry.ends_with(m_outer[i] == '[' ? ']' : '}');) {
      const std::string_view shorter = trim_end(entry.substr(0, entry.size() - 1));
      if (!shorter.ends_with('}') && !shorter.ends_with(']')) break;
      entry = shorter;
    }
    return entry.size();
  }

  static std::string_view trim_end(std::string_view text) {
    while (!text.empty() && base::is_blank(text.back())) text.remove_suffix(1);
    return text;
  }

  void pass(SpanKind /*kind*/, std::string_view given) override {
    // Most entries are one line, which searching from the front tells faster.
    const std::size_t line_begin = given.find('\n') == std::string_view::npos ? 0 : given.rfind('\n') + 1;
    if (line_begin > 0) m_indentation = 0;
    const std::string_view line = given.substr(line_begin);
    if (m_indentation) {
      m_indentation = is_indentation(line) ? std::optional(*m_indentation + line.size()) : std::nullopt;
    }
  }

  JsonEntries m_entries;
  std::size_t m_max_entry_bytes;
  std::string m_outer;                           ///< the opening brackets around entries
  std::optional<std::size_t> m_indentation = 0;  ///< blanks before this place on its line, if nothing else is
  bool m_has_lines_inside = false;               ///< some entry has reached over several lines
  std::string m_first_key;                       ///< of the last whole entry
  std::optional<JsonScan> m_too_long;            ///< the window begins inside this entry
};

}  // namespace

std::unique_ptr<Segmenter> make_json_segmenter(source::Window& window, JsonEntries entries,
                                               std::size_t max_entry_bytes) {
  return std::make_unique<JsonSegmenter>(window, entries, max_entry_bytes);
}

}  // namespace litdex::format
