// SPDX-License-Identifier: MIT
#include "format/arxiver_body.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "format/arxiver_comments.hpp"
#include "format/arxiver_entry.hpp"
#include "format/arxiver_observe.hpp"
#include "format/char_class.hpp"
#include "format/segment.hpp"

namespace litdex::format {
namespace {

/// What the rules ask about the lines of a body, which may be millions.
struct Lines {
  std::size_t count = 0;            ///< not counting empty ones
  std::size_t paragraphs = 0;       ///< parted by empty lines
  std::size_t paragraph_begin = 0;  ///< of the last paragraph
  std::string_view last;            ///< that is not empty
  std::string_view before_last;
  std::size_t longest = 0;  ///< the width of the longest but the last
};

/// The lines of a body, one after another, without blanks at their ends and the indentation of the page (B6).
class LineReader {
 public:
  LineReader(std::string_view body, std::size_t indentation) : m_body(body), m_indentation(indentation) {}

  /// The next line; false at the end.
  bool next(std::string_view& line) {
    if (m_at >= m_body.size()) return false;
    const std::size_t end = std::min(m_body.find('\n', m_at), m_body.size());
    line = m_body.substr(m_at, end - m_at);
    m_at = end + 1;
    line.remove_prefix(indentation_length(line.substr(0, m_indentation)));
    while (!line.empty() && base::is_blank(line.back())) line.remove_suffix(1);
    return true;
  }

 private:
  std::string_view m_body;
  std::size_t m_indentation;
  std::size_t m_at = 0;
};

/// B9: how wide a line was when it was wrapped: a reference to a character (`&lt;`) was one character then.
std::size_t width_of(std::string_view line) {
  constexpr std::size_t k_longest_name = 8;
  std::size_t width = line.size();
  for (std::size_t at = line.find('&'); at != std::string_view::npos; at = line.find('&', at + 1)) {
    std::size_t end = at + 1;
    while (end < line.size() && end - at <= k_longest_name &&
           (is_letter(line[end]) || is_digit(line[end]) || line[end] == '#')) {
      ++end;
    }
    if (end > at + 1 && end < line.size() && line[end] == ';') width -= end - at;
  }
  return width;
}

Lines look_at_lines(std::string_view body, LineReader reader) {
  Lines lines;
  bool is_between = true;
  for (std::string_view line; reader.next(line);) {
    if (!line.empty()) {
      if (is_between) {
        ++lines.paragraphs;
        lines.paragraph_begin = static_cast<std::size_t>(line.data() - body.data());
      }
      ++lines.count;
      lines.longest = std::max(lines.longest, width_of(lines.last));
      lines.before_last = std::exchange(lines.last, line);
    }
    is_between = line.empty();
  }
  return lines;
}

/// `comments_begin` is the first byte of the comments in `body`.
Body cut_body(std::string_view body, std::size_t comments_begin, double probability) {
  const std::string_view abstract = body.substr(0, comments_begin);
  return {base::trim(abstract.substr(0, comments_begin - trailing_indentation_length(abstract))),
          base::trim(body.substr(comments_begin)), probability};
}

/// B7: the column before which the lines of an abstract were wrapped. Where they are too few to tell, it is arXiv's.
std::size_t wrap_column(const Lines& lines) {
  constexpr std::size_t k_least_lines = 4;
  constexpr std::size_t k_most = 200;
  if (lines.count < k_least_lines || lines.longest > k_most) return k_wrap_column;
  return lines.longest > k_longest_line ? lines.longest : std::min(lines.longest, k_wrap_column);
}

/// Lines that are longer than this were not wrapped before `column`.
std::size_t longest_line(std::size_t column) { return column + (k_longest_line - k_wrap_column); }

/// How much room the line before had for the first word of the next: less than none where wrapping made the break.
int room_for(std::string_view line_before, std::string_view line, std::size_t column) {
  const auto needed = static_cast<int>(width_of(line_before) + 1 + width_of(first_word(line)));
  return std::clamp(static_cast<int>(column) - needed, -12, 40);
}

/// B7: whether a sentence breaks off before a word that abstracts begin with: "in contrast, we" and then "This paper".
bool breaks_off(std::string_view before, std::string_view line) {
  // In wrapped abstracts that are whole, one in five hundred has such a pair of lines.
  constexpr float k_common = 6;
  const std::string_view word = first_word(line);
  const bool is_inside = is_lower(before.back()) || before.back() == ',';
  return is_inside && is_upper(word.front()) && opener_count(ChoiceModel::shipped(), word) >= k_common;
}

/// B7: whether two lines, of which the second is not the last, follow each other as no abstract's do. There the end of
/// a page and the next page were put together.
bool has_joint(LineReader reader, std::string_view last, std::size_t column) {
  std::string_view before;
  for (std::string_view line; reader.next(line) && line.data() != last.data(); before = line) {
    if (before.empty() || line.empty()) continue;
    const std::size_t longest = longest_line(column);
    if (width_of(before) > longest || width_of(line) > longest) return true;
    const bool is_paragraph = base::is_blank(line.front());
    const bool had_room = room_for(before, line, column) >= 0;
    if (!is_paragraph && (had_room || breaks_off(before, line))) return true;
  }
  return false;
}

/// B4: the last line is the comments, or the abstract's last.
Body choose_last_line(std::string_view body, const Lines& lines, std::size_t column, std::size_t last_begin) {
  Observations seen;
  observe_last_line(seen, lines.before_last, lines.last, {lines.count, column});
  std::array<double, 2> scores = {ChoiceModel::shipped().score(seen), 0};
  make_probabilities(scores);
  const bool is_comments = scores[0] > scores[1];
  return cut_body(body, is_comments ? last_begin : body.size(), std::max(scores[0], scores[1]));
}

/// B4: a line that alone begins with a blank is a new paragraph of the abstract; comments have no blanks before them.
bool is_indented(const Lines& lines) {
  return base::is_blank(lines.last.front()) && !base::is_blank(lines.before_last.front());
}

/// B3, B4: several lines without an empty one between them, wrapped before `column` if they are.
Body split_lines(std::string_view body, const Lines& lines, std::size_t column) {
  // One abstract in two thousand has a line that could not be broken; few of them as their last.
  constexpr double k_long_last_line = 0.9995;
  constexpr double k_indented = 0.9995;
  const auto last_begin = static_cast<std::size_t>(lines.last.data() - body.data());
  if (lines.longest > longest_line(column)) return cut_body(body, last_begin, 1);
  if (is_indented(lines)) return cut_body(body, body.size(), k_indented);
  if (width_of(lines.last) <= longest_line(column)) return choose_last_line(body, lines, column, last_begin);
  return cut_body(body, last_begin, k_long_last_line);
}

/// B2: paragraphs. Nothing says whether a third one is the abstract's or the comments'.
Body split_paragraphs(std::string_view body, const Lines& lines) {
  constexpr double k_third = 0.5;
  return cut_body(body, lines.paragraph_begin, lines.paragraphs == 2 ? 1 : k_third);
}

/// B8: whether an abstract stops inside a sentence, and its comments begin inside one; or whether they begin with a
/// blank, which only paragraphs of wrapped abstracts do.
bool is_cut_before_comments(const Body& parts, const Lines& lines, std::size_t column) {
  constexpr CharSet k_may_end(".?!$)]}\"'");
  if (base::is_blank(lines.last.front()) && lines.longest > longest_line(column)) return true;
  if (parts.abstract.empty() || parts.comments.empty()) return false;
  const char last = parts.abstract.back();
  const char first = parts.comments.front();
  return is_ascii(last) && !k_may_end.has(last) && is_ascii(first) && !is_upper(first) && !is_digit(first);
}

/// B5, B7, B8: how probable it is that the comments are comments, and all before them one abstract.
double judge(const Body& parts, LineReader reader, const Lines& lines, std::size_t column) {
  constexpr double k_joint = 0.5;
  if (is_cut_before_comments(parts, lines, column) || has_joint(reader, lines.last, column)) return k_joint;
  const bool follows_wrapped_lines = lines.paragraphs == 1 && lines.count > 2;
  return follows_wrapped_lines || width_of(parts.comments) <= k_longest_line ? 1 : comments_probability(parts.comments);
}

}  // namespace

void observe_last_line(Observations& seen, std::string_view line_before, std::string_view line,
                       const Wrapping& wrapping) {
  constexpr std::size_t k_most_lines = 6;
  const int room = room_for(line_before, line, wrapping.column);
  seen.clear();
  seen.add(Kind::room, room < 0 ? room / 3 - 1 : room / 4);
  ShortText pair;
  if (!line_before.empty()) pair.put(shape_of(line_before.back()));
  pair.put('|');
  pair.put_shape(line.substr(0, 2));
  seen.add(Kind::break_pair, pair.view());
  ShortText end;
  if (!line_before.empty()) end.put(without_digit(line_before.back()));
  end.put(room < 0 ? '-' : '+');
  seen.add(Kind::break_end, end.view());
  ShortText word;
  word.put_runs(last_word(line_before), 12);
  word.put(room < 0 ? '-' : '+');
  seen.add(Kind::break_word, word.view());
  observe_comment_words(seen, line);
  ShortText first;
  first.put_runs(first_word(line), 12);
  first.put(' ');
  first.put(plain_word(first_word(after_first_word(line))).view());
  seen.add(Kind::comment_first, first.view());
  seen.add(Kind::comment_last, plain_word(last_word(line)).view());
  seen.add(Kind::comment_length, static_cast<int>(width_of(line) / 8));
  seen.add(Kind::lines, static_cast<int>(std::min(wrapping.lines, k_most_lines)));
}

Body split_body(std::string_view body, Judging judging) {
  // B6: how far the anchor line is indented, which `body` ends before.
  const std::size_t indentation = trailing_indentation_length(body);
  body = base::trim(body.substr(0, body.size() - indentation));
  const LineReader reader(body, indentation);
  const Lines lines = look_at_lines(body, reader);
  if (lines.count < 2) return {body, {}, 1};
  const std::size_t column = wrap_column(lines);
  Body parts = lines.paragraphs == 1 ? split_lines(body, lines, column) : split_paragraphs(body, lines);
  if (judging == Judging::wanted) parts.probability = std::min(parts.probability, judge(parts, reader, lines, column));
  return parts;
}

}  // namespace litdex::format
